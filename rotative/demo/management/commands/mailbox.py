"""The demo's mail catcher, in a process of its own."""

import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from rotative.core import conf
from rotative.demo import mail_catcher


class Command(BaseCommand):
    help = "Catch the demo's mail on loopback until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        controller = mail_catcher.catch(
            Path(settings.HOME) / "mail", host=conf.get("smtp_host"), port=conf.get("smtp_port")
        )
        try:
            signal.pause()
        except KeyboardInterrupt:
            controller.stop()
