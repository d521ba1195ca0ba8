"""Everything the mail engine keeps about a person: the letters sent to them, and what came back, also in files."""

from pathlib import Path

from rotative.core.personal_data import Keeper, Records, register
from rotative.mail.models import Delivery, Event
from rotative.mail.returns import inbound, maildir, quarantine
from rotative.mail.returns.parsing.mail import contents


def export(address: str) -> Records:
    """Return every letter to an address and its outcome, then what came back, oldest first."""
    letters: Records = [
        {
            row.mailing.kind: f"{row.mailing.day.isoformat()} {row.mailing.language}",
            "state": row.state,
            "code": row.code,
            "changed_at": row.changed_at.isoformat(),
        }
        for row in Delivery.objects.filter(subscriber__email_normalised=address)
        .select_related("mailing")
        .order_by("pk")
    ]
    heard: Records = [
        {"heard": row.kind, "code": row.code, "source": row.source, "at": row.happened_at.isoformat()}
        for row in Event.objects.filter(subscriber__email_normalised=address).order_by("pk")
    ]
    kept: Records = [{"kept": path.name} for path in _kept(address)]
    return letters + heard + kept


def erase(address: str) -> int:
    """Erase what came back from an address; its letters are still counted, without a name. Return how much that was."""
    files = _kept(address)
    for path in files:
        path.unlink(missing_ok=True)
    Delivery.objects.filter(subscriber__email_normalised=address).update(subscriber=None)
    return Event.objects.filter(subscriber__email_normalised=address).delete()[0] + len(files)


def _kept(address: str) -> list[Path]:
    """Return the kept mails that name an address, in any encoding, or carry a mark of a letter to it."""
    wanted = address.encode()
    # With the setting `bounce_keep`, mails that were read stay in the Maildir.
    return [
        path for path in [*quarantine.kept(), *maildir.read_mails()] if _is_about(path.read_bytes(), wanted)
    ]


def _is_about(raw: bytes, address: bytes) -> bool:
    if any(address in words for words in contents(raw)):
        return True
    reader = inbound.about(raw)
    return reader is not None and reader.email_normalised.encode() == address


register(Keeper(name="mail", export=export, erase=erase))
