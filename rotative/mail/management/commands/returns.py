"""Mail that comes back: read one from the standard input, empty the Maildir, listen, read again."""

import json
import os
import sys
import threading
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping
from signal import SIGINT, SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext

from rotative.core.errors import RotativeError
from rotative.mail.management import returns_arguments as arguments
from rotative.mail.returns import bounce_policy, inbound, maildir, quarantine
from rotative.mail.returns.lmtp import MOST_BYTES, Listener


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except RotativeError as error:
            if options["verb"] == "read":
                self._later(gettext(error.message) % error.fields)
            raise CommandError(gettext(error.message) % error.fields) from error

    def _read(self, options: dict[str, Any]) -> None:
        try:
            raw = sys.stdin.buffer.read(MOST_BYTES)
            outcome = inbound.receive(raw, recipients=tuple(options["recipient"]))
        except (DatabaseError, OSError) as error:
            self._later(type(error).__name__)
        self._count({outcome: 1}, options)

    def _collect(self, options: dict[str, Any]) -> None:
        found: Counter[inbound.Outcome] = Counter()
        while some := maildir.run_once():
            found += some
        while bounce_policy.run_once():
            pass
        self._count(found, options)

    def _listen(self, options: dict[str, Any]) -> None:
        host, _colon, port = options["bind"].rpartition(":")
        if not port.isdecimal():
            raise CommandError(gettext("%(bind)s is not an address to listen on. Give HOST:PORT.") % options)
        ended = threading.Event()
        for number in (SIGTERM, SIGINT):
            signal(number, lambda *_: ended.set())
        listener = Listener(host.strip("[]") or "127.0.0.1", int(port), lmtp=not options["smtp"])
        try:
            listener.start()
        except OSError as error:
            raise CommandError(
                gettext("Cannot listen on %(bind)s: %(reason)s.") % {**options, "reason": error.strerror}
            ) from error
        self.stdout.write(f"{'SMTP' if options['smtp'] else 'LMTP'}: {options['bind']}")
        self.stdout.flush()
        ended.wait()
        listener.stop()

    def _again(self, options: dict[str, Any]) -> None:
        self._count(inbound.read_again(), options)

    def _count(self, found: Mapping[inbound.Outcome, int], options: dict[str, Any]) -> None:
        counts = {str(outcome): found.get(outcome, 0) for outcome in inbound.Outcome}
        counts["kept"] = quarantine.count()
        self.stdout.write(
            json.dumps(counts) if options["json"] else ", ".join(f"{n} {name}" for name, n in counts.items())
        )

    def _later(self, reason: str) -> None:
        """Tell the mail server to try again (sysexits.h, EX_TEMPFAIL)."""
        self.stderr.write(f"rotative: {reason}")
        sys.exit(os.EX_TEMPFAIL)
