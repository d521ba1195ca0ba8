"""Limits for mailbox providers, set at the desk."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from rotative.core import clock
from rotative.mail.models import SendingLimit
from rotative.mail.sending import sending_limits
from rotative.staff.models import User
from tests.desk.conftest import signed_in

NEW = "/desk/limits/new/"
FIELDS = {"domain_class": "google", "rate": "0.5", "capacity": "20"}


@pytest.fixture
def paused(db: None) -> SendingLimit:
    """Return the limit of a provider that refused by policy."""
    now = clock.now()
    return SendingLimit.objects.create(
        domain_class="google", rate=3, capacity=5, filled_at=now, paused_until=now + timedelta(minutes=10)
    )


def test_success_a_limit_holds_at_once(desk: Client) -> None:
    desk.post(NEW, FIELDS)

    bucket = SendingLimit.objects.get()
    assert (bucket.domain_class, bucket.rate, bucket.capacity) == ("google", 0.5, 20)
    ten_seconds_on = bucket.filled_at + timedelta(seconds=10)
    assert sending_limits.available("google", 100, ten_seconds_on).letters == 5
    listed = desk.get("/desk/limits/").content.decode()
    assert re.search(rf'<a href="/desk/limits/edit/{bucket.pk}/">\s*Google\s*</a>', listed)


def test_success_a_provider_is_written_to_again(desk: Client, paused: SendingLimit) -> None:
    edit = f"/desk/limits/edit/{paused.pk}/"
    assert "go_on" in desk.get(edit).content.decode()

    desk.post(edit, FIELDS | {"go_on": "on"})

    paused.refresh_from_db()
    assert paused.paused_until is None
    assert "go_on" not in desk.get(edit).content.decode()


def test_success_a_change_leaves_the_silence(desk: Client, paused: SendingLimit) -> None:
    desk.post(f"/desk/limits/edit/{paused.pk}/", FIELDS)

    changed = SendingLimit.objects.get()
    assert (changed.rate, changed.paused_until) == (0.5, paused.paused_until)


@pytest.mark.parametrize(
    ("field", "value"),
    [("domain_class", "example"), ("rate", "-1"), ("rate", "fast"), ("rate", "inf"), ("capacity", "0")],
)
def test_fail_what_would_hold_every_letter_is_refused(desk: Client, field: str, value: str) -> None:
    response = desk.post(NEW, FIELDS | {field: value})

    assert not SendingLimit.objects.exists()
    assert field in response.context["form"].errors


def test_fail_a_second_limit_for_the_same_provider(desk: Client, paused: SendingLimit) -> None:
    response = desk.post(NEW, FIELDS)

    assert "domain_class" in response.context["form"].errors
    assert SendingLimit.objects.count() == 1


def test_fail_editors_leave_the_mail_to_administrators(editor: User) -> None:
    assert signed_in(editor).get(NEW).status_code in (302, 403)
    signed_in(editor).post(NEW, FIELDS)
    assert not SendingLimit.objects.exists()
