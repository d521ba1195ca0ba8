"""What the editions know about a person: which letters were sent to them, and what came back, also in files."""

from rotative.core.people import Keeper, Traces, register
from rotative.editions import aside
from rotative.editions.models import Delivery, Event


def told(address: str) -> Traces:
    """Every letter to an address and what came of it, oldest first."""
    letters: Traces = [
        {
            "edition": f"{row.edition.edition_on.isoformat()} {row.edition.language}",
            "state": row.state,
            "code": row.code,
            "changed_at": row.changed_at.isoformat(),
        }
        for row in Delivery.objects.filter(subscriber__email_normalised=address)
        .select_related("edition")
        .order_by("pk")
    ]
    heard: Traces = [
        {"heard": row.kind, "code": row.code, "source": row.source, "at": row.happened_at.isoformat()}
        for row in Event.objects.filter(subscriber__email_normalised=address).order_by("pk")
    ]
    kept: Traces = [{"kept": path.name} for path in aside.naming(address)]
    return letters + heard + kept


def erase(address: str) -> int:
    """Forget what came back from an address; of its letters only the count stays, under nobody's name."""
    files = aside.erase(address)
    Delivery.objects.filter(subscriber__email_normalised=address).update(subscriber=None)
    return Event.objects.filter(subscriber__email_normalised=address).delete()[0] + files


register(Keeper(name="editions", told=told, erase=erase))
