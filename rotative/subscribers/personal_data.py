"""Personal data of subscriptions, and of queue messages, which may quote a relay's answer."""

from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from rotative.core import clock
from rotative.core.personal_data import Keeper, Records, register
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.sign_up import email_addresses

# The secret says nothing about the person, but opens the subscription.
_LEFT_OUT = {"id", "secret"}


def export(address: str) -> Records:
    """Return the subscription of an address, and why the address is suppressed."""
    records: Records = [_as_record(row) for row in Subscriber.objects.filter(email_normalised=address)]
    for row in Suppression.objects.filter(address_hash=email_addresses.hashed(address)):
        records.append({"suppressed": row.reason, "since": row.created_at.isoformat()})
    return records


def erase(address: str) -> int:
    """Delete the subscription and every queue message that quotes the address; a hash of it stays.

    Returns how many rows were deleted.
    """
    deleted: int = (
        Subscriber.objects.filter(email_normalised=address).delete()[1].get("subscribers.Subscriber", 0)
    )
    quoting = Q(exception_class_path__icontains=address) | Q(traceback__icontains=address)
    deleted += DBTaskResult.objects.filter(
        quoting | Q(args_kwargs__icontains=address) | Q(return_value__icontains=address)
    ).delete()[0]
    Suppression.objects.get_or_create(
        address_hash=email_addresses.hashed(address),
        defaults={"reason": Suppression.Reason.FORGOTTEN, "created_at": clock.now()},
    )
    return deleted


def _as_record(row: Subscriber) -> dict[str, object]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if name not in _LEFT_OUT
    }


register(Keeper(name="subscribers", export=export, erase=erase))
