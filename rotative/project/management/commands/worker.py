"""`rotative worker`: a worker alone, or Celery workers where a broker is set."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from rotative.project.management import worker_arguments as arguments
from rotative.run import serve


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(serve.work())
