"""No selection, story, address or template can stop the letters of the others; one that is too heavy gets shorter."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import JSONField, Value
from django.test import Client, TestCase
from jinja2 import TemplateError
from lxml import html

from rotative.articles import reads as articles
from rotative.editions import actions, reads
from rotative.editions.errors import EmptyEdition, LetterTooHeavy
from rotative.editions.letter import render
from rotative.editions.letter.for_selection import Letters, content_of
from rotative.editions.models import Edition
from rotative.mail.sending.audience_sql import UNWRITTEN
from rotative.mail.sending.pump import UNWRITABLE, Pump
from rotative.mail.sending.selection import Selection
from rotative.mail.sending.smtp import SmtpTransport
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber
from tests.editions.test_edition import today
from tests.factories.articles import SectionFactory, published
from tests.mail.sending.relays import Handler, relay

pytestmark = pytest.mark.django_db

Readers = Callable[..., list[Subscriber]]


def a_full_day(*, words: int = 30) -> Edition:
    """Approve the edition of a day of 55 stories in eight sections."""
    sections = [SectionFactory(slug=f"rubrique-{number}", name=f"Rubrique {number}") for number in range(8)]
    for number in range(55):
        sentence = " ".join(
            f"anticonstitutionnellement{letter}{number}"
            for letter in "abcdefghijklmnopqrstuvwxyz"[: words // 2]
        )
        published(
            days_ago=0.01 + number / 200,
            headline=f"Nouvelle n{number} de la ville q{number * 7}",
            standfirst=f"Chapeau{number} : {sentence}. Suite{number} {sentence}.",
            body=[("paragraph", f"<p>{sentence.title()} {number}. Fin{number}.</p>")],
            rank=1 + number % 5,
            section=sections[number % 8],
        )
    edition = actions.compose_edition(today(), "fr")
    actions.approve(edition)
    return edition


@pytest.mark.parametrize("minutes", [10, 15, 30])
def test_success_a_letter_that_is_too_heavy_gets_shorter_from_its_end_and_says_so(minutes: int) -> None:
    edition = a_full_day()
    whole = _unlimited(edition, Selection(minutes=minutes))
    assert len(whole.html.encode()) > render.MOST_BYTES

    letter = content_of(edition, Selection(minutes=minutes))

    size = len(letter.html.encode())
    assert render.MOST_BYTES - 5_000 < size <= render.MOST_BYTES
    assert letter.shortened > 0 and letter.left_out == 0
    assert f"{letter.shortened} sujets" in letter.html and f"{letter.shortened} sujets" in letter.text
    assert letter.seconds < whole.seconds <= minutes * 60
    assert letter.subject_line == whole.subject_line


def test_success_headlines_go_as_well_where_they_are_still_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = a_full_day(words=4)
    monkeypatch.setattr(render, "MOST_BYTES", 10_000)

    letter = content_of(edition, Selection(minutes=30))

    assert 8_000 < len(letter.html.encode()) <= 10_000
    assert letter.left_out > 0
    assert f"{letter.shortened + letter.left_out} sujets" in letter.text
    assert letter.text.count("\n* ") == letter.shortened


def test_success_everybody_gets_a_letter_when_one_choice_is_too_heavy(readers: Readers) -> None:
    edition = a_full_day()
    readers(3)
    readers(2, prefix="long", minutes=30)

    actions.start_sending(edition)

    assert reads.status(edition) == reads.Status(prepared=5, queued=5)
    cut = edition.mailing.variants.get(minutes=30)
    assert cut.shortened > 0 and cut.trouble == ""
    assert edition.mailing.variants.get(minutes=5).shortened == 0


def _fail(error: Exception) -> Callable[[], Any]:
    def fail() -> None:
        raise error

    return fail


def _fail_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column FROM mail_mailing")


FAILURES = [
    _fail(EmptyEdition(budget_s=1)),
    _fail(LetterTooHeavy(size_bytes=1)),
    _fail(TemplateError("broken")),
    _fail(ZeroDivisionError()),
    _fail(RecursionError()),
    _fail(KeyError("section")),
    _fail_in_the_database,
]


@pytest.mark.parametrize("failure", FAILURES)
def test_success_a_selection_that_fails_gets_the_letter_as_arranged(
    readers: Readers, a_day: list[int], monkeypatch: pytest.MonkeyPatch, failure: Callable[[], Any]
) -> None:
    edition = actions.compose_edition(today(), "fr")
    actions.approve(edition)
    readers(3)
    readers(2, prefix="odd", minutes=7)
    readers(2, prefix="short", minutes=3)
    write = Letters.write
    monkeypatch.setattr(
        Letters, "write", lambda self, one: failure() if one.minutes == 7 else write(self, one)
    )

    actions.start_sending(edition)

    assert reads.status(edition) == reads.Status(prepared=7, queued=7)
    variants = {variant.minutes: variant for variant in edition.mailing.variants.all()}
    assert variants[7].trouble and variants[7].html == variants[5].html
    assert variants[3].trouble == variants[5].trouble == ""


@pytest.mark.parametrize("failure", FAILURES)
def test_success_readers_of_a_letter_that_cannot_be_written_at_all_are_accounted(
    readers: Readers, a_day: list[int], monkeypatch: pytest.MonkeyPatch, failure: Callable[[], Any]
) -> None:
    edition = actions.compose_edition(today(), "fr")
    actions.approve(edition)
    readers(3)
    readers(2, prefix="odd", minutes=7)
    write = Letters.write_in_any_case
    monkeypatch.setattr(
        Letters, "write_in_any_case", lambda self, one: failure() if one.minutes == 7 else write(self, one)
    )

    actions.start_sending(edition)
    handler = Handler()
    with relay(handler) as target:
        status = Pump(edition.mailing, SmtpTransport([target], connections=1)).run()

    assert status == reads.Status(prepared=5, sent=3, skipped=2)
    assert set(edition.mailing.deliveries.skipped().values_list("code", flat=True)) == {UNWRITTEN}
    assert edition.mailing.variants.get(minutes=7).trouble


def test_fail_nothing_is_saved_when_no_letter_can_be_written(
    readers: Readers, a_day: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = actions.compose_edition(today(), "fr")
    actions.approve(edition)
    readers(3)
    monkeypatch.setattr(render, "MOST_BYTES", 100)

    with pytest.raises(LetterTooHeavy):
        actions.start_sending(edition)

    edition.refresh_from_db()
    assert edition.mailing is None and edition.state == Edition.State.APPROVED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sections", ["politique"]),
        ("sections", {"a": None}),
        ("sections", Value(None, JSONField())),
        ("subjects", [-1, 2.5]),
        ("subjects", "all"),
        ("dossiers", [-1, "tramway"]),
        ("minutes", 0),
        ("minutes", 32_767),
        ("domain", ""),
        ("email", "leïla@example.org"),
        ("email", "a@example.org\r\nBcc: b@example.org"),
        ("email", "nobody"),
        ("email", ""),
    ],
)
def test_success_a_damaged_reader_stops_nobody(
    readers: Readers, a_day: list[int], field: str, value: object
) -> None:
    edition = actions.compose_edition(today(), "fr")
    actions.approve(edition)
    readers(3)
    (odd,) = readers(1, prefix="odd")
    Subscriber.objects.filter(pk=odd.pk).update(**{field: value})

    actions.start_sending(edition)
    handler = Handler()
    with relay(handler) as target:
        status = Pump(edition.mailing, SmtpTransport([target], connections=1)).run()

    got = 4 if field != "email" else 3
    assert status == reads.Status(prepared=4, sent=got, skipped=4 - got)
    skipped = edition.mailing.deliveries.skipped().values_list("code", flat=True)
    assert list(skipped) == [UNWRITABLE] * (4 - got)


def _unlimited(edition: Edition, selection: Selection) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "MOST_BYTES", 10**9)
        return content_of(edition, selection)


def test_success_the_desk_sees_which_letters_are_shorter_or_replaced(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    edition = a_full_day()
    readers(3)
    readers(2, prefix="long", minutes=30)
    readers(4, prefix="odd", minutes=7)
    write = Letters.write
    monkeypatch.setattr(
        Letters, "write", lambda self, one: FAILURES[5]() if one.minutes == 7 else write(self, one)
    )
    desk = Client()
    desk.force_login(User.objects.create_superuser("chief", "chief@example.org", "secret"))

    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.start_sending(edition)
    altered = desk.get(f"/desk/editions/{edition.pk}/delivery/").context["altered"]
    preview = desk.get(f"/desk/editions/{edition.pk}/preview/?minutes=10").context

    assert [(minutes[:2].strip(), people) for minutes, people, _why in altered] == [("7", 4), ("30", 2)]
    assert altered[0][2] != altered[1][2] and preview["cut"]
    (letter,) = mailoutbox
    assert letter.to == ["chief@example.org"] and f"/desk/editions/{edition.pk}/" in letter.body


SIGNS = "Le débit passe <strong>de <3 à >10 m³/s</strong> & <b>AT&amp;T</b> &lt;paie&gt; l’addition"


@pytest.mark.parametrize("field", ["standfirst", "short"])
def test_success_signs_in_plain_text_are_no_markup(field: str) -> None:
    article = published(headline="Crue <em>", **{"standfirst": "Un chapeau.", field: SIGNS}, body=[])
    edition = actions.compose_edition(today(), "fr")

    letter = content_of(edition, Selection(minutes=5))

    words = SIGNS.replace(" ", " ")
    assert words in " ".join(letter.text.replace("\u202f", " ").replace("\xa0", " ").split())
    shown = html.fromstring(letter.html).text_content().replace("\u202f", " ").replace("\xa0", " ")
    assert words in " ".join(shown.split()) and "Crue <em>" in shown
    if field == "standfirst":
        assert "<strong>" in articles.cards([article.pk])[article.pk].excerpt
