"""Letters that were sent by mistake are called back, as long as none has left."""

# ruff: noqa: F811 fixtures have the names of arguments

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rotative.core import clock
from rotative.desk.editions.words import grouped
from rotative.editions.models import Edition
from rotative.mail.models import Delivery, Mailing
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_editions import act, edition  # noqa: F401 a fixture
from tests.mail.sending.relays import Handler
from tests.mail.sending.test_alert import send


@pytest.fixture
def on_its_way(desk: Client, edition: Edition, readers: Any) -> Edition:
    """Return an edition that was sent to three readers at the desk a moment ago."""
    readers(3)
    act(desk, edition, "approve")
    act(desk, edition, "send", sure="1")
    return edition


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the seconds in which letters can be called back pass."""

    def pass_by() -> None:
        now: datetime = clock.now() + timedelta(seconds=31)
        monkeypatch.setattr(clock, "now", lambda: now)

    return pass_by


def states(mailing: Mailing) -> set[tuple[str, str]]:
    return set(Delivery.objects.filter(mailing=mailing).values_list("state", "code"))


def test_success_nothing_leaves_for_half_a_minute(on_its_way: Edition, later: Any) -> None:
    mailing, handler = on_its_way.mailing, Handler()
    assert mailing is not None

    at_first, under_way = send(mailing, handler), Mailing.objects.under_way().exists()
    later()
    afterwards = send(mailing, handler)

    assert (at_first.queued, under_way) == (3, False)
    assert (afterwards.sent, len(handler.letters)) == (3, 3)


def test_success_called_back_letters_are_accounted_for_and_sent_later_once(
    desk: Client, on_its_way: Edition, later: Any
) -> None:
    first, handler = on_its_way.mailing, Handler()
    assert first is not None

    act(desk, on_its_way, "call_back")

    first.refresh_from_db()
    assert (on_its_way.state, on_its_way.mailing, on_its_way.send_at) == ("approved", None, None)
    assert (first.state, states(first)) == ("stopped", {("skipped", "called back")})

    act(desk, on_its_way, "send", sure="1")
    later()
    second = on_its_way.mailing
    assert second is not None
    sent = [send(mailing, handler) for mailing in (first, second)]
    assert [(one.skipped, one.sent) for one in sent] == [(3, 0), (0, 3)]
    assert len(handler.letters) == 3


def test_success_a_called_back_edition_goes_back_to_draft(desk: Client, on_its_way: Edition) -> None:
    act(desk, on_its_way, "call_back")
    act(desk, on_its_way, "reopen")

    assert on_its_way.state == "draft"


def test_success_the_pages_offer_it_without_a_script(desk: Client, on_its_way: Edition, later: Any) -> None:
    button = 'name="act" value="call_back"'
    pages = [f"/desk/editions/{on_its_way.pk}/", f"/desk/editions/{on_its_way.pk}/delivery/"]

    shown = [desk.get(page).content.decode() for page in pages]
    later()
    afterwards = [desk.get(page).content.decode() for page in pages]

    assert all(button in page and "data-desk-countdown" in page for page in shown)
    assert not any(button in page for page in afterwards)


def test_fail_it_is_too_late(desk: Client, on_its_way: Edition, later: Any) -> None:
    mailing = on_its_way.mailing
    later()

    told = desk.post(f"/desk/editions/{on_its_way.pk}/", {"act": "call_back"}, follow=True).content.decode()
    on_its_way.refresh_from_db()

    assert "can no longer be called back" in told
    assert (on_its_way.state, on_its_way.mailing) == ("sending", mailing)


def test_fail_a_writer_calls_nothing_back(on_its_way: Edition, writer: User) -> None:
    answer = signed_in(writer).post(f"/desk/editions/{on_its_way.pk}/", {"act": "call_back"})

    on_its_way.refresh_from_db()
    assert (answer.status_code, on_its_way.state) == (302, "sending")


@pytest.mark.parametrize(("count", "written"), [(7, "7"), (4210, "4,210")])
def test_success_numbers_are_easy_to_read(count: int, written: str) -> None:
    assert grouped(count) == written
