"""What happens to a subscription."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rotative.core import clock
from rotative.core.addresses import LANGUAGES
from rotative.subscribers import addresses, tasks
from rotative.subscribers.errors import BadLanguage, BadMinutes, Suppressed, UnknownAddress
from rotative.subscribers.models import (
    LEAST_MINUTES,
    MINUTES,
    MOST_MINUTES,
    Subscriber,
    Suppression,
    new_secret,
)

log = logging.getLogger("rotative.subscribers")


@transaction.atomic
def subscribe(
    email: str,
    *,
    language: str,
    minutes: int = MINUTES,
    sections: Sequence[int] = (),
    subjects: Sequence[int] = (),
    page: str = "",
    network_hash: str = "",
) -> Subscriber:
    """Note that somebody asks for the edition, and ask back whether it was really they.

    A confirmed subscriber keeps everything as it was: only the owner of the mailbox may change it.
    Raises BadAddress, BadLanguage, BadMinutes, Suppressed.
    """
    _check(language, minutes)
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
        "consent_at": now,
        "consent_network": network_hash,
        "consent_page": page,
    }
    subscriber, created = Subscriber.objects.select_for_update().get_or_create(
        email_normalised=address.lower(), defaults=asked | {"created_at": now}
    )
    if not created and subscriber.state != Subscriber.State.CONFIRMED:
        Subscriber.objects.filter(pk=subscriber.pk).update(
            **asked, state=Subscriber.State.PENDING, asked_at=None, left_at=None
        )
        subscriber.refresh_from_db()
    transaction.on_commit(tasks.ring)
    log.info("Subscription asked for", extra={"event": "subscription_asked", "subscriber_id": subscriber.pk})
    return subscriber


@transaction.atomic
def confirm(subscriber: Subscriber) -> None:
    """The owner of the mailbox says yes. Doing it again changes nothing. Raises Suppressed."""
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if locked.state == Subscriber.State.SUPPRESSED:
        raise Suppressed()
    if locked.state == Subscriber.State.CONFIRMED:
        return
    _set(locked, Subscriber.State.CONFIRMED, confirmed_at=clock.now(), left_at=None)
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
        _set(locked, Subscriber.State.UNSUBSCRIBED, left_at=clock.now())
        log.info("Unsubscribed", extra={"event": "unsubscribed", "subscriber_id": locked.pk})
    subscriber.refresh_from_db()


@transaction.atomic
def suppress(subscriber: Subscriber, *, reason: Suppression.Reason) -> None:
    """Never write to this address again, whoever asks. Doing it again changes nothing."""
    Suppression.objects.get_or_create(
        address_hash=addresses.hashed(subscriber.email_normalised),
        defaults={"reason": reason, "created_at": clock.now()},
    )
    _set(subscriber, Subscriber.State.SUPPRESSED, left_at=clock.now())
    log.info(
        "Address suppressed",
        extra={"event": "address_suppressed", "subscriber_id": subscriber.pk, "reason": str(reason)},
    )


@transaction.atomic
def forget(email: str) -> None:
    """Erase the person; a hash stays, so that no later import writes to them unasked. Raises UnknownAddress."""
    address = addresses.normalised(email)
    subscriber = Subscriber.objects.filter(email_normalised=address).first()
    if subscriber is None:
        raise UnknownAddress()
    Suppression.objects.get_or_create(
        address_hash=addresses.hashed(address),
        defaults={"reason": Suppression.Reason.FORGOTTEN, "created_at": clock.now()},
    )
    number = subscriber.pk
    subscriber.delete()
    log.info("Subscriber forgotten", extra={"event": "subscriber_forgotten", "subscriber_id": number})


def is_suppressed(address: str) -> bool:
    """Whether nothing may be sent to a normalised address. Who asked to be forgotten may ask again himself."""
    lasting = (Suppression.Reason.BOUNCE, Suppression.Reason.COMPLAINT)
    return Suppression.objects.filter(address_hash=addresses.hashed(address), reason__in=lasting).exists()


def renew_links(subscriber: Subscriber) -> None:
    """Make every link this subscriber was ever sent worthless."""
    subscriber.secret = new_secret()
    subscriber.save(update_fields=["secret"])


def _check(language: str, minutes: int) -> None:
    if language not in LANGUAGES:
        raise BadLanguage(language=language)
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise BadMinutes(least=LEAST_MINUTES, most=MOST_MINUTES)


def _set(subscriber: Subscriber, state: Subscriber.State, **moments: datetime | None) -> None:
    subscriber.state = state
    for name, moment in moments.items():
        setattr(subscriber, name, moment)
    subscriber.save(update_fields=["state", *moments])
