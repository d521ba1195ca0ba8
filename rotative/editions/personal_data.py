"""What the editions know about a person: which letters were sent to them, and what came back, also in files."""

from pathlib import Path

from rotative.core import conf
from rotative.core.personal_data import Keeper, Records, register
from rotative.editions.models import Delivery, Event
from rotative.mail.returns import inbound, quarantine
from rotative.mail.returns.parsing.mail import contents


def export(address: str) -> Records:
    """Every letter to an address and what came of it, oldest first."""
    letters: Records = [
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
    heard: Records = [
        {"heard": row.kind, "code": row.code, "source": row.source, "at": row.happened_at.isoformat()}
        for row in Event.objects.filter(subscriber__email_normalised=address).order_by("pk")
    ]
    kept: Records = [{"kept": path.name} for path in _kept(address)]
    return letters + heard + kept


def erase(address: str) -> int:
    """Forget what came back from an address; of its letters only the count stays, under nobody's name."""
    files = _kept(address)
    for path in files:
        path.unlink(missing_ok=True)
    Delivery.objects.filter(subscriber__email_normalised=address).update(subscriber=None)
    return Event.objects.filter(subscriber__email_normalised=address).delete()[0] + len(files)


def _kept(address: str) -> list[Path]:
    """The mails kept that name an address, however they are encoded, or bear a mark of a letter to it."""
    wanted = address.encode()
    box = conf.get("bounce_maildir")
    # Where `bounce_keep` says so, those that were read stay there.
    read = sorted(Path(box, "cur").glob("*")) if box else []
    return [path for path in [*quarantine.kept(), *read] if _is_about(path.read_bytes(), wanted)]


def _is_about(raw: bytes, address: bytes) -> bool:
    if any(address in words for words in contents(raw)):
        return True
    reader = inbound.about(raw)
    return reader is not None and reader.email_normalised.encode() == address


register(Keeper(name="editions", export=export, erase=erase))
