"""The second step of signing in: a telephone's code, recovery codes, roles that need it, and who lost everything."""

import re
import time
from base64 import b32decode
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from rotative.desk import groups
from rotative.staff import second_step
from rotative.staff.models import SecondStepRule, User
from tests.desk import walk
from tests.desk.conftest import signed_in

ACCOUNT = "/desk/account/second-step/"
STEP = "/desk/second-step/"
# The limit that docs/features/sign-in.md names.
CODES = 10


@pytest.fixture
def salma(db: None) -> User:
    user = User.objects.create_user("salma", "salma@example.org", "le bac revient")
    user.groups.add(Group.objects.get(name=groups.EDITORS))
    return user


def sign_in(user: User) -> Client:
    client = Client()
    client.post("/desk/login/", {"username": user.username, "password": "le bac revient"})
    return client


def code_of(key: str) -> str:
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return f"{totp.token():06d}"


def fresh_code(user: User) -> str:
    """Return the telephone's code, as if nothing had been entered before."""
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    return code_of(device.key)


def turn_on(client: Client) -> tuple[str, list[str]]:
    """Set the second step up by its page; return the telephone's key and the recovery codes."""
    page = client.get(ACCOUNT)
    key = _hexadecimal(page.context["shown_key"])
    answer = client.post(ACCOUNT, {"act": "set_up", "key": page.context["signed_key"], "code": code_of(key)})
    return key, answer.context["codes"]


def _hexadecimal(shown: str) -> str:
    return b32decode(shown).hex()


def where(client: Client, url: str = "/desk/") -> str:
    """Return where the desk sends this browser; "" if it opens."""
    answer = client.get(url)
    return "" if answer.status_code == 200 else answer.headers["location"].partition("?")[0]


def test_success_nobody_is_asked_before_it_is_set_up(salma: User) -> None:
    assert where(sign_in(salma)) == ""


def test_success_a_code_opens_the_desk(salma: User) -> None:
    turn_on(signed_in(salma))
    client = sign_in(salma)
    before = where(client)

    answer = client.post(STEP, {"code": fresh_code(salma), "next": "/desk/articles/"})

    assert before == STEP
    assert answer.headers["location"] == "/desk/articles/"
    assert where(client) == ""


def test_success_each_recovery_code_opens_it_once(salma: User) -> None:
    _key, codes = turn_on(signed_in(salma))
    first, second = sign_in(salma), sign_in(salma)

    first.post(STEP, {"code": f" {codes[3].upper()} "})
    second.post(STEP, {"code": codes[3]})

    assert len(set(codes)) == second_step.RECOVERY_CODES
    assert where(first) == ""
    assert where(second) == STEP


def test_success_codes_are_not_kept_in_the_clear(salma: User) -> None:
    _key, codes = turn_on(signed_in(salma))

    kept = set(StaticToken.objects.values_list("token", flat=True))

    assert len(kept) == len(codes)
    assert not kept & {code.replace("-", "") for code in codes}


def test_fail_a_code_works_once(salma: User) -> None:
    turn_on(signed_in(salma))
    code = fresh_code(salma)
    sign_in(salma).post(STEP, {"code": code})
    again = sign_in(salma)

    again.post(STEP, {"code": code})

    assert where(again) == STEP


def test_fail_the_code_of_the_set_up_is_not_taken_again(salma: User) -> None:
    key, _codes = turn_on(signed_in(salma))
    client = sign_in(salma)

    client.post(STEP, {"code": code_of(key)})

    assert where(client) == STEP


def test_fail_guessing_ends_at_the_limit(salma: User) -> None:
    turn_on(signed_in(salma))
    client = sign_in(salma)
    for number in range(CODES):
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        client.post(STEP, {"code": f"{number:06d}"})

    answer = client.post(STEP, {"code": fresh_code(salma)})

    assert "Too many attempts" in answer.content.decode()
    assert where(client) == STEP


def test_fail_the_password_alone_opens_no_page_of_the_desk(salma: User) -> None:
    turn_on(signed_in(salma))
    client = sign_in(salma)
    opened = []
    for address in walk.addresses():
        url = address.filled({}, 1)
        for send in (client.get, client.post):
            answer = send(url)
            if answer.headers.get("location", "").partition("?")[0] != STEP:
                opened.append(address.name)
        if "logout" in url:
            client = sign_in(salma)

    assert set(opened) == {
        "desk_second_step", "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    }  # fmt: skip


def test_success_setting_it_up_ends_other_sessions(salma: User) -> None:
    here, there = sign_in(salma), sign_in(salma)

    turn_on(here)

    assert where(here) == ""
    assert where(there).startswith("/desk/login/")


def test_fail_a_wrong_code_sets_nothing_up(salma: User) -> None:
    client = sign_in(salma)
    page = client.get(ACCOUNT)

    answer = client.post(ACCOUNT, {"act": "set_up", "key": page.context["signed_key"], "code": "000000"})

    assert answer.context["shown_key"] == page.context["shown_key"]
    assert not second_step.is_set_up(salma)


def test_fail_the_key_of_another_account_sets_nothing_up(salma: User, chief: User) -> None:
    page = signed_in(chief).get(ACCOUNT)
    key = _hexadecimal(page.context["shown_key"])

    sign_in(salma).post(ACCOUNT, {"act": "set_up", "key": page.context["signed_key"], "code": code_of(key)})

    assert TOTPDevice.objects.count() == 0


def test_success_looking_changes_nothing(salma: User) -> None:
    client = sign_in(salma)

    client.get(ACCOUNT)

    assert TOTPDevice.objects.count() == StaticToken.objects.count() == 0


def test_success_new_recovery_codes_replace_the_old(salma: User) -> None:
    client = sign_in(salma)
    _key, old = turn_on(client)

    new = client.post(ACCOUNT, {"act": "codes", "code": fresh_code(salma)}).context["codes"]
    other = sign_in(salma)
    other.post(STEP, {"code": old[0]})
    refused = where(other)
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    StaticDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    other.post(STEP, {"code": new[0]})

    assert not set(old) & set(new)
    assert refused == STEP
    assert where(other) == ""


def test_success_it_is_turned_off_with_a_code_only(salma: User) -> None:
    client = sign_in(salma)
    turn_on(client)

    client.post(ACCOUNT, {"act": "off", "code": "123456"})
    kept = second_step.is_set_up(salma)
    client.post(ACCOUNT, {"act": "off", "code": fresh_code(salma)})

    assert kept
    assert not second_step.is_set_up(salma)
    assert where(client) == ""


# Roles.


def require(name: str) -> SecondStepRule:
    return SecondStepRule.objects.create(group=Group.objects.get(name=name))


def test_success_a_role_that_needs_it_sets_it_up_first(salma: User, writer: User) -> None:
    require(groups.EDITORS)
    client = sign_in(salma)
    sent_to = where(client, "/desk/articles/")

    turn_on(client)

    assert sent_to == ACCOUNT
    assert where(client, "/desk/articles/") == ""
    assert where(signed_in(writer), "/desk/articles/") == ""


def test_success_a_new_rule_ends_sessions_without_it(salma: User, desk: Client) -> None:
    client = sign_in(salma)

    desk.post("/desk/second-step-rules/new/", {"group": Group.objects.get(name=groups.EDITORS).pk})

    assert SecondStepRule.objects.get().group is not None
    assert where(client).startswith("/desk/login/")
    assert where(desk) == ""


def test_success_who_joins_the_role_signs_in_again(writer: User) -> None:
    require(groups.EDITORS)
    client = signed_in(writer)

    writer.groups.add(Group.objects.get(name=groups.EDITORS))

    assert where(client).startswith("/desk/login/")


def test_success_administrators_are_a_role(chief: User) -> None:
    SecondStepRule.objects.create(group=None)

    assert where(signed_in(chief)) == ACCOUNT


def test_fail_a_role_that_needs_it_does_not_turn_it_off(salma: User) -> None:
    require(groups.EDITORS)
    client = sign_in(salma)
    turn_on(client)

    client.post(ACCOUNT, {"act": "off", "code": fresh_code(salma)})

    assert second_step.is_set_up(salma)


# Telephone and codes are lost.


def test_success_an_administrator_removes_it_after_a_question(salma: User, desk: Client) -> None:
    turn_on(signed_in(salma))
    url = reverse("desk_second_step_remove", args=[salma.pk])

    asked = desk.get(url)
    kept = second_step.is_set_up(salma)
    desk.post(url)

    assert "salma" in asked.content.decode()
    assert kept
    assert where(sign_in(salma)) == ""


def test_success_the_machine_removes_it(salma: User, capsys: pytest.CaptureFixture[str]) -> None:
    turn_on(signed_in(salma))

    call_command("remove_second_step", "salma")

    assert capsys.readouterr().out == "salma signs in with the password alone; sessions ended: 1.\n"
    assert where(sign_in(salma)) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("nobody", "There is no account named nobody."), ("salma", "salma has no second step.")],
)
def test_fail_the_machine_has_nothing_to_remove(salma: User, name: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("remove_second_step", name)


def test_fail_nobody_else_removes_it(salma: User, chief: User) -> None:
    turn_on(signed_in(chief))

    signed_in(salma).post(reverse("desk_second_step_remove", args=[chief.pk]))

    assert second_step.is_set_up(chief)


def test_success_a_new_password_does_not_open_the_desk_alone(salma: User, mailoutbox: list[Any]) -> None:
    turn_on(signed_in(salma))
    client = Client()
    client.post("/desk/password_reset/", {"email": "salma@example.org"})
    found = re.search(r"https://estuaire\.example(/desk/\S+)", mailoutbox[0].body)
    assert found
    form = client.get(found[1], follow=True)
    new = {"new_password1": "le bac revient", "new_password2": "le bac revient"}
    client.post(form.request["PATH_INFO"], new)

    assert where(sign_in(salma)) == STEP
