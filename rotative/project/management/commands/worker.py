"""`rotative worker`: a worker alone, or Celery workers where a broker is set."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from rotative.run import serve


class Command(BaseCommand):
    help = "Publish what is due, print what is stale, run queued tasks, send letters, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(serve.work())
