"""`rotative worker`: a worker alone, or Celery workers where a broker is set."""

import sys
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from rotative.core import conf
from rotative.run.worker import Worker


class Command(BaseCommand):
    help = "Publish what is due, print what is stale, run queued tasks, send letters, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if conf.get("broker_url"):
            # Celery is there only where it was chosen.
            sys.exit(import_module("rotative.run.broker_workers").run())
        Worker().run()
