"""Mail that comes back, once it is parsed: the reader it is about, and the change it makes.

A stranger can write to these addresses. A mail that changes a reader's state must have a mark that only the letter itself
had: its signed return path, its signed Message-ID, or its signed link to leave. A complaint without any of them, that names a
number of ours and the reader it belongs to, is noted and does no more.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from re import ASCII
from re import compile as pattern

from django.db import DatabaseError, DataError, transaction

from rotative.core import clock, conf
from rotative.core.durable import durable
from rotative.mail.errors import CostlyMail, QuarantineFull, ReadingStopped
from rotative.mail.message.verp import delivery_named, delivery_of, leaver
from rotative.mail.models import Delivery, Event, Receipt
from rotative.mail.returns import quarantine
from rotative.mail.returns.bounce_policy import weigh
from rotative.mail.returns.parsing import Failure, Kind, Reason, Returned
from rotative.mail.returns.reader import read
from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.sign_up import confirmation_mail

log = logging.getLogger("rotative.mail")

Outcome = Receipt.Outcome

SOURCE = "mail"
# After this time the same mail may be handled again; nobody sends it so late.
_REMEMBERED = timedelta(days=90)
_NUMBERED = pattern(r"^e\d{1,18}\.(\d{10})[.@]", ASCII)
# The reason to keep a mail that counted already.
_WORDLESS = "wordless"
# The reason to keep a mail that took more than its budget.
_COSTLY = "costly"
# Marks that are looked up in one mail, at most.
_MOST_MARKS = 20
# Feedback that is no complaint (RFC 5965, 7.3, and RFC 6591).
_NO_COMPLAINT = {"not-spam", "auth-failure", "virus"}
# Feedback that asks for no more than to leave.
_OPT_OUT = {"opt-out", "opt-out-list"}


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """The reader and the delivery that a mail is about."""

    reader: Subscriber | None
    delivery: Delivery | None
    # It has a mark of ours that cannot be made up.
    proven: bool


def receive(
    raw: bytes,
    *,
    recipients: tuple[str, ...] = (),
    again: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Handle a mail that came back; a second time it changes nothing and has the same outcome.

    recipients: the envelope's, where they are known. again: the mail was only kept aside so far, and is read again.
    stop: asked while the mail is read. Raises QuarantineFull, DatabaseError, and ReadingStopped after a stop: the mail must
    then be kept where it is and given again.
    """
    try:
        with durable():
            # The mail is deleted next.
            return _receive(raw, recipients, again, stop)
    except CostlyMail as failure:
        return _broken(raw, failure, why=_COSTLY)
    except (QuarantineFull, ReadingStopped, DatabaseError) as failure:
        if not isinstance(failure, DataError):
            raise
        return _broken(raw, failure)
    except Exception as failure:
        # A mail from a stranger must not stop the mails after it.
        return _broken(raw, failure)


def tidy() -> None:
    """Delete kept mails and receipts that are too old."""
    quarantine.tidy()
    Receipt.objects.filter(received_at__lt=clock.now() - _REMEMBERED).delete()


def read_again() -> dict[Outcome, int]:
    """Read again the mails that were kept aside: handle and delete those that are understood now. Count them by outcome."""
    counts: dict[Outcome, int] = {}
    for path in quarantine.kept():
        raw = path.read_bytes()
        outcome = _reworded(raw) if quarantine.why(path) == _WORDLESS else receive(raw, again=True)
        if outcome != Outcome.ASIDE:
            path.unlink(missing_ok=True)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def about(raw: bytes) -> Subscriber | None:
    """Return the reader that a mail is about, by the marks in it; None also when it cannot be read within its budget."""
    try:
        concerned = _concerned(read(raw))
    except CostlyMail:
        return None
    return concerned.reader if concerned else None


@transaction.atomic
def note(digest: str, outcome: Outcome) -> tuple[Receipt, bool]:
    """Return the receipt of a mail or report, and whether it is the first. Handle the mail in the same transaction."""
    return Receipt.objects.get_or_create(
        digest=digest, defaults={"outcome": outcome, "received_at": clock.now()}
    )


def bounced(concerned: Concerned, *, reason: Reason, code: str, final: bool, source: str) -> Outcome:
    """Note a bounce and draw its consequences."""
    weigh(_event(Event.Kind.BOUNCE, concerned, source, code=code, reason=str(reason)), final=final)
    return Outcome.BOUNCE


def complained(concerned: Concerned, *, source: str) -> Outcome:
    """Note that a reader reported the letter as unwanted, and suppress the address if the report proves to be ours."""
    _event(Event.Kind.COMPLAINT, concerned, source)
    if concerned.reader is not None and concerned.proven:
        actions.suppress(concerned.reader, reason=Suppression.Reason.COMPLAINT)
    return Outcome.COMPLAINT


def left(reader: Subscriber, *, source: str) -> Outcome:
    """Unsubscribe a reader who leaves by mail, or through the provider."""
    actions.unsubscribe(reader, source=source)
    return Outcome.LEFT


def _receive(raw: bytes, recipients: tuple[str, ...], again: bool, stop: Callable[[], bool]) -> Outcome:
    if not again and quarantine.keeps(raw, why=_COSTLY):
        # It may have been sent twice, or not have been deleted before the worker was killed.
        return Outcome.ASIDE
    returned = read(raw, recipients=recipients, stop=stop)
    with transaction.atomic():
        concerned = _concerned(returned)
        if again:
            digests = [_digest(raw, None), _digest(raw, returned, concerned)]
            Receipt.objects.filter(digest__in=digests, outcome=Outcome.ASIDE).delete()
        receipt, first = note(_digest(raw, returned, concerned), Outcome.ASIDE)
        if not first:
            return Outcome(receipt.outcome)
        outcome = _handled(raw, returned, concerned)
        Receipt.objects.filter(pk=receipt.pk).update(outcome=outcome)
    log.info("Mail came back", extra={"event": "mail_returned", "outcome": str(outcome)})
    return outcome


def _handled(raw: bytes, returned: Returned, concerned: Concerned | None) -> Outcome:
    if returned.kind == Kind.COMPLAINT:
        return _complaint(raw, returned, concerned)
    if returned.kind == Kind.BOUNCE:
        return _bounce(raw, returned, concerned)
    if (
        returned.kind in (Kind.AUTO_REPLY, Kind.DELIVERED)
        or returned.sender.lower() == conf.get("mail_from").lower()
    ):
        return Outcome.IGNORED
    reader = _leaver(returned.sent_to)
    if reader is not None:
        return left(reader, source=SOURCE)
    if concerned is not None and concerned.proven and returned.mechanical:
        # A server writes about a letter of ours in words that nobody knows: the letter did not arrive.
        quarantine.keep(raw, why=_WORDLESS)
        return bounced(concerned, reason=Reason.UNSAID, code="", final=False, source=SOURCE)
    return _kept(raw, "unknown")


@transaction.atomic
def _reworded(raw: bytes) -> Outcome:
    """Read a wordless mail again: its new outcome replaces the bounce that it counted as."""
    returned = read(raw)
    concerned = _concerned(returned)
    if concerned is None or returned.kind == Kind.OTHER:
        return Outcome.ASIDE
    counted = Event.objects.filter(
        kind=Event.Kind.BOUNCE, reason=Reason.UNSAID, code="", source=SOURCE,
        delivery=concerned.delivery, subscriber=concerned.reader,
    ).first()  # fmt: skip
    # This is the digest of a mail without a Message-ID; any other has another digest now.
    Receipt.objects.filter(digest=_digest(raw, None)).delete()
    outcome = receive(raw, again=True)
    if counted is not None and outcome != Outcome.ASIDE:
        counted.delete()
    return outcome


def _bounce(raw: bytes, returned: Returned, concerned: Concerned | None) -> Outcome:
    if concerned is None or not concerned.proven:
        return _kept(raw, "unproven")
    failure = _failure(returned.failures, concerned.reader)
    if failure.temporary:
        return Outcome.DELAY
    return bounced(
        concerned, reason=failure.reason, code=failure.status, final=failure.permanent, source=SOURCE
    )


def _failure(failures: tuple[Failure, ...], reader: Subscriber | None) -> Failure:
    """Return the failure that names the reader; the worst one if none does, because their mail is forwarded."""
    named = [one for one in failures if reader and one.address.lower() == reader.email_normalised]
    return min(named or failures, key=lambda one: (one.temporary, not one.permanent))


def _complaint(raw: bytes, returned: Returned, concerned: Concerned | None) -> Outcome:
    if returned.feedback in _NO_COMPLAINT:
        log.warning("Feedback on our letters", extra={"event": "feedback", "feedback": returned.feedback})
        return Outcome.IGNORED
    if concerned is None:
        return _kept(raw, "unproven")
    if returned.feedback in _OPT_OUT and concerned.reader is not None and concerned.proven:
        return left(concerned.reader, source=SOURCE)
    return complained(concerned, source=SOURCE)


def _kept(raw: bytes, why: str) -> Outcome:
    quarantine.keep(raw, why=why)
    return Outcome.ASIDE


def _broken(raw: bytes, failure: Exception, *, why: str = "fault") -> Outcome:
    # The text of the failure may quote an address.
    log.error("Returned mail not handled", extra={"event": "return_failed", "reason": type(failure).__name__})
    quarantine.keep(raw, why=why)
    note(_digest(raw, None), Outcome.ASIDE)
    return Outcome.ASIDE


def _concerned(returned: Returned) -> Concerned | None:
    for number in filter(None, map(delivery_of, returned.sent_to)):
        delivery = _delivery(number)
        if delivery is not None:
            return Concerned(reader=delivery.subscriber, delivery=delivery, proven=True)
    asked = next(filter(None, map(confirmation_mail.find_subscriber, returned.sent_to)), None)
    if asked is not None:
        return Concerned(reader=asked, delivery=None, proven=True)
    ours = list(filter(None, map(delivery_named, returned.message_ids)))
    delivery = next(filter(None, map(_delivery, ours[:_MOST_MARKS])), None)
    if delivery is not None:
        return Concerned(reader=delivery.subscriber, delivery=delivery, proven=True)
    numbers = [int(match[1]) for match in map(_NUMBERED.match, returned.message_ids) if match]
    delivery = next(filter(None, map(_delivery, numbers[:_MOST_MARKS])), None)
    reader = _leaver(returned.leave_links)
    if reader is not None:
        its = delivery if delivery is not None and delivery.subscriber_id == reader.pk else None
        return Concerned(reader=reader, delivery=its, proven=True)
    if delivery is None or delivery.subscriber is None:
        return None
    if delivery.subscriber.email_normalised not in {address.lower() for address in returned.complainers}:
        return None
    return Concerned(reader=delivery.subscriber, delivery=delivery, proven=False)


def _delivery(number: int) -> Delivery | None:
    rows = Delivery.objects.select_related("subscriber", "mailing", "chunk")
    return rows.filter(pk=number).first()


def _leaver(addresses: Iterable[str]) -> Subscriber | None:
    ours = (address for address in addresses if "leave-" in address.lower() or "/unsubscribe/" in address)
    return next(filter(None, map(leaver, islice(ours, _MOST_MARKS))), None)


def _event(kind: Event.Kind, concerned: Concerned, source: str, *, code: str = "", reason: str = "") -> Event:
    return Event.objects.create(
        kind=kind,
        mailing=concerned.delivery.mailing if concerned.delivery else None,
        delivery=concerned.delivery,
        subscriber=concerned.reader,
        code=code,
        reason=reason,
        source=source,
        happened_at=clock.now(),
    )


def _digest(raw: bytes, returned: Returned | None, concerned: Concerned | None = None) -> str:
    """Return the identity of a mail, whichever way it came: its Message-ID and its reader, or else its bytes."""
    reader = concerned.reader if concerned else None
    if returned is None or reader is None or not returned.message_id:
        return sha256(raw).hexdigest()
    delivery = concerned.delivery.pk if concerned and concerned.delivery else ""
    return sha256(f"{returned.kind} {reader.pk} {delivery} {returned.message_id}".encode()).hexdigest()
