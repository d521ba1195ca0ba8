"""Readers and a letter of 30 kB, for measuring what sending costs."""

from django.db import connection, transaction

from rotative.core import clock
from rotative.editions.letter.render import LEAVE
from rotative.editions.models import Edition, Variant
from rotative.mail.sending import freezing

# The size of an ordinary letter of ours with its headers, as it travels.
LETTER_BYTES = 30_000
_LINE = "Le port s’éveille, la criée commence, et les premiers bateaux sont à quai. "


def readers(count: int) -> None:
    """So many confirmed subscribers, half of them at a large provider."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    numbers = (
        "generate_series(1, %s) AS g(n)"
        if connection.vendor == "postgresql"
        else "(WITH RECURSIVE g(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM g WHERE n < %s) SELECT n FROM g)"
    )
    domain = "CASE WHEN n % 2 = 0 THEN 'gmail.com' ELSE 'example.org' END".replace("%", "%%")
    statement = (
        "INSERT INTO subscribers_subscriber (email, email_normalised, domain, language, minutes, sections, subjects, state,"  # noqa: S608 our own words
        " secret, created_at, consent_at, consent_network, consent_page)"
        f" SELECT 'reader' || n || '@' || {domain}, 'reader' || n || '@' || {domain}, {domain}, 'fr', 5, '[]', '[]',"
        f" 'confirmed', 'secret' || n, %s, %s, '', '' FROM {numbers}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, now, count])


@transaction.atomic
def edition(day: int) -> Edition:
    """An edition under way to every reader. day: editions differ by it."""
    now = clock.now()
    made = Edition.objects.create(
        edition_on=f"2026-{day // 28 + 1:02d}-{day % 28 + 1:02d}",
        language="fr",
        state=Edition.State.SENDING,
        since_at=now,
        until_at=now,
        composed_at=now,
        audience_frozen_at=now,
    )
    html, text = body()
    variant = Variant.objects.create(
        edition=made,
        selection="all",
        minutes=5,
        seconds=300,
        subject_line="Le port s’éveille",
        html=html,
        text=text,
    )
    # The day as a date.
    made.refresh_from_db()
    groups = freezing.counted(made, {"google": ("gmail.com",)}, "other")
    variants = {group.selection: variant for group in groups}
    freezing.queue(made, groups, variants, {"google": ("gmail.com",)}, "other")
    return made


def body() -> tuple[str, str]:
    """The two parts of the letter."""
    leave = f"https://estuaire.example/_/unsubscribe/{LEAVE}/"
    text = f"{_LINE * 60}\n{leave}\n"
    html = f"<html><body><p>{_LINE * 215}</p><a href='{leave}'>Se désabonner</a></body></html>"
    return html, text
