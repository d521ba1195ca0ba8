"""The timetable of the edition: composed at its hour, released or held back at the cut-off, sent at its hour; each once.

Every step looks at the rows alone. A worker that starts late, or two of them, do the rest and nothing twice.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.editions import actions, alerts
from rotative.editions.draft.edit import free_s
from rotative.editions.errors import EmptyEdition, NothingNew, PinsTooLong
from rotative.editions.models import Edition, EditionPlan
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.editions")


@dataclass(frozen=True, kw_only=True)
class Day:
    """The hours of one edition, aware."""

    on: date
    compose_at: datetime
    cut_off_at: datetime
    send_at: datetime


def run_once() -> None:
    """Take the steps of the timetables that are due."""
    now = clock.now()
    for plan in EditionPlan.objects.filter(active=True):
        _follow(plan, now)
    for edition in Edition.objects.due(now):
        _send(edition)


def day(plan: EditionPlan, now: datetime) -> Day:
    """Return the hours of today, in the outlet's time zone."""
    zone = ZoneInfo(masthead.outlet(plan.language).time_zone)
    on = now.astimezone(zone).date()

    def at(hour: time) -> datetime:
        return datetime.combine(on, hour, zone)

    return Day(
        on=on, compose_at=at(plan.compose_at), cut_off_at=at(plan.cut_off_at), send_at=at(plan.send_at)
    )


def plan_of(language: str) -> EditionPlan | None:
    """Return the timetable of a language that is in force, or None."""
    return EditionPlan.objects.filter(language=language, active=True).first()


def is_held(edition: Edition, now: datetime) -> bool:
    """Tell whether a draft waits although the hour to approve it has passed today."""
    plan = plan_of(edition.language) if edition.state == Edition.State.DRAFT else None
    if plan is None or not plan.falls_on(edition.edition_on):
        return False
    today = day(plan, now)
    return edition.edition_on == today.on and now >= today.cut_off_at


def _follow(plan: EditionPlan, now: datetime) -> None:
    today = day(plan, now)
    if not plan.falls_on(today.on) or now < today.compose_at:
        return
    edition = Edition.objects.filter(edition_on=today.on, language=plan.language).first()
    if edition is None:
        edition = _compose(plan, today, now)
    if edition is not None and edition.state == Edition.State.DRAFT and now >= today.cut_off_at:
        _cut_off(plan, edition, today, now)


def _compose(plan: EditionPlan, today: Day, now: datetime) -> Edition | None:
    """Compose the day's edition; return None when there is nothing to print. The editors hear of it at the cut-off."""
    try:
        return actions.compose_edition(today.on, plan.language)
    except (NothingNew, EmptyEdition, PinsTooLong):
        if now >= today.cut_off_at:
            _alert(plan, today, None)
        return None


def _cut_off(plan: EditionPlan, edition: Edition, today: Day, now: datetime) -> None:
    if plan.unapproved == EditionPlan.Unapproved.SEND and free_s(edition) >= 0:
        actions.approve(edition, send_at=max(today.send_at, now))
        log.info("Edition released unread", extra={"event": "edition_released", "edition_id": edition.pk})
    else:
        _alert(plan, today, edition)


def _send(edition: Edition) -> None:
    try:
        actions.start_sending(edition)
    except RotativeError as error:
        # Too late, too heavy, or withdrawn in the meantime: it waits for a person, who gets an e-mail.
        Edition.objects.filter(pk=edition.pk).update(send_at=None)
        log.exception("Edition not sent", extra={"event": "edition_not_sent", "edition_id": edition.pk})
        alerts.not_sent(edition, error)


def _alert(plan: EditionPlan, today: Day, edition: Edition | None) -> None:
    """Tell the editors, once a day."""
    untold = EditionPlan.objects.filter(pk=plan.pk).exclude(alerted_on=today.on)
    if untold.update(alerted_on=today.on):
        alerts.held_back(plan.language, today.on, edition)
