"""A subscriber's own page, behind a signed link and without a password: GET shows, POST changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from rotative.core import clock
from rotative.masthead import reads as masthead
from rotative.subscribers import actions, link_tokens
from rotative.subscribers.choices import BUDGETS
from rotative.subscribers.errors import BadPause
from rotative.subscribers.models import LEAST_MINUTES, MOST_MINUTES, Subscriber, Suppression
from tests import tables
from tests.factories.articles import published
from tests.subscribers.conftest import Paper
from tests.subscribers.reader import Reader, letters, link, said

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = 1, 16

Subscribing = Callable[..., Subscriber]
PassBy = Callable[..., None]


def path_of(person: Subscriber, name: str = "choices") -> str:
    """Return the path of a page behind one of the person's links."""
    token = (
        link_tokens.confirm_token(person)
        if name == "confirm"
        else link_tokens.leave_token(person.pk, person.secret)
    )
    return f"/_/{name}/{token}/"


def row(person: Subscriber) -> dict[str, object]:
    return Subscriber.objects.values().get(pk=person.pk)


@pytest.fixture
def person(paper: Paper, subscriber: Subscribing) -> Subscriber:
    return subscriber(
        "lina.haddad@example.org", minutes=10, sections=[paper.politics.pk], subjects=[paper.port.pk], days=MONDAY + FRIDAY
    )  # fmt: skip


def test_success_looking_changes_nothing(paper: Paper, reader: Reader, person: Subscriber) -> None:
    before = tables.digests()

    page = reader.open(path_of(person))
    found = reader.open(path_of(person) + "?q=mus%C3%A9e")

    assert (page.status, page.language) == (200, ("fr", "ltr"))
    assert {name: page.chosen(name) for name in ("language", "minutes", "section", "subject", "day")} == {
        "language": ["fr"], "minutes": ["10"], "section": [str(paper.politics.pk)], "subject": [str(paper.port.pk)],
        "day": ["1", "16"],
    }  # fmt: skip
    assert found.offered("subject") == {str(paper.port.pk): "Le port", str(paper.museum.pk): "Le musée"}
    assert tables.digests() == before


def test_success_the_page_is_for_its_owner_alone(reader: Reader, person: Subscriber) -> None:
    answer = reader.open(path_of(person)).answer

    shown = answer.content.decode()
    assert "l•••@example.org" in shown and "lina" not in shown.lower()
    assert {name: answer[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer",
    }  # fmt: skip


def test_success_saving(paper: Paper, reader: Reader, person: Subscriber) -> None:
    before = row(person)

    saved = reader.send(
        reader.open(path_of(person) + "?q=mus%C3%A9e").form(act="save"),
        minutes=3, section=[paper.culture.pk], subject=[paper.museum.pk], day=[2, 64],
    )  # fmt: skip

    assert (saved.status, saved.paragraphs[0]) == (200, said("Your choices are saved."))
    assert row(person) == before | {
        "minutes": 3, "sections": [paper.culture.pk], "subjects": [paper.museum.pk], "days": 66,
    }  # fmt: skip
    assert saved.chosen("subject") == [str(paper.museum.pk)]


def test_success_the_sections_follow_into_another_language(
    paper: Paper, reader: Reader, person: Subscriber
) -> None:
    before = row(person)

    saved = reader.send(reader.open(path_of(person)).form(act="save"), language="ar")

    assert (saved.language, saved.heading) == (("ar", "rtl"), said("Your letter", "ar"))
    assert saved.paragraphs[0] == said("Your choices are saved.", "ar")
    assert row(person) == before | {"language": "ar", "sections": [paper.siyasa.pk]}
    assert saved.chosen("subject") == [str(paper.port.pk)]


def test_success_an_outlet_of_one_language_asks_for_none(reader: Reader, subscriber: Subscribing) -> None:
    # Without a masthead the outlet has only French; this person chose Arabic earlier.
    person = subscriber(language="ar")
    page = reader.open(path_of(person))

    reader.send(page.form(act="save"), minutes=3)

    assert page.offered("language") == {}
    assert (row(person)["language"], row(person)["minutes"]) == ("ar", 3)


@pytest.mark.parametrize(
    ("given", "message", "fields"),
    [
        ({"day": []}, "Choose at least one day of the week, or pause the letter.", {}),
        ({"day": [0, 128, "x"]}, "Choose at least one day of the week, or pause the letter.", {}),
        ({"minutes": 31}, "The reading time must be between %(least)d and %(most)d minutes.", {"least": 2, "most": 30}),
        ({"minutes": "x"}, "The reading time must be between %(least)d and %(most)d minutes.", {"least": 2, "most": 30}),
    ],
)  # fmt: skip
def test_fail_choices_that_are_none(
    reader: Reader, person: Subscriber, given: dict[str, object], message: str, fields: dict[str, int]
) -> None:
    before = tables.digests()

    refused = reader.send(reader.open(path_of(person)).form(act="save"), **given)

    assert (refused.status, refused.errors) == (400, [said(message, **fields)])
    assert said("Your choices are saved.") not in refused.paragraphs
    assert tables.digests() == before


def test_success_a_pause_and_its_end(reader: Reader, person: Subscriber) -> None:
    before = row(person)
    until = masthead.today("fr") + timedelta(days=20)

    paused = reader.send(reader.open(path_of(person)).form(act="pause"), until=until.isoformat())
    kept = row(person)
    resumed = reader.send(paused.form(act="resume"))

    assert kept == before | {"paused_until": until}
    assert resumed.paragraphs[0] == said("The pause is over: the next letter comes.")
    assert row(person) == before


def test_success_a_pause_is_offered_for_a_week(reader: Reader, person: Subscriber) -> None:
    reader.send(reader.open(path_of(person)).form(act="pause"))

    assert row(person)["paused_until"] == masthead.today("fr") + timedelta(days=7)


def test_success_a_pause_counts_the_outlets_days(
    reader: Reader, person: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In Casablanca it is already the third.
    monkeypatch.setattr(clock, "now", lambda: datetime(2030, 6, 2, 23, 30, tzinfo=UTC))

    with pytest.raises(BadPause):
        actions.pause(person, until=date(2030, 6, 3))
    reader.send(reader.open(path_of(person)).form(act="pause"))

    assert row(person)["paused_until"] == date(2030, 6, 10)


def test_fail_a_pause_that_is_none(reader: Reader, person: Subscriber) -> None:
    today = masthead.today("fr")
    days = [(today + timedelta(number)).isoformat() for number in (-1, 0, 367)]
    form = reader.open(path_of(person)).form(act="pause")
    before = tables.digests()

    refused = [reader.send(form, until=until) for until in [*days, "", "31/12/2026", "9999-99-99"]]

    assert {(page.status, *page.errors) for page in refused} == {
        (400, said("A pause ends on a day to come, at most %(days)d days from now.", days=366))
    }
    assert tables.digests() == before


def test_success_leaving_and_coming_back(reader: Reader, person: Subscriber, pass_by: PassBy) -> None:
    left = reader.send(reader.open(path_of(person)).form(act="leave"))
    state = row(person)["state"]
    reader.ask(person.email)
    reader.send(reader.open(link(letters(person.email)[0])).form())

    assert (left.status, state) == (200, "unsubscribed")
    assert said("You are unsubscribed: no letter is sent to you.") in left.paragraphs
    # There is nothing left to pause or to leave.
    assert {form.fields.get("act") for form in left.document.forms if form.method == "POST"} == {
        "save",
        "forget",
    }
    assert (row(person)["state"], row(person)["left_at"]) == ("confirmed", None)


def test_success_being_forgotten_takes_the_whole_address(reader: Reader, person: Subscriber) -> None:
    form = reader.open(path_of(person)).form(act="forget")

    refused = reader.send(form, email="lina@example.org")
    there = Subscriber.objects.count()
    done = reader.send(form, email=" Lina.Haddad@EXAMPLE.org ")
    gone = reader.open(path_of(person))

    assert (refused.status, refused.errors, there) == (
        400,
        [said("This is not the address that the letter goes to. Nothing was erased.")],
        1,
    )
    assert (done.status, done.heading) == (200, said("You are forgotten"))
    assert gone.status == 404
    assert not Subscriber.objects.exists()
    assert [row.reason for row in Suppression.objects.all()] == ["forgotten"]
    assert tables.naming("lina.haddad") == set()


def test_success_who_was_forgotten_may_subscribe_again(reader: Reader, person: Subscriber) -> None:
    actions.forget(person.email)

    reader.ask(person.email)
    reader.send(reader.open(link(letters(person.email)[0])).form())

    assert Subscriber.objects.get().state == "confirmed"
    assert not Suppression.objects.exists()


def test_success_an_unknown_act_does_nothing(reader: Reader, person: Subscriber) -> None:
    before = tables.digests()

    shown = reader.post(path_of(person), {"act": "__class__", "minutes": "3"})

    assert shown.status == 200
    assert tables.digests() == before


# Every address behind a link, and what is posted there.
POSTED = {
    "confirm": {},
    "unsubscribe": {"List-Unsubscribe": "One-Click"},
    "save": {"act": "save", "minutes": "3", "day": "1"},
    "pause": {"act": "pause", "until": "2999-01-01"},
    "resume": {"act": "resume"},
    "leave": {"act": "leave"},
    "forget": {"act": "forget", "email": "lina.haddad@example.org"},
}  # fmt: skip


def forged(person: Subscriber, stranger: Subscriber, name: str) -> list[str]:
    """Return links that are valid for nobody or for another purpose; only the last one is valid for now."""
    good = path_of(person, name)
    number, _, rest = good.removeprefix(f"/_/{name}/").partition(".")
    theirs = path_of(stranger, name).removeprefix(f"/_/{name}/").partition(".")[2]
    purpose = path_of(person, "unsubscribe" if name == "confirm" else "confirm").split("/")[3]
    return [
        f"/_/{name}/{number}.{'A' * 43}/",
        f"/_/{name}/{number}.{theirs}",
        f"/_/{name}/9999999999.{rest}",
        f"/_/{name}/{purpose}/",
        f"/_/{name}/{number}.%00%F0%9F%97%9E/",
        good[:-3] + "/",
        good,
    ]


@pytest.mark.parametrize("act", POSTED)
def test_fail_a_link_that_does_not_hold(
    reader: Reader, subscriber: Subscribing, pass_by: PassBy, act: str
) -> None:
    name = act if act in ("confirm", "unsubscribe") else "choices"
    state = "pending" if act == "confirm" else "confirmed"
    person, stranger = subscriber("lina.haddad@example.org", state=state), subscriber(state=state)
    paths = forged(person, stranger, name)
    if name == "confirm":
        pass_by(days=14, minutes=1)
    else:
        actions.renew_links(person)
    before = tables.digests()

    looked = [reader.open(path) for path in paths]
    refused = [reader.post(path, POSTED[act]) for path in paths]

    assert {page.status for page in looked + refused} == {404}
    assert {tuple(page.errors) for page in refused} == {
        (said("This link is incomplete or no longer valid. Please subscribe again."),)
    }
    assert tables.digests() == before and not mail.outbox


def test_success_a_link_to_confirm_holds_a_fortnight(
    reader: Reader, person: Subscriber, pass_by: PassBy
) -> None:
    Subscriber.objects.update(state="pending")
    path = path_of(person, "confirm")
    pass_by(days=13, hours=23)

    reader.send(reader.open(path).form())

    assert row(person)["state"] == "confirmed"


def test_success_the_links_in_old_letters_hold_for_years(
    reader: Reader, person: Subscriber, pass_by: PassBy
) -> None:
    path = path_of(person, "unsubscribe")
    pass_by(days=900)

    reader.send(reader.open(path).form())

    assert row(person)["state"] == "unsubscribed"


def test_fail_confirming_a_suppressed_address(reader: Reader, person: Subscriber) -> None:
    Subscriber.objects.update(state="pending")
    path = path_of(person, "confirm")
    actions.suppress(person, reason=Suppression.Reason.COMPLAINT)

    refused = reader.post(path)

    # No letter goes to the address any more, and the link ended with that.
    assert refused.status == 404
    assert row(person)["state"] == "suppressed"


def test_success_a_subject_that_is_followed_is_offered_though_nobody_writes_of_it(
    paper: Paper, reader: Reader, person: Subscriber
) -> None:
    published(section=paper.politics, subjects=[paper.port])
    Subscriber.objects.update(subjects=[paper.museum.pk])

    page = reader.open(path_of(person))

    assert set(page.offered("subject")) == {str(paper.museum.pk), str(paper.port.pk)}
    assert page.chosen("subject") == [str(paper.museum.pk)]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "You have not confirmed yet: no letter is sent to you before."),
        ("suppressed", "Letters to this address came back: none is sent to it any more."),
        ("unsubscribed", "You are unsubscribed: no letter is sent to you."),
    ],
)
def test_success_the_page_says_why_no_letter_comes(
    paper: Paper, reader: Reader, person: Subscriber, state: str, words: str
) -> None:
    Subscriber.objects.filter(pk=person.pk).update(state=state)

    assert said(words) in reader.open(path_of(person)).paragraphs


def test_success_every_budget_offered_may_be_chosen() -> None:
    assert min(BUDGETS) >= LEAST_MINUTES
    assert max(BUDGETS) <= MOST_MINUTES
