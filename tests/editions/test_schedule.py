"""The edition's timetable, by the clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group

from rotative.core import clock
from rotative.desk import groups
from rotative.editions import actions, alerts, schedule
from rotative.editions.models import Edition, EditionPlan
from rotative.mail.models import Delivery
from rotative.staff.models import User
from tests.factories.articles import SectionFactory, published

pytestmark = pytest.mark.django_db

HERE = ZoneInfo("Africa/Casablanca")
# A Wednesday; there it is an hour later than in UTC.
DAY = datetime(2026, 3, 11, tzinfo=HERE)


class Clock:
    """A clock that stays at an hour until it is set: at("06:30")."""

    def __init__(self) -> None:
        self.instant = DAY.astimezone(UTC)

    def at(self, hour: str, *, days: int = 0) -> None:
        hours, minutes = map(int, hour.split(":"))
        self.instant = (DAY + timedelta(days=days, hours=hours, minutes=minutes)).astimezone(UTC)

    def now(self) -> datetime:
        return self.instant


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(clock, "now", stopped.now)
    return stopped


@pytest.fixture
def news(time: Clock) -> None:
    """Publish three stories of the evening before."""
    time.at("05:00")
    for number in range(3):
        published(
            days_ago=0.3,
            headline=f"Nouvelle numéro {number}",
            standfirst=f"Le chapeau {number} dit l’essentiel.",
            section=SectionFactory(slug=f"partie-{number}"),
        )


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("editor", "editor@example.org")
    user.groups.add(Group.objects.get(name=groups.EDITORS))
    return user


def plan(**fields: Any) -> EditionPlan:
    return EditionPlan.objects.create(language="fr", **fields)


def edition() -> Edition | None:
    return Edition.objects.first()


def test_success_composed_at_its_hour_and_once(time: Clock, news: None) -> None:
    plan()

    time.at("05:59")
    schedule.run_once()
    early = Edition.objects.count()
    time.at("06:00")
    schedule.run_once()
    composed_at = Edition.objects.get().composed_at
    time.at("06:10")
    schedule.run_once()

    assert early == 0
    assert (Edition.objects.get().edition_on, Edition.objects.get().state) == (DAY.date(), "draft")
    assert Edition.objects.get().composed_at == composed_at


def test_success_no_edition_on_a_day_off(time: Clock, news: None) -> None:
    plan(days=[1, 2, 4, 5, 6, 7])

    time.at("06:30")
    schedule.run_once()

    assert edition() is None


def test_success_held_back_at_the_cut_off_and_the_editors_informed_once(
    time: Clock, news: None, editor: User, mailoutbox: list[Any]
) -> None:
    User.objects.create_user("reader", "reader@example.org")
    plan()
    time.at("06:00")
    schedule.run_once()
    draft = Edition.objects.get()

    time.at("06:44")
    schedule.run_once()
    before = (len(mailoutbox), schedule.is_held(draft, clock.now()))
    for minute in ("06:45", "06:46", "07:30"):
        time.at(minute)
        schedule.run_once()

    assert before == (0, False)
    assert [message.to for message in mailoutbox] == [["editor@example.org"]]
    assert f"/desk/editions/{draft.pk}/" in mailoutbox[0].body
    assert "editor@" not in mailoutbox[0].body
    assert schedule.is_held(draft, clock.now())
    assert Edition.objects.get().state == "draft"


def test_success_sent_unread_where_the_outlet_says_so(
    time: Clock, news: None, readers: Callable[..., Any], mailoutbox: list[Any]
) -> None:
    readers(2)
    plan(unapproved="send")
    states = []

    for minute in ("06:00", "06:45", "06:59", "07:00", "07:01"):
        time.at(minute)
        schedule.run_once()
        states.append(Edition.objects.get().state)

    assert states == ["draft", "approved", "approved", "sending", "sending"]
    assert Edition.objects.get().approved_by is None
    assert Delivery.objects.count() == 2
    assert mailoutbox == []


def test_success_worker_that_starts_late_does_what_was_missed(
    time: Clock, news: None, readers: Callable[..., Any]
) -> None:
    readers(1)
    plan(unapproved="send")

    time.at("08:15")
    schedule.run_once()

    assert Edition.objects.get().state == "sending"


def test_success_approved_edition_leaves_at_its_hour(
    time: Clock, news: None, readers: Callable[..., Any]
) -> None:
    readers(1)
    time.at("06:00")
    draft = actions.compose_edition(DAY.date(), "fr")
    actions.approve(draft, send_at=DAY + timedelta(hours=9))

    time.at("08:59")
    schedule.run_once()
    waiting = Edition.objects.get().state
    time.at("09:00")
    schedule.run_once()

    assert (waiting, Edition.objects.get().state) == ("approved", "sending")


def test_fail_too_long_is_held_even_where_it_would_be_sent(
    time: Clock, news: None, editor: User, mailoutbox: list[Any]
) -> None:
    plan(unapproved="send")
    time.at("06:00")
    schedule.run_once()
    actions.set_budget(Edition.objects.get(), 31)

    time.at("06:45")
    schedule.run_once()

    assert Edition.objects.get().state == "draft"
    assert len(mailoutbox) == 1


def test_fail_nothing_new_is_reported_at_the_cut_off(
    time: Clock, editor: User, mailoutbox: list[Any]
) -> None:
    plan()

    time.at("06:10")
    schedule.run_once()
    before = len(mailoutbox)
    time.at("06:50")
    schedule.run_once()
    schedule.run_once()

    assert (before, len(mailoutbox), edition()) == (0, 1, None)


def test_fail_edition_past_its_time_waits_and_is_reported(
    time: Clock, news: None, editor: User, mailoutbox: list[Any]
) -> None:
    time.at("06:00")
    draft = actions.compose_edition(DAY.date(), "fr")
    actions.approve(draft, send_at=DAY + timedelta(hours=7))

    time.at("07:00", days=2)
    schedule.run_once()
    schedule.run_once()

    assert (Edition.objects.get().state, Edition.objects.get().send_at) == ("approved", None)
    assert len(mailoutbox) == 1


def test_success_alerts_go_to_those_who_may_approve(editor: User) -> None:
    writer = User.objects.create_user("writer", "writer@example.org")
    writer.groups.add(Group.objects.get(name=groups.WRITERS))
    chief = User.objects.create_superuser("chief", "chief@example.org", "secret")
    User.objects.create_superuser("gone", "gone@example.org", "secret", is_active=False)

    assert list(alerts.editors()) == [editor, chief]
