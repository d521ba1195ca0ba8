"""Surges of requests: proof of work with scripts, a delay without; and throw-away domains, which the desk must let in."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from altcha import Challenge, Payload, Solution, solve_challenge
from django.conf import settings as in_force
from django.core import mail

from rotative.core import clock
from rotative.subscribers import actions, tasks
from rotative.subscribers.choices import Choices
from rotative.subscribers.models import Subscriber, UsedChallenge
from rotative.subscribers.sign_up import proof_of_work as proof
from tests.subscribers.reader import Committing, Page, Reader, letters, link, said

pytestmark = pytest.mark.django_db

ADDRESS = "nour@example.org"
NOTED = "Your request is noted"
WRITTEN = "Look into your mailbox"

Subscribing = Callable[..., Subscriber]
PassBy = Callable[..., None]


@pytest.fixture(autouse=True)
def _surge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two unconfirmed requests a surge, and a proof of work sixteen tries instead of 65,536."""
    monkeypatch.setitem(in_force.ROTATIVE, "signups_per_hour", 2)
    monkeypatch.setattr(proof, "_PREFIX", "0")


@pytest.fixture
def crowd(subscriber: Subscribing) -> list[Subscriber]:
    return [
        subscriber(f"crowd{number}@example.net", state="pending", asked_at=clock.now()) for number in range(2)
    ]


def challenge(page: Page) -> str:
    (found,) = page.document.xpath("//form/@data-challenge")
    return str(found)


def proved(asked: str, **changes: Any) -> str:
    """Return the solution that a browser posts. changes: made to the challenge after it was solved."""
    given = Challenge.from_dict(json.loads(asked))
    solution = solve_challenge(given)
    assert isinstance(solution, Solution)
    for name, value in changes.items():
        setattr(given if name == "signature" else given.parameters, name, value)
    return Payload(given, solution).to_base64()


def waiting(address: str = ADDRESS) -> Subscriber:
    return Subscriber.objects.get(email_normalised=address)


def test_success_nobody_calculates_on_a_quiet_day(reader: Reader) -> None:
    thanks = reader.ask(ADDRESS, altcha="anything")

    assert (thanks.status, thanks.heading) == (200, said(WRITTEN))
    assert "data-challenge" not in thanks.answer.content.decode()
    assert len(letters(ADDRESS)) == 1


def test_success_a_browser_proves_its_work_and_is_written_to_at_once(
    reader: Reader, crowd: list[Subscriber], monkeypatch: pytest.MonkeyPatch
) -> None:
    # With the difficulty of production.
    monkeypatch.undo()
    monkeypatch.setitem(in_force.ROTATIVE, "signups_per_hour", 2)

    noted = reader.ask(ADDRESS, minutes=10)
    before = len(mail.outbox)
    done = reader.send(noted.form(), altcha=proved(challenge(noted)))

    assert (noted.heading, before) == (said(NOTED), 0)
    assert (done.status, done.heading) == (200, said(WRITTEN))
    assert len(letters(ADDRESS)) == 1
    person = waiting()
    assert (person.state, person.minutes, person.held_for, person.question_due_at) == (
        "pending",
        10,
        "",
        None,
    )
    assert UsedChallenge.objects.count() == 1


def test_success_in_arabic(reader: Reader, crowd: list[Subscriber], paper: object) -> None:
    noted = reader.ask(ADDRESS, page="/_/subscribe/?language=ar")

    assert (noted.language, noted.heading) == (("ar", "rtl"), said(NOTED, "ar"))
    done = reader.send(noted.form(), altcha=proved(challenge(noted)))
    assert (done.language, done.heading) == (("ar", "rtl"), "انظروا في بريدكم")
    assert waiting().language == "ar"


def test_success_the_page_between_shows_no_address(reader: Reader, crowd: list[Subscriber]) -> None:
    noted = reader.ask("Lina.Haddad@example.org")

    shown = noted.answer.content.decode()
    assert "lina" not in shown.lower() and "example.org" not in shown
    # The page loads one script, from our own site.
    (script,) = noted.document.xpath("//script/@src")
    assert script.startswith("/") and "//" not in script
    assert (noted.form().get("hidden"), noted.answer["Referrer-Policy"]) == ("", "same-origin")


def test_success_without_scripts_the_letter_comes_later(
    reader: Reader, crowd: list[Subscriber], pass_by: PassBy
) -> None:
    noted = reader.ask(ADDRESS)
    assert (noted.status, noted.heading) == (200, said(NOTED))
    assert not mail.outbox and waiting().held_for == "surge"

    pass_by(hours=5, minutes=59)
    tasks.send_due()
    early = len(mail.outbox)
    pass_by(minutes=2)
    tasks.send_due()

    assert (early, len(letters(ADDRESS))) == (0, 1)
    reader.send(reader.open(link(letters(ADDRESS)[0])).form())
    assert waiting().state == "confirmed"


@pytest.mark.parametrize(("allowed", "pace"), [(40, 40), (2, 20), (0, 20)])
def test_success_delayed_mails_are_sent_at_the_usual_pace(
    django_capture_on_commit_callbacks: Committing,
    subscriber: Subscribing,
    monkeypatch: pytest.MonkeyPatch,
    pass_by: PassBy,
    allowed: int,
    pace: int,
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "signups_per_hour", allowed)
    for number in range(50):
        subscriber(
            f"waits{number}@example.net", state="pending", held_for="surge", question_due_at=clock.now()
        )  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        prompt = actions.subscribe(ADDRESS, Choices(language="fr"))
    first = len(mail.outbox)
    tasks.send_due()
    same_hour = len(mail.outbox)
    pass_by(hours=1, minutes=1)
    tasks.send_due()

    # A request with a proof of work does not wait for the others.
    assert letters(prompt.email) and first == same_hour == pace + 1
    assert len(mail.outbox) == 1 + min(2 * pace, 50)


def test_success_always_where_the_setting_is_nought(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "signups_per_hour", 0)

    assert reader.ask(ADDRESS).heading == said(NOTED)


@pytest.mark.parametrize("gone", ["confirmed", "an hour later"])
def test_success_a_surge_ends(reader: Reader, crowd: list[Subscriber], pass_by: PassBy, gone: str) -> None:
    if gone == "confirmed":
        actions.confirm(crowd[0])
    else:
        pass_by(hours=1, minutes=1)

    assert reader.ask(ADDRESS).heading == said(WRITTEN)


def test_success_a_second_request_after_the_surge_is_sent_at_once(
    reader: Reader, crowd: list[Subscriber], pass_by: PassBy
) -> None:
    reader.ask(ADDRESS)
    pass_by(hours=1, minutes=1)

    reader.ask(ADDRESS)

    assert len(letters(ADDRESS)) == 1 and waiting().held_for == ""


def test_success_asking_again_does_not_put_it_off(
    reader: Reader, crowd: list[Subscriber], pass_by: PassBy
) -> None:
    reader.ask(ADDRESS)
    due_at = waiting().question_due_at
    pass_by(minutes=30)

    reader.ask(ADDRESS)

    assert due_at is not None and waiting().question_due_at == due_at


def test_fail_a_challenge_that_was_used(reader: Reader, crowd: list[Subscriber]) -> None:
    asked = reader.ask(ADDRESS)
    proof_of_work = proved(challenge(asked))
    reader.send(asked.form(), altcha=proof_of_work)
    # The same solution in another spelling.
    rewritten = b64encode(json.dumps(json.loads(b64decode(proof_of_work)), indent=1).encode()).decode()

    for number, given in enumerate((proof_of_work, rewritten)):
        other = f"other{number}@example.org"
        refused = reader.send(reader.ask(other).form(), altcha=given)

        assert (refused.status, refused.heading, letters(other)) == (200, said(NOTED), [])
        assert waiting(other).held_for == "surge"
    assert UsedChallenge.objects.count() == 1


def test_fail_a_proof_that_is_none(
    reader: Reader, crowd: list[Subscriber], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = reader.ask(ADDRESS)
    asked = challenge(noted)
    good = json.loads(b64decode(proved(asked)))
    unsolved = good | {"solution": {"counter": 0, "derivedKey": "00" * 32}}
    with monkeypatch.context() as patched:
        patched.setattr(in_force, "SECRET_KEY", "another newsroom's")
        foreign = proved(proof.create())
    given = [
        "", "x", "=" * 4001, "\x00", "é", b64encode(b"[]").decode(), b64encode(b'{"challenge": 1}').decode(),
        b64encode(json.dumps(unsolved).encode()).decode(), b64encode(json.dumps(good)[:-9].encode()).decode(),
        proved(asked, expires_at=2**40), proved(asked, key_prefix=""), proved(asked, signature=""),
        proved(asked, signature="0" * 64), foreign,
    ]  # fmt: skip

    refused = [reader.send(noted.form(), altcha=each) for each in given]

    assert {(page.status, page.heading) for page in refused} == {(200, said(NOTED))}
    assert not mail.outbox and not UsedChallenge.objects.exists()
    assert waiting().held_for == "surge"


def test_fail_a_challenge_too_old(reader: Reader, crowd: list[Subscriber], pass_by: PassBy) -> None:
    solved = proved(challenge(reader.ask(ADDRESS)))
    pass_by(minutes=59)
    fresh = reader.ask(ADDRESS)
    pass_by(minutes=2)
    Subscriber.objects.exclude(email=ADDRESS).update(consent_at=clock.now())

    refused = reader.send(fresh.form(), altcha=solved)

    assert (refused.status, refused.heading, mail.outbox) == (200, said(NOTED), [])


def test_fail_a_form_carried_too_long_or_made_up(
    reader: Reader, crowd: list[Subscriber], pass_by: PassBy
) -> None:
    noted = reader.ask(ADDRESS)
    Subscriber.objects.filter(email=ADDRESS).delete()
    pass_by(hours=1, minutes=1)

    refused = [
        reader.send(noted.form(), sealed=words) for words in (noted.form().fields["sealed"], "gAAAA", "é")
    ]

    assert {page.status for page in refused} == {404}
    assert not Subscriber.objects.filter(email=ADDRESS).exists()


def test_success_used_challenges_are_kept_no_longer_than_they_hold(
    reader: Reader, crowd: list[Subscriber], pass_by: PassBy
) -> None:
    noted = reader.ask(ADDRESS)
    reader.send(noted.form(), altcha=proved(challenge(noted)))
    used = UsedChallenge.objects.get()
    pass_by(hours=1, minutes=1)
    Subscriber.objects.update(consent_at=clock.now())

    later = reader.ask("later@example.org")
    reader.send(later.form(), altcha=proved(challenge(later)))

    assert used.expires_at > clock.now() - timedelta(hours=1, minutes=1)
    assert [each.pk == used.pk for each in UsedChallenge.objects.all()] == [False]


def test_success_in_a_surge_too_nobody_is_given_away(
    reader: Reader, crowd: list[Subscriber], subscriber: Subscribing
) -> None:
    addresses = ["nobody.knows@example.org"]
    for state in ("pending", "confirmed", "unsubscribed", "suppressed"):
        addresses.append(subscriber(f"{state}@example.org", state=state).email)

    pages = [reader.ask(address) for address in addresses]

    def without_secrets(page: Page) -> str:
        form = page.form()
        shown = page.answer.content.decode()
        return shown.replace(form.fields["sealed"], "").replace(str(html_escaped(challenge(page))), "")

    def html_escaped(words: str) -> str:
        return words.replace("&", "&amp;").replace('"', "&#34;")

    assert len({(page.status, without_secrets(page)) for page in pages}) == 1
    assert not mail.outbox


# Throw-away domains.


@pytest.mark.parametrize("address", ["x@mailinator.com", "X@Inbox.Mailinator.COM"])
def test_success_a_throw_away_domain_waits_for_the_desk(reader: Reader, address: str) -> None:
    noted = reader.ask(address)
    domain = address.lower().partition("@")[2]

    person = waiting(address.lower())
    assert (noted.status, noted.heading, mail.outbox) == (200, said(NOTED), [])
    assert (person.state, person.held_for, person.question_due_at) == ("pending", "disposable", None)
    assert tasks.send_due() == 0

    assert (actions.let_in("other.example"), actions.let_in(domain)) == (0, 1)
    tasks.send_due()
    (letter,) = mail.outbox
    reader.send(reader.open(link(letter)).form())
    assert waiting(address.lower()).state == "confirmed"


def test_success_held_requests_are_dropped(reader: Reader, subscriber: Subscribing) -> None:
    former = subscriber("former@mailinator.com")
    actions.unsubscribe(former)
    for name in ("x", "former"):
        reader.ask(f"{name}@mailinator.com")

    count = actions.turn_away("mailinator.com")

    # A person who had left before has left again: no import adds them.
    assert (count, list(Subscriber.objects.values_list("email", "state", "held_for"))) == (
        2,
        [("former@mailinator.com", "unsubscribed", "")],
    )


def test_success_a_proof_does_not_free_a_throw_away_domain(reader: Reader, crowd: list[Subscriber]) -> None:
    reader.ask("x@mailinator.com", altcha=proved(proof.create()))

    assert waiting("x@mailinator.com").held_for == "disposable"
    assert not UsedChallenge.objects.exists()


def test_success_a_subscriber_at_such_a_domain_is_shown_the_way(
    reader: Reader, subscriber: Subscribing
) -> None:
    person = subscriber("x@mailinator.com")

    noted = reader.ask(person.email)

    assert (noted.heading, len(letters(person.email))) == (said(NOTED), 1)
    assert waiting(person.email).state == "confirmed"
