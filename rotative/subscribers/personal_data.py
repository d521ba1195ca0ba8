"""What subscriptions keep about a person, and the messages of the queue, which may quote a relay's answer."""

from typing import Any

from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from rotative.core import clock
from rotative.core.personal_data import Keeper, Traces, register
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.sign_up import addresses

# The secret is no knowledge about the person, but a key to the subscription.
_LEFT_OUT = {"id", "secret"}


def told(address: str) -> Traces:
    """The subscription under an address, and why letters to it are suppressed."""
    rows = Subscriber.objects.filter(email_normalised=address)
    traces: Traces = [_plain(row) for row in rows]
    for row in Suppression.objects.filter(address_hash=addresses.hashed(address)):
        traces.append({"suppressed": row.reason, "since": row.created_at.isoformat()})
    return traces


def erase(address: str) -> int:
    """Delete the subscription and every queue message that quotes the address; a hash of it stays."""
    deleted: int = (
        Subscriber.objects.filter(email_normalised=address).delete()[1].get("subscribers.Subscriber", 0)
    )
    quoting = Q(exception_class_path__icontains=address) | Q(traceback__icontains=address)
    deleted += DBTaskResult.objects.filter(
        quoting | Q(args_kwargs__icontains=address) | Q(return_value__icontains=address)
    ).delete()[0]
    Suppression.objects.get_or_create(
        address_hash=addresses.hashed(address),
        defaults={"reason": Suppression.Reason.FORGOTTEN, "created_at": clock.now()},
    )
    return deleted


def _plain(row: Subscriber) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if name not in _LEFT_OUT
    }


register(Keeper(name="subscribers", told=told, erase=erase))
