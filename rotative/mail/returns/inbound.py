"""What comes back by mail, once read: who it is about, and what it changes.

A stranger can write to these addresses. What changes a reader's state must bear a mark that only the letter itself had: its
signed return path, or its signed link to leave. A complaint without either, that names a letter of ours and the reader it
went to, unsubscribes him and does no more.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from re import ASCII
from re import compile as pattern

from django.db import DatabaseError, DataError, transaction

from rotative.core import clock, conf
from rotative.mail.errors import QuarantineFull
from rotative.mail.message.verp import delivery_of, leaver
from rotative.mail.models import Delivery, Event, Receipt
from rotative.mail.returns import quarantine
from rotative.mail.returns.bounce_policy import weigh
from rotative.mail.returns.parsing import Failure, Kind, Reason, Returned, read
from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.sign_up import confirmation_mail

log = logging.getLogger("rotative.mail")

Outcome = Receipt.Outcome

SOURCE = "mail"
# After that the same mail may be handled again; nobody sends it so late.
_REMEMBERED = timedelta(days=90)
_MESSAGE_ID = pattern(r"^e\d+\.(\d{10})@", ASCII)
# Why a mail is kept that counted already.
_WORDLESS = "wordless"
# Marks looked up in one mail.
_MOST_MARKS = 20
# Feedback that is no complaint (RFC 5965, 7.3, and RFC 6591).
_NO_COMPLAINT = {"not-spam", "auth-failure", "virus"}
# Feedback that asks for no more than to leave.
_OPT_OUT = {"opt-out", "opt-out-list"}


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Who a mail is about."""

    reader: Subscriber | None
    delivery: Delivery | None
    # It bears a mark of ours that cannot be made up.
    proven: bool


def receive(raw: bytes, *, recipients: tuple[str, ...] = (), anew: bool = False) -> Outcome:
    """Handle a mail that came back; a second time it changes nothing and says the same.

    recipients: the envelope's, where the transport told them. anew: it was only kept aside so far, and is read again.
    Raises QuarantineFull, and DatabaseError: the mail must then be kept where it is and given again.
    """
    try:
        return _receive(raw, recipients, anew)
    except (QuarantineFull, DatabaseError) as failure:
        if not isinstance(failure, DataError):
            raise
        return _broken(raw, failure)
    except Exception as failure:
        # Nothing a stranger sends may stop what comes after it.
        return _broken(raw, failure)


def tidy() -> None:
    """Forget what need not be remembered any more."""
    quarantine.tidy()
    Receipt.objects.filter(received_at__lt=clock.now() - _REMEMBERED).delete()


def again() -> dict[Outcome, int]:
    """Read once more what was kept aside; what is understood now is handled and goes. How many came to what."""
    counts: dict[Outcome, int] = {}
    for path in quarantine.kept():
        raw = path.read_bytes()
        outcome = _reworded(raw) if quarantine.why(path) == _WORDLESS else receive(raw, anew=True)
        if outcome != Outcome.ASIDE:
            path.unlink(missing_ok=True)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def about(raw: bytes) -> Subscriber | None:
    """The reader a mail is about, by the marks it bears."""
    whose = _whose(read(raw))
    return whose.reader if whose else None


@transaction.atomic
def note(digest: str, outcome: Outcome) -> tuple[Receipt, bool]:
    """The receipt for something handled, and whether it is the first. Handle it in the same transaction."""
    return Receipt.objects.get_or_create(
        digest=digest, defaults={"outcome": outcome, "received_at": clock.now()}
    )


def bounced(whose: Whose, *, reason: Reason, code: str, final: bool, source: str) -> Outcome:
    """Note a bounce and draw its consequences."""
    weigh(_event(Event.Kind.BOUNCE, whose, source, code=code, reason=str(reason)), final=final)
    return Outcome.BOUNCE


def complained(whose: Whose, *, source: str) -> Outcome:
    """A reader told the provider that the letter is unwanted: no further one, ever."""
    _event(Event.Kind.COMPLAINT, whose, source)
    if whose.reader is not None and whose.proven:
        actions.suppress(whose.reader, reason=Suppression.Reason.COMPLAINT)
    elif whose.reader is not None:
        actions.unsubscribe(whose.reader, source=None)
    return Outcome.COMPLAINT


def left(reader: Subscriber, *, source: str) -> Outcome:
    """A reader leaves by mail, or tells the provider."""
    actions.unsubscribe(reader, source=source)
    return Outcome.LEFT


def _receive(raw: bytes, recipients: tuple[str, ...], anew: bool) -> Outcome:
    returned = read(raw, recipients=recipients)
    with transaction.atomic():
        whose = _whose(returned)
        if anew:
            digests = [_digest(raw, None), _digest(raw, returned, whose)]
            Receipt.objects.filter(digest__in=digests, outcome=Outcome.ASIDE).delete()
        receipt, first = note(_digest(raw, returned, whose), Outcome.ASIDE)
        if not first:
            return Outcome(receipt.outcome)
        outcome = _handled(raw, returned, whose)
        Receipt.objects.filter(pk=receipt.pk).update(outcome=outcome)
    log.info("Mail came back", extra={"event": "mail_returned", "outcome": str(outcome)})
    return outcome


def _handled(raw: bytes, returned: Returned, whose: Whose | None) -> Outcome:
    if returned.kind == Kind.COMPLAINT:
        return _complaint(raw, returned, whose)
    if returned.kind == Kind.BOUNCE:
        return _bounce(raw, returned, whose)
    if returned.kind == Kind.AUTO_REPLY or returned.sender.lower() == conf.get("mail_from").lower():
        return Outcome.IGNORED
    reader = _leaver(returned.sent_to)
    if reader is not None:
        return left(reader, source=SOURCE)
    if whose is not None and whose.proven and returned.mechanical:
        # A server says something about a letter of ours, in words nobody knows: it did not arrive.
        quarantine.keep(raw, why=_WORDLESS)
        return bounced(whose, reason=Reason.UNSAID, code="", final=False, source=SOURCE)
    return _kept(raw, "unknown")


@transaction.atomic
def _reworded(raw: bytes) -> Outcome:
    """Read a wordless mail once more: what it says now stands for the bounce that it counted as."""
    returned = read(raw)
    whose = _whose(returned)
    if whose is None or returned.kind == Kind.OTHER:
        return Outcome.ASIDE
    counted = Event.objects.filter(
        kind=Event.Kind.BOUNCE, reason=Reason.UNSAID, code="", source=SOURCE,
        delivery=whose.delivery, subscriber=whose.reader,
    ).first()  # fmt: skip
    # Of a mail without a name; any other has another digest now.
    Receipt.objects.filter(digest=_digest(raw, None)).delete()
    outcome = receive(raw, anew=True)
    if counted is not None and outcome != Outcome.ASIDE:
        counted.delete()
    return outcome


def _bounce(raw: bytes, returned: Returned, whose: Whose | None) -> Outcome:
    if whose is None:
        return _kept(raw, "unproven")
    failure = _failure(returned.failures, whose.reader)
    if failure.temporary:
        return Outcome.DELAY
    final = failure.permanent and whose.proven
    return bounced(whose, reason=failure.reason, code=failure.status, final=final, source=SOURCE)


def _failure(failures: tuple[Failure, ...], reader: Subscriber | None) -> Failure:
    """What is said of the reader; where he is not named (his mail goes on to another mailbox), the worst."""
    named = [one for one in failures if reader and one.address.lower() == reader.email_normalised]
    return min(named or failures, key=lambda one: (one.temporary, not one.permanent))


def _complaint(raw: bytes, returned: Returned, whose: Whose | None) -> Outcome:
    if returned.feedback in _NO_COMPLAINT:
        log.warning("Feedback on our letters", extra={"event": "feedback", "feedback": returned.feedback})
        return Outcome.IGNORED
    if whose is None:
        return _kept(raw, "unproven")
    if returned.feedback in _OPT_OUT and whose.reader is not None:
        return left(whose.reader, source=SOURCE)
    return complained(whose, source=SOURCE)


def _kept(raw: bytes, why: str) -> Outcome:
    quarantine.keep(raw, why=why)
    return Outcome.ASIDE


def _broken(raw: bytes, failure: Exception) -> Outcome:
    # What the failure says may quote an address.
    log.error("Returned mail not handled", extra={"event": "return_failed", "reason": type(failure).__name__})
    quarantine.keep(raw, why="fault")
    note(_digest(raw, None), Outcome.ASIDE)
    return Outcome.ASIDE


def _whose(returned: Returned) -> Whose | None:
    for number in filter(None, map(delivery_of, returned.sent_to)):
        delivery = _delivery(number)
        if delivery is not None:
            return Whose(reader=delivery.subscriber, delivery=delivery, proven=True)
    asked = next(filter(None, map(confirmation_mail.find_subscriber, returned.sent_to)), None)
    if asked is not None:
        return Whose(reader=asked, delivery=None, proven=True)
    numbers = [int(match[1]) for match in map(_MESSAGE_ID.match, returned.message_ids) if match]
    delivery = next(filter(None, map(_delivery, numbers[:_MOST_MARKS])), None)
    reader = _leaver(returned.leave_links)
    if reader is not None:
        its = delivery if delivery is not None and delivery.subscriber_id == reader.pk else None
        return Whose(reader=reader, delivery=its, proven=True)
    named = {*returned.complainers, *(failure.address for failure in returned.failures)}
    if delivery is None or delivery.subscriber is None:
        return None
    if delivery.subscriber.email_normalised not in {address.lower() for address in named}:
        return None
    return Whose(reader=delivery.subscriber, delivery=delivery, proven=False)


def _delivery(number: int) -> Delivery | None:
    rows = Delivery.objects.select_related("subscriber", "mailing", "chunk")
    return rows.filter(pk=number).first()


def _leaver(addresses: Iterable[str]) -> Subscriber | None:
    ours = (address for address in addresses if "leave-" in address.lower() or "/unsubscribe/" in address)
    return next(filter(None, map(leaver, islice(ours, _MOST_MARKS))), None)


def _event(kind: Event.Kind, whose: Whose, source: str, *, code: str = "", reason: str = "") -> Event:
    return Event.objects.create(
        kind=kind,
        mailing=whose.delivery.mailing if whose.delivery else None,
        delivery=whose.delivery,
        subscriber=whose.reader,
        code=code,
        reason=reason,
        source=source,
        happened_at=clock.now(),
    )


def _digest(raw: bytes, returned: Returned | None, whose: Whose | None = None) -> str:
    """What makes a mail the same whichever way it came: its name, and whom it is about; without these its bytes."""
    reader = whose.reader if whose else None
    if returned is None or reader is None or not returned.message_id:
        return sha256(raw).hexdigest()
    delivery = whose.delivery.pk if whose and whose.delivery else ""
    return sha256(f"{returned.kind} {reader.pk} {delivery} {returned.message_id}".encode()).hexdigest()
