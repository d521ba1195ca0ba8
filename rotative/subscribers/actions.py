"""What happens to a subscription."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from rotative.core import clock, personal_data
from rotative.core.addresses import LANGUAGES
from rotative.masthead import reads as masthead
from rotative.subscribers import questions_due, signals, tasks
from rotative.subscribers.choices import Choices
from rotative.subscribers.errors import (
    BadDays,
    BadLanguage,
    BadMinutes,
    BadPause,
    NotLifted,
    Suppressed,
    UnknownAddress,
)
from rotative.subscribers.models import (
    EVERY_DAY,
    LEAST_MINUTES,
    MINUTES,
    MOST_MINUTES,
    Subscriber,
    Suppression,
    new_secret,
)
from rotative.subscribers.sign_up import addresses

LONGEST_PAUSE = timedelta(days=366)

log = logging.getLogger("rotative.subscribers")


@transaction.atomic
def subscribe(
    email: str,
    *,
    language: str,
    minutes: int = MINUTES,
    sections: Sequence[int] = (),
    subjects: Sequence[int] = (),
    days: int = EVERY_DAY,
    page: str = "",
    network_hash: str = "",
    hold: Subscriber.Hold | None = None,
) -> Subscriber:
    """Note that somebody asks for the edition, and ask back whether it was really they.

    A confirmed subscriber keeps everything as it was, and is shown the way to change it: only the owner of the mailbox may.
    days: bits of EVERY_DAY. hold: why our question waits; None sends it at once, but no mailbox gets two within a day.
    Raises BadAddress, BadLanguage, BadMinutes, BadDays, Suppressed.
    """
    _check(language, minutes, days)
    address = addresses.written(email)
    if is_suppressed(address.lower()):
        raise Suppressed()
    now = clock.now()
    asked = {
        "email": address,
        "domain": addresses.domain(address),
        "language": language,
        "minutes": minutes,
        "sections": list(sections),
        "subjects": list(subjects),
        "days": days,
        "consent_at": now,
        "consent_network": network_hash,
        "consent_page": page,
    }
    subscriber, created = Subscriber.objects.select_for_update().get_or_create(
        email_normalised=address.lower(), defaults=asked | {"created_at": now}
    )
    due = questions_due.next_one(subscriber, hold, now)
    if not created and subscriber.state != Subscriber.State.CONFIRMED:
        due |= asked | {"state": Subscriber.State.PENDING}
    Subscriber.objects.filter(pk=subscriber.pk).update(**due)
    subscriber.refresh_from_db()
    transaction.on_commit(tasks.ring)
    log.info("Subscription asked for", extra={"event": "subscription_asked", "subscriber_id": subscriber.pk})
    return subscriber


@transaction.atomic
def choose(subscriber: Subscriber, choices: Choices) -> None:
    """Change what somebody gets, and when. Raises BadLanguage, BadMinutes, BadDays."""
    _check(choices.language, choices.minutes, choices.days)
    Subscriber.objects.filter(pk=subscriber.pk).update(
        language=choices.language,
        minutes=choices.minutes,
        sections=list(choices.sections),
        subjects=list(choices.subjects),
        days=choices.days,
    )
    subscriber.refresh_from_db()
    log.info("Choices changed", extra={"event": "choices_changed", "subscriber_id": subscriber.pk})


def pause(subscriber: Subscriber, *, until: date | None) -> None:
    """No letter of a day before `until`, a day of the outlet's; None ends the pause. Raises BadPause."""
    today = masthead.today(subscriber.language)
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise BadPause(days=LONGEST_PAUSE.days)
    subscriber.paused_until = until
    subscriber.save(update_fields=["paused_until"])
    log.info("Pause changed", extra={"event": "pause_changed", "subscriber_id": subscriber.pk})


@transaction.atomic
def confirm(subscriber: Subscriber) -> None:
    """The owner of the mailbox says yes. Doing it again changes nothing. Raises Suppressed."""
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if locked.state == Subscriber.State.SUPPRESSED:
        raise Suppressed()
    if locked.state == Subscriber.State.CONFIRMED:
        return
    _set(locked, Subscriber.State.CONFIRMED, confirmed_at=clock.now(), left_at=None, question_due_at=None)
    Subscriber.objects.filter(pk=locked.pk).update(held_for="")
    Suppression.objects.filter(
        address_hash=addresses.hashed(locked.email_normalised), reason=Suppression.Reason.FORGOTTEN
    ).delete()
    subscriber.refresh_from_db()
    log.info("Subscription confirmed", extra={"event": "subscription_confirmed", "subscriber_id": locked.pk})


@transaction.atomic
def unsubscribe(subscriber: Subscriber) -> None:
    """No further letter to this person. Doing it again changes nothing."""
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if locked.state not in (Subscriber.State.UNSUBSCRIBED, Subscriber.State.SUPPRESSED):
        if locked.state == Subscriber.State.CONFIRMED:
            signals.leaving.send(Subscriber, subscriber=locked)
        _set(locked, Subscriber.State.UNSUBSCRIBED, left_at=clock.now(), question_due_at=None)
        log.info("Unsubscribed", extra={"event": "unsubscribed", "subscriber_id": locked.pk})
    subscriber.refresh_from_db()


@transaction.atomic
def suppress(subscriber: Subscriber, *, reason: Suppression.Reason) -> None:
    """Never write to this address again, whoever asks. Doing it again changes nothing."""
    Suppression.objects.get_or_create(
        address_hash=addresses.hashed(subscriber.email_normalised),
        defaults={"reason": reason, "created_at": clock.now()},
    )
    _set(subscriber, Subscriber.State.SUPPRESSED, left_at=clock.now(), question_due_at=None)
    log.info(
        "Address suppressed",
        extra={"event": "address_suppressed", "subscriber_id": subscriber.pk, "reason": str(reason)},
    )


@transaction.atomic
def lift(subscriber: Subscriber) -> None:
    """Let an address whose letters came back subscribe again; until it does, it gets none. Raises NotLifted.

    Who reported a letter as unwanted stays suppressed.
    """
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    bounced = Suppression.objects.filter(
        address_hash=addresses.hashed(locked.email_normalised), reason=Suppression.Reason.BOUNCE
    )
    if locked.state != Subscriber.State.SUPPRESSED or not bounced.delete()[0]:
        raise NotLifted()
    _set(locked, Subscriber.State.UNSUBSCRIBED)
    subscriber.refresh_from_db()
    log.info("Suppression lifted", extra={"event": "suppression_lifted", "subscriber_id": locked.pk})


@transaction.atomic
def forget(email: str) -> dict[str, int]:
    """Erase a person wherever an app keeps something about them; a hash of the address stays, so that no list brings them back.

    Returns how many rows were changed, by keeper. Raises UnknownAddress.
    """
    address = addresses.spelled(email)
    if not personal_data.export(address):
        raise UnknownAddress()
    erased = personal_data.erase(address)
    transaction.on_commit(_leave_no_trace)
    log.info("Person forgotten", extra={"event": "person_forgotten"})
    return erased


def _leave_no_trace() -> None:
    """SQLite overwrites what it deletes; its write-ahead log still has the pages as they were, until it is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def let_in(domain: str) -> int:
    """Ask those of a held domain to confirm; returns how many."""
    held = Subscriber.objects.held().filter(domain=domain)
    count = held.update(held_for="", question_due_at=clock.now())
    transaction.on_commit(tasks.ring)
    log.info("Held requests let in", extra={"event": "held_let_in", "domain": domain, "count": count})
    return count


def turn_away(domain: str) -> int:
    """Drop the requests of a held domain; returns how many."""
    count = Subscriber.objects.held().filter(domain=domain).drop()
    log.info("Held requests dropped", extra={"event": "held_dropped", "domain": domain, "count": count})
    return count


def is_suppressed(address: str) -> bool:
    """Whether nothing may be sent to a normalised address. Who asked to be forgotten may ask again himself."""
    lasting = (Suppression.Reason.BOUNCE, Suppression.Reason.COMPLAINT)
    return Suppression.objects.filter(address_hash=addresses.hashed(address), reason__in=lasting).exists()


def renew_links(subscriber: Subscriber) -> None:
    """Make every link this subscriber was ever sent worthless."""
    subscriber.secret = new_secret()
    subscriber.save(update_fields=["secret"])


def _check(language: str, minutes: int, days: int) -> None:
    if language not in LANGUAGES:
        raise BadLanguage(language=language)
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise BadMinutes(least=LEAST_MINUTES, most=MOST_MINUTES)
    if not 1 <= days <= EVERY_DAY:
        raise BadDays()


def _set(subscriber: Subscriber, state: Subscriber.State, **moments: datetime | None) -> None:
    subscriber.state = state
    for name, moment in moments.items():
        setattr(subscriber, name, moment)
    subscriber.save(update_fields=["state", *moments])
