"""Letters to a person that the demo's mail catcher has kept."""

from pathlib import Path

from rotative.core.personal_data import Keeper, Records, register
from rotative.demo import mailbox
from rotative.mail.returns.parsing.mail import contents


def export(address: str) -> Records:
    """Return the letters caught that name an address."""
    return [{"letter": path.name} for path in _naming(address)]


def erase(address: str) -> int:
    """Delete the letters caught that name an address."""
    found = _naming(address)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _naming(address: str) -> list[Path]:
    wanted = address.encode()
    return [
        path for path in mailbox.caught() if any(wanted in words for words in contents(path.read_bytes()))
    ]


register(Keeper(name="demo", export=export, erase=erase))
