"""The demo's mail catcher on loopback. The application does not load it: the server is 4 MB of memory."""

import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Catcher:
    """Keeps every letter it is handed as a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self._number += 1
        name = f"{time.time_ns()}-{self._number}.eml"
        content = envelope.content or b""
        (self._folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return "250 Kept"


def catch(folder: Path, *, host: str, port: int) -> Controller:
    """Start a mail catcher; call `stop()` on it at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(Catcher(folder), hostname=host, port=port)
    controller.start()
    return controller
