"""Reports of a mail provider about letters: django-anymail reads and checks them, this module draws the conclusions."""

import inspect
import re
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rotative.core import conf
from rotative.core.durable import durable
from rotative.mail.models import Delivery, Receipt
from rotative.mail.returns.inbound import Concerned, Outcome, bounced, complained, left, note
from rotative.mail.returns.parsing import Reason, reason_of, status_of

# The provider's word for the reason, where it has one.
_REASONS = {"invalid": Reason.GONE, "blocked": Reason.SENDER, "timed_out": Reason.UNREACHABLE}
_REFUSED = ("bounced", "rejected", "failed")


# The provider has no cookie; its address holds a secret, and what it sends is signed where it signs.
@csrf_exempt
@require_http_methods(["HEAD", "POST"])
@durable()
def report(request: HttpRequest, provider: str, secret: str) -> HttpResponse:
    """Take a provider's reports. The answer is given once they are in the database."""
    expected = conf.get("webhook_secret")
    if not expected or not constant_time_compare(secret, expected):
        raise Http404
    view = _view(provider)
    if view is None:
        raise Http404
    options = dict(option.partition("=")[::2] for option in conf.get("webhook_options").split())
    answer: HttpResponse = view.as_view(**options)(request)
    return answer


class _Reports:
    """A replacement for the signals of django-anymail."""

    def send(self, sender: Any, event: Any, esp_name: str) -> None:
        note_report(event, esp_name.lower()[:20])


def note_report(event: Any, provider: str) -> Outcome | None:
    """Draw the conclusions of one report (an AnymailTrackingEvent); return None when there are none."""
    if event.event_type not in (*_REFUSED, "complained", "unsubscribed"):
        return None
    with transaction.atomic():
        delivery = _delivery(event)
        if delivery is None:
            return None
        receipt, first = note(_digest(event, provider, delivery), Outcome.IGNORED)
        if not first:
            return Outcome(receipt.outcome)
        outcome = _concluded(event, provider, delivery)
        Receipt.objects.filter(pk=receipt.pk).update(outcome=outcome)
    return outcome


def _concluded(event: Any, provider: str, delivery: Delivery) -> Outcome:
    concerned = Concerned(reader=delivery.subscriber, delivery=delivery, proven=True)
    if event.event_type == "complained" or event.reject_reason == "spam":
        return complained(concerned, source=provider)
    if event.event_type == "unsubscribed" or event.reject_reason == "unsubscribed":
        return left(concerned.reader, source=provider) if concerned.reader else Outcome.IGNORED
    words = f"{event.mta_response or ''} {event.description or ''}"
    status = status_of(words)
    reason = _REASONS.get(event.reject_reason or "") or reason_of(status, words)
    # A report that only says “bounced” counts, and decides nothing alone.
    return bounced(concerned, reason=reason, code=status, final=reason == Reason.GONE, source=provider)


def _delivery(event: Any) -> Delivery | None:
    """Find the delivery by our metadata in the report, else by the provider's own name for the letter."""
    rows = Delivery.objects.select_related("subscriber", "mailing", "chunk")
    number = str((event.metadata or {}).get("delivery", ""))
    if re.fullmatch(r"\d{1,18}", number, re.ASCII):
        return rows.filter(pk=int(number)).first()
    name = str(event.message_id or "")[:120]
    return rows.filter(provider_id=name).first() if name else None


def _digest(event: Any, provider: str, delivery: Delivery) -> str:
    identity = f"{provider} {event.event_type} {delivery.pk} {event.event_id or event.timestamp or ''}"
    return sha256(identity.encode()).hexdigest()


def _view(provider: str) -> Any:
    """Return django-anymail's view for a provider's reports, which calls us instead of its signals; None if it has none."""
    try:
        module = import_module(f"anymail.webhooks.{provider}")  # one module a provider, chosen by a setting
    except ImportError:
        return None
    for name, view in _views(module):
        # The secret in the address does what its passwords do.
        return type(name, (view,), {"signal": _Reports(), "warn_if_no_basic_auth": False})
    return None


def _views(module: Any) -> Iterator[tuple[str, Any]]:
    for name, view in inspect.getmembers(module, inspect.isclass):
        if name.endswith("TrackingWebhookView") and view.__module__ == module.__name__:
            yield name, view
