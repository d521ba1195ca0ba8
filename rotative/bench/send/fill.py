"""Readers and a letter of 30 kB, for measuring what sending costs."""

from datetime import date

from django.db import connection, transaction

from rotative.core import clock
from rotative.mail import actions as mailings
from rotative.mail.message.content import LEAVE, Content
from rotative.mail.models import Mailing
from rotative.mail.sending.selection import Audience

# The size of an ordinary letter of ours with its headers, as it travels.
LETTER_BYTES = 30_000
_LINE = "Le port s’éveille, la criée commence, et les premiers bateaux sont à quai. "


def readers(count: int) -> None:
    """Make so many confirmed subscribers, half of them at a large provider."""
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
def mailing(day: int) -> Mailing:
    """Start a mailing to every reader. day: mailings differ by it."""
    html, text = body()
    content = Content(subject_line="Le port s’éveille", html=html, text=text, seconds=300)
    made = Mailing(
        kind="edition", list_name="letter", language="fr", day=date(2026, day // 28 + 1, day % 28 + 1)
    )
    mailings.freeze(made, Audience(), lambda _selection: content)
    mailings.start(made)
    return made


def body() -> tuple[str, str]:
    """Return the two parts of the letter, HTML and text."""
    leave = f"https://estuaire.example/_/unsubscribe/{LEAVE}/"
    text = f"{_LINE * 60}\n{leave}\n"
    html = f"<html><body><p>{_LINE * 215}</p><a href='{leave}'>Se désabonner</a></body></html>"
    return html, text
