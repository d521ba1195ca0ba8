"""Signing in: limits before anything costly, letters by the queue, sessions that one sees and ends, invitations."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from rotative.core import clock
from rotative.desk import groups
from rotative.request_limits.models import Window
from rotative.staff.models import DeskSession, User
from tests.desk.conftest import signed_in

# The limits that docs/features/sign-in.md names.
PER_ACCOUNT, PER_NETWORK, HOUSE = 10, 40, 3
LETTERS_PER_ADDRESS, LETTERS_PER_NETWORK = 3, 10
PASSWORD = "le bac revient lundi"
LOGIN, RESET = "/desk/login/", "/desk/password_reset/"


class CountingHasher(MD5PasswordHasher):
    """Counts the passwords that it hashes: each costs half a second with the real one."""

    algorithm = "counting"
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashed += 1
        encoded: str = super().encode(password, salt)
        return encoded


class Watch:
    """A clock that goes on with each attempt."""

    def __init__(self) -> None:
        self.at = clock.now()
        self.step = timedelta(seconds=2)

    def tick(self) -> None:
        self.at += self.step


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(clock, "now", lambda: made.at)
    return made


@pytest.fixture
def hasher(settings: Any) -> type[CountingHasher]:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.hashed = 0
    return CountingHasher


@pytest.fixture
def ada(hasher: type[CountingHasher], db: None) -> User:
    user = User.objects.create_user("ada", "ada@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name=groups.WRITERS))
    hasher.hashed = 0
    return user


@pytest.fixture(autouse=True)
def _goes_on(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock go on before each attempt of a test."""
    post = Client.post

    def later(self: Client, path: str, *args: Any, **kwargs: Any) -> Any:
        if path == LOGIN:
            watch.tick()
        return post(self, path, *args, **kwargs)

    monkeypatch.setattr(Client, "post", later)


def sign_in(client: Client, name: str = "ada", password: str = PASSWORD, network: str = "203.0.113") -> Any:
    return client.post(
        LOGIN,
        {"username": name, "password": password, "next": ""},
        headers={"x-forwarded-for": f"{network}.7", "user-agent": "Firefox"},
    )


def is_in(client: Client) -> bool:
    return bool(client.get("/desk/").status_code == 200)


def test_success_signs_in(ada: User) -> None:
    client = Client()

    sign_in(client)

    assert is_in(client)


def test_fail_guessing_one_account_hashes_no_more_than_the_limit(
    ada: User, hasher: type[CountingHasher]
) -> None:
    for number in range(3 * PER_ACCOUNT):
        answer = sign_in(Client(), password=f"guess {number}", network=f"198.51.{number}")

    assert hasher.hashed == PER_ACCOUNT
    assert "Too many attempts" in answer.content.decode()
    late = Client()
    sign_in(late)
    assert not is_in(late)


def test_fail_guessing_many_accounts_from_one_network(ada: User, hasher: type[CountingHasher]) -> None:
    for number in range(2 * PER_NETWORK):
        sign_in(Client(), name=f"user-{number}")

    assert hasher.hashed == PER_NETWORK


def test_fail_guessing_from_everywhere_leaves_the_application_most_of_its_time(
    ada: User, hasher: type[CountingHasher], watch: Watch
) -> None:
    """24 guessers at once, each with its own network and a new account every time."""
    watch.step = timedelta(0)
    for number in range(24 * 5):
        sign_in(Client(), name=f"user-{number}", network=f"198.51.{number % 24}")

    assert hasher.hashed == HOUSE


def test_success_a_browser_that_was_signed_in_before_is_not_locked_out(ada: User, watch: Watch) -> None:
    known = Client()
    sign_in(known)
    known.post("/desk/logout/")
    watch.step = timedelta(0)
    for number in range(2 * PER_ACCOUNT):
        sign_in(Client(), password=f"guess {number}", network=f"198.51.{number}")

    sign_in(known)

    assert is_in(known)


def test_fail_the_mark_of_a_browser_opens_only_its_own_account(
    ada: User, hasher: type[CountingHasher]
) -> None:
    User.objects.create_user("salma", "salma@example.org", "another password")
    known = Client()
    sign_in(known)
    known.post("/desk/logout/")
    hasher.hashed = 0
    for number in range(2 * PER_ACCOUNT):
        sign_in(known, name="salma", password=f"guess {number}")

    assert hasher.hashed == PER_ACCOUNT


def test_success_the_limit_ends(ada: User, watch: Watch) -> None:
    for number in range(PER_ACCOUNT):
        sign_in(Client(), password=f"guess {number}")
    watch.at += timedelta(minutes=15)
    client = Client()

    sign_in(client)

    assert is_in(client)


def test_success_nothing_kept_names_anybody(ada: User) -> None:
    sign_in(Client(), password="wrong")

    kept = list(Window.objects.values_list("key", flat=True))
    assert len(kept) == 3
    assert not [key for key in kept if "/ada/" in key or "203.0.113" in key]


def test_fail_a_long_password_is_not_hashed(ada: User, hasher: type[CountingHasher]) -> None:
    sign_in(Client(), password="x" * 300)

    assert hasher.hashed == 0


# Letters.


def ask(address: str, network: str = "203.0.113") -> Any:
    return Client().post(RESET, {"email": address}, headers={"x-forwarded-for": f"{network}.7"})


def link(mail: EmailMessage) -> str:
    found = re.search(r"https://estuaire\.example(/desk/password_reset/confirm/\S+)", mail.body)
    assert found
    return found[1]


def choose(url: str, password: str) -> None:
    client = Client()
    form = client.get(url, follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": password, "new_password2": password})


def test_success_a_new_password(ada: User, mailoutbox: list[EmailMessage]) -> None:
    ask("ADA@example.org")

    choose(link(mailoutbox[0]), "un autre mot de passe")

    client = Client()
    sign_in(client, password="un autre mot de passe")
    assert is_in(client)
    assert mailoutbox[0].to == ["ada@example.org"]


def test_success_letters_leave_by_the_queue(ada: User, settings: Any, mailoutbox: list[EmailMessage]) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}

    answer = ask("ada@example.org")

    assert answer.status_code == 302
    assert mailoutbox == []


def test_fail_letters_are_limited_and_the_answer_is_the_same(
    ada: User, mailoutbox: list[EmailMessage]
) -> None:
    answers = {
        ask(address, network=f"198.51.{number}").headers["location"]
        for number in range(9)
        for address in ("ada@example.org", "nobody@example.org")
    }

    assert len(answers) == 1
    assert len(mailoutbox) == LETTERS_PER_ADDRESS


def test_fail_one_network_asks_for_few_letters(db: None, mailoutbox: list[EmailMessage]) -> None:
    for number in range(20):
        User.objects.create_user(f"u{number}", f"u{number}@example.org", "x")
        ask(f"u{number}@example.org")

    assert len(mailoutbox) == LETTERS_PER_NETWORK


# Sessions.


def test_success_sees_and_ends_other_sessions(ada: User) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there, network="192.0.2")

    page = here.get(reverse("desk_sessions"))
    shown = page.content.decode()
    mark = next(one["mark"] for one in page.context["sessions"] if not one["is_this"])
    here.post(reverse("desk_sessions"), {"end": mark})

    assert "Firefox" in shown
    assert "192.0.2.0/24" in shown
    assert there.session.session_key not in shown
    assert is_in(here)
    assert not is_in(there)


def test_success_ends_all_others(ada: User) -> None:
    here, others = Client(), [Client() for _ in range(3)]
    for client in (here, *others):
        sign_in(client)

    here.post(reverse("desk_sessions"), {"end": "others"})

    assert is_in(here)
    assert [is_in(client) for client in others] == [False, False, False]


def test_fail_nobody_ends_the_session_of_another(ada: User, chief: User) -> None:
    hers, his = Client(), signed_in(chief)
    sign_in(hers)
    mark = hers.get(reverse("desk_sessions")).context["sessions"][0]["mark"]

    his.post(reverse("desk_sessions"), {"end": mark})
    his.post(reverse("desk_sessions"), {"end": "others"})

    assert is_in(hers)
    assert DeskSession.objects.filter(account=ada).count() == 1


def test_success_a_new_password_ends_all_sessions(ada: User, mailoutbox: list[EmailMessage]) -> None:
    client = Client()
    sign_in(client)
    ask("ada@example.org")

    choose(link(mailoutbox[0]), "un autre mot de passe")

    assert not is_in(client)


# Invitations.


def invite(desk: Client) -> User:
    desk.post(
        "/desk/users/new/",
        {"username": "hind", "email": "hind@example.org", "first_name": "Hind", "last_name": "M",
         "groups": [Group.objects.get(name=groups.WRITERS).pk]},
    )  # fmt: skip
    return User.objects.get(username="hind")


def test_success_a_colleague_is_invited_and_chooses_the_password(
    desk: Client, mailoutbox: list[EmailMessage]
) -> None:
    form = desk.get("/desk/users/new/").content.decode()

    hind = invite(desk)
    before = hind.has_usable_password()
    choose(link(mailoutbox[0]), "le mot de passe de Hind")
    client = Client()
    sign_in(client, name="hind", password="le mot de passe de Hind")

    assert 'type="password"' not in form
    assert not before
    assert mailoutbox[0].to == ["hind@example.org"]
    assert is_in(client)


def test_success_the_link_works_once(desk: Client, mailoutbox: list[EmailMessage]) -> None:
    invite(desk)
    choose(link(mailoutbox[0]), "le mot de passe de Hind")

    choose(link(mailoutbox[0]), "celui d’un autre")

    assert User.objects.get(username="hind").check_password("le mot de passe de Hind")


def test_success_a_second_letter_after_asking(desk: Client, mailoutbox: list[EmailMessage]) -> None:
    hind = invite(desk)
    mailoutbox.clear()
    url = reverse("desk_invite", args=[hind.pk])

    page = desk.get(url)
    looked = len(mailoutbox)
    desk.post(url)

    assert "hind@example.org" in page.content.decode()
    assert looked == 0
    assert len(mailoutbox) == 1


def test_fail_a_writer_invites_nobody(ada: User, chief: User, mailoutbox: list[EmailMessage]) -> None:
    signed_in(ada).post(reverse("desk_invite", args=[chief.pk]))

    assert mailoutbox == []


def test_success_somebody_invited_who_lost_the_letter_asks_for_another(
    desk: Client, mailoutbox: list[EmailMessage]
) -> None:
    invite(desk)

    ask("hind@example.org")

    assert len(mailoutbox) == 2
    assert link(mailoutbox[1])


def test_fail_only_a_post_signs_out(ada: User) -> None:
    browser = Client()
    sign_in(browser)

    for ask in (browser.get, browser.head, browser.put, browser.options):
        answer = ask("/desk/logout/")
        assert (answer.status_code, answer["Allow"], dict(answer.cookies)) == (405, "POST", {})
    assert is_in(browser)

    answer = browser.post("/desk/logout/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/login/")
    assert not is_in(browser)
    assert not DeskSession.objects.exists()
