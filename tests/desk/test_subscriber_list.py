"""Subscribers at the desk: a list with a search, files that go in and out, one address by hand, growth."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rotative.desk.audience.growth import growth
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.staff.models import User
from rotative.subscribers import reads
from rotative.subscribers.models import Subscriber
from tests.desk.conftest import signed_in

LIST, FILES = "/desk/subscribers/list/", "/desk/subscribers/files/"


@pytest.fixture(autouse=True)
def _outlet(db: None) -> None:
    masthead = Masthead.load()
    masthead.languages = [
        MastheadLanguage(language=code, name=name) for code, name in (("fr", "L’Estuaire"), ("ar", "المصب"))
    ]
    masthead.save()


def emails(answer: Any) -> list[str]:
    return [person.email for person in answer.context["people"]]


def listed(*addresses: str) -> SimpleUploadedFile:
    lines = "\n".join(["email", *addresses])
    return SimpleUploadedFile("liste.csv", lines.encode(), content_type="text/csv")


def test_success_the_list_is_by_state_and_language(desk: Client, readers: Any) -> None:
    readers(2)
    readers(1, prefix="gone", state=Subscriber.State.UNSUBSCRIBED)
    readers(1, prefix="arabic", language="ar")

    assert emails(desk.get(LIST)) == ["reader1@example.org", "reader0@example.org"]
    assert emails(desk.get(f"{LIST}?state=unsubscribed&language=fr")) == ["gone0@example.org"]
    assert emails(desk.get(f"{LIST}?language=ar")) == ["arabic0@example.org"]


def test_success_an_address_is_found_by_its_beginning(desk: Client, readers: Any) -> None:
    readers(2)
    readers(1, prefix="nadia", language="ar")

    assert emails(desk.post(LIST, {"address": "Nad"})) == ["nadia0@example.org"]
    assert emails(desk.post(LIST, {"address": "example"})) == []
    assert reads.beginning_with("reader", limit=1)[0].email == "reader0@example.org"


def test_success_a_list_is_looked_through_and_then_imported(desk: Client) -> None:
    fields = {"consent": "Au salon du livre", "language": "fr"}

    looked = desk.post(FILES, fields | {"act": "look", "file": listed("a@example.org", "b@example.org")})
    before = Subscriber.objects.count()
    done = desk.post(FILES, fields | {"act": "import", "file": listed("a@example.org", "pas une adresse")})

    assert (before, looked.context["report"]) == (0, ["2 readers are new."])
    assert "Nothing is changed yet" in looked.content.decode()
    assert done.context["report"] == ["1 reader is new.", "No address in lines 3."]
    (person,) = Subscriber.objects.all()
    assert (person.state, person.consent_page) == ("confirmed", "Au salon du livre")


def test_success_everybody_is_exported(desk: Client, readers: Any) -> None:
    readers(2)

    answer = desk.post(FILES, {"act": "export"})

    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert [line.split(",")[0] for line in lines] == [
        '"email"',
        '"reader0@example.org"',
        '"reader1@example.org"',
    ]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_success_an_address_added_by_hand_is_asked_first(desk: Client) -> None:
    answer = desk.post(FILES, {"act": "add", "address": "Nadia@example.org", "language": "ar"}, follow=True)

    (person,) = Subscriber.objects.all()
    assert (person.state, person.language, person.question_due_at is not None) == ("pending", "ar", True)
    assert "A mail asks for their consent" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"act": "add", "address": "pas une adresse"}, "address"),
        ({"act": "import", "consent": ""}, "agreed"),
        ({"act": "import", "consent": "Au salon"}, "file"),
    ],
)
def test_fail_what_cannot_be_added(desk: Client, fields: dict[str, str], told: str) -> None:
    answer = desk.post(FILES, fields)

    assert told in answer.content.decode() and answer.status_code == 200
    assert 'class="error"' in answer.content.decode() or "messages" in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_fail_without_the_right_there_is_neither_list_nor_file(writer: User, readers: Any) -> None:
    readers(1)
    client = signed_in(writer)

    answers = [
        client.get(LIST),
        client.post(LIST, {"address": "r"}),
        client.get(FILES),
        client.post(FILES, {"act": "export"}),
        client.post(FILES, {"act": "add", "address": "x@example.org"}),
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert Subscriber.objects.count() == 1


def test_success_growth_is_counted_by_month(readers: Any) -> None:
    readers(2, confirmed_at=datetime(2026, 11, 3, tzinfo=UTC))
    readers(1, prefix="other", language="ar", confirmed_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    readers(
        1,
        prefix="gone",
        confirmed_at=datetime(2025, 1, 1, tzinfo=UTC),
        left_at=datetime(2026, 11, 9, tzinfo=UTC),
    )
    readers(1, prefix="first", confirmed_at=datetime(2025, 12, 1, 12, tzinfo=UTC))

    months = growth(["fr", "ar"], today=date(2026, 11, 30), zone=ZoneInfo("Africa/Casablanca"))

    assert (len(months), months[0].on, months[-1].on) == (12, date(2025, 12, 1), date(2026, 11, 1))
    # In Casablanca, October was over.
    assert (months[-1].confirmed, months[-1].left, months[-2].confirmed) == (3, 1, 0)
    assert months[0].confirmed == 1


def test_success_the_overview_shows_the_growth(desk: Client, readers: Any) -> None:
    readers(3)

    page = desk.get("/desk/subscribers/").content.decode()

    assert "Français" in page and 'class="desk-plot__confirmed"' in page
