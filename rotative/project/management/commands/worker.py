"""`rotative worker`: a worker alone."""

from typing import Any

from django.core.management.base import BaseCommand

from rotative.project.worker import Worker


class Command(BaseCommand):
    help = "Publish what is due, print what is stale, run queued tasks, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        Worker().run()
