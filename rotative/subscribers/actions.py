"""Actions on subscriptions."""

import logging
from datetime import date, datetime

from django.db import connection, transaction

from rotative.core import clock, personal_data, sql
from rotative.core.languages import CODES
from rotative.masthead import reads as masthead
from rotative.subscribers import signals, tasks
from rotative.subscribers.choices import LONGEST_PAUSE, Choices, asked_to_follow, is_budget
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
    MOST_MINUTES,
    Subscriber,
    Suppression,
    new_secret,
)
from rotative.subscribers.sign_up import confirmation_mail, email_addresses

_NOTHING_ASKED: dict[str, object] = {"asked_subjects": [], "asked_dossiers": []}

log = logging.getLogger("rotative.subscribers")


@transaction.atomic
def subscribe(
    email: str,
    choices: Choices,
    *,
    page: str = "",
    network_hash: str = "",
    hold: Subscriber.Hold | None = None,
) -> Subscriber:
    """Save a request for the letter and let a confirmation mail be sent to its address.

    A confirmed subscriber's choices are not changed, and they get a mail with the way to them: only the owner of the mailbox
    may change them. What they asked to follow is ticked there.
    hold: why the confirmation mail waits; None sends it at once. No mailbox gets two within a day.
    Raises BadAddress, BadLanguage, BadMinutes, BadDays, Suppressed.
    """
    _check(choices)
    address = email_addresses.parse(email)
    if is_suppressed(address.lower()):
        raise Suppressed()
    now = clock.now()
    request = {
        "email": address,
        "domain": email_addresses.domain(address),
        **_columns(choices),
        "consent_at": now,
        "consent_network": network_hash,
        "consent_page": page,
    }
    subscriber, created = Subscriber.objects.select_for_update().get_or_create(
        email_normalised=address.lower(), defaults=request | {"created_at": now}
    )
    changes: dict[str, object] = {**confirmation_mail.schedule(subscriber, hold=hold, now=now)}
    if subscriber.state == Subscriber.State.CONFIRMED:
        changes |= asked_to_follow(subscriber, choices)
    elif not created:
        changes |= request | _NOTHING_ASKED | {"state": Subscriber.State.PENDING}
    Subscriber.objects.filter(pk=subscriber.pk).update(**changes)
    subscriber.refresh_from_db()
    transaction.on_commit(tasks.wake_worker)
    log.info("Subscription asked for", extra={"event": "subscription_asked", "subscriber_id": subscriber.pk})
    return subscriber


@transaction.atomic
def confirm(subscriber: Subscriber) -> None:
    """Confirm a subscription, as the owner of the mailbox. A second time changes nothing. Raises Suppressed."""
    locked = _lock(subscriber)
    if locked.state == Subscriber.State.SUPPRESSED:
        raise Suppressed()
    if locked.state == Subscriber.State.CONFIRMED:
        return
    _set(locked, Subscriber.State.CONFIRMED, confirmed_at=clock.now(), left_at=None, question_due_at=None)
    Subscriber.objects.filter(pk=locked.pk).update(held_for="")
    Suppression.objects.filter(
        address_hash=email_addresses.hashed(locked.email_normalised),
        reason__in=(
            Suppression.Reason.FORGOTTEN,
            Suppression.Reason.LEFT,
            Suppression.Reason.UNCONFIRMED,
        ),
    ).delete()
    subscriber.refresh_from_db()
    log.info("Subscription confirmed", extra={"event": "subscription_confirmed", "subscriber_id": locked.pk})


@transaction.atomic
def choose(subscriber: Subscriber, choices: Choices) -> None:
    """Change a subscriber's choices; what they had asked to follow is among them or not wanted. Raises BadLanguage, BadMinutes, BadDays."""
    _check(choices)
    Subscriber.objects.filter(pk=subscriber.pk).update(**_columns(choices), **_NOTHING_ASKED)
    subscriber.refresh_from_db()
    log.info("Choices changed", extra={"event": "choices_changed", "subscriber_id": subscriber.pk})


def pause(subscriber: Subscriber, *, until: date | None) -> None:
    """Send a subscriber no letter before a day, by the outlet's calendar; None ends the pause. Raises BadPause."""
    today = masthead.today(subscriber.language)
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise BadPause(days=LONGEST_PAUSE.days)
    subscriber.paused_until = until
    subscriber.save(update_fields=["paused_until"])
    log.info("Pause changed", extra={"event": "pause_changed", "subscriber_id": subscriber.pk})


@transaction.atomic
def unsubscribe(subscriber: Subscriber, *, source: str | None = "link") -> None:
    """Send a subscriber no further letter. A second time changes nothing. source: see `signals.leaving`."""
    locked = _lock(subscriber)
    if locked.state not in (Subscriber.State.UNSUBSCRIBED, Subscriber.State.SUPPRESSED):
        if locked.state == Subscriber.State.CONFIRMED:
            signals.leaving.send(Subscriber, subscriber=locked, source=source)
        _set(locked, Subscriber.State.UNSUBSCRIBED, left_at=clock.now(), question_due_at=None)
        log.info("Unsubscribed", extra={"event": "unsubscribed", "subscriber_id": locked.pk})
    subscriber.refresh_from_db()


@transaction.atomic
def suppress(subscriber: Subscriber, *, reason: Suppression.Reason) -> None:
    """Stop every letter to a subscriber's address for good, also after a new request. A second call changes nothing."""
    Suppression.objects.get_or_create(
        address_hash=email_addresses.hashed(subscriber.email_normalised),
        defaults={"reason": reason, "created_at": clock.now()},
    )
    _set(subscriber, Subscriber.State.SUPPRESSED, left_at=clock.now(), question_due_at=None)
    log.info(
        "Address suppressed",
        extra={"event": "address_suppressed", "subscriber_id": subscriber.pk, "reason": str(reason)},
    )


@transaction.atomic
def lift(subscriber: Subscriber) -> None:
    """Allow an address whose letters came back to subscribe again; before that it gets no letter.

    Raises NotLifted, also for an address that reported a letter as unwanted.
    """
    locked = _lock(subscriber)
    bounced = Suppression.objects.filter(
        address_hash=email_addresses.hashed(locked.email_normalised), reason=Suppression.Reason.BOUNCE
    )
    if locked.state != Subscriber.State.SUPPRESSED or not bounced.delete()[0]:
        raise NotLifted()
    _set(locked, Subscriber.State.UNSUBSCRIBED)
    subscriber.refresh_from_db()
    log.info("Suppression lifted", extra={"event": "suppression_lifted", "subscriber_id": locked.pk})


@transaction.atomic
def forget(email: str) -> dict[str, int]:
    """Erase a person in every app that keeps personal data. A hash of the address stays: no import adds them again.

    Returns how many rows were changed or deleted, by keeper. Raises UnknownAddress.
    """
    address = email_addresses.normalize(email)
    if not personal_data.export(address):
        raise UnknownAddress()
    erased = personal_data.erase(address)
    transaction.on_commit(_empty_write_ahead_log)
    log.info("Person forgotten", extra={"event": "person_forgotten"})
    return erased


def _empty_write_ahead_log() -> None:
    """Remove old pages from SQLite's write-ahead log. In the database itself SQLite overwrites what it deletes."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def let_in(domain: str) -> int:
    """Send confirmation mails to the held requests of a domain. Returns how many."""
    held = Subscriber.objects.held().filter(domain=domain)
    count = held.update(held_for="", question_due_at=clock.now())
    transaction.on_commit(tasks.wake_worker)
    log.info("Held requests let in", extra={"event": "held_let_in", "domain": domain, "count": count})
    return count


def turn_away(domain: str) -> int:
    """Drop the held requests of a domain. Returns how many."""
    count = Subscriber.objects.held().filter(domain=domain).drop()
    log.info("Held requests dropped", extra={"event": "held_dropped", "domain": domain, "count": count})
    return count


def is_suppressed(address: str) -> bool:
    """Return whether a normalized address must not be written to. A person who was forgotten may subscribe again."""
    lasting = (Suppression.Reason.BOUNCE, Suppression.Reason.COMPLAINT)
    return Suppression.objects.filter(
        address_hash=email_addresses.hashed(address), reason__in=lasting
    ).exists()


def renew_links(subscriber: Subscriber) -> None:
    """Make every link that was sent to this subscriber invalid."""
    subscriber.secret = new_secret()
    subscriber.save(update_fields=["secret"])


def _check(choices: Choices) -> None:
    """Raises BadLanguage, BadMinutes, BadDays."""
    if choices.language not in CODES:
        raise BadLanguage(language=choices.language)
    if not is_budget(choices.minutes):
        raise BadMinutes(least=LEAST_MINUTES, most=MOST_MINUTES)
    if not 1 <= choices.days <= EVERY_DAY:
        raise BadDays()


def _columns(choices: Choices) -> dict[str, object]:
    return {
        "language": choices.language,
        "minutes": choices.minutes,
        "sections": list(choices.sections),
        "subjects": list(choices.subjects),
        "dossiers": list(choices.dossiers),
        "days": choices.days,
    }


def _lock(subscriber: Subscriber) -> Subscriber:
    """Read a subscriber again and lock it until the transaction ends."""
    return Subscriber.objects.select_for_update().get(pk=subscriber.pk)


def _set(subscriber: Subscriber, state: Subscriber.State, **moments: datetime | None) -> None:
    subscriber.state = state
    for name, moment in moments.items():
        setattr(subscriber, name, moment)
    subscriber.save(update_fields=["state", *moments])
