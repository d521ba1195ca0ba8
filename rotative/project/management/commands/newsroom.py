"""The second half of `rotative init`: the database of a new home and what an outlet starts with."""

import gc
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from rotative.bake import appearance, verify
from rotative.bake.store.folder import compress_folder
from rotative.core import conf
from rotative.desk import groups, workflows
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from rotative.project import home


class Command(BaseCommand):
    help = "Bring the home's database up to date and give a new outlet its masthead, front page and workflow."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="Rotative", help="the outlet's name")

    def handle(self, *args: Any, **options: Any) -> None:
        # Migrations draw thousands of classes and keep them: collecting seldom halves their time.
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        call_command("migrate", verbosity=0, interactive=False)
        _close_to_others(Path(settings.HOME) / home.DATABASE_FILE)
        call_command("collectstatic", verbosity=0, interactive=False)
        compress_folder(Path(settings.STATIC_ROOT))
        language = conf.get("language")
        masthead = Masthead.objects.first()
        if masthead is None:
            masthead = Masthead.objects.create(time_zone=conf.get("time_zone"))
            masthead.languages.add(MastheadLanguage(language=language, name=options["name"]))
            masthead.save()
            workflows.ensure()
        groups.name_in_own_language()
        ensure_front(language, title=options["name"])
        if appearance.changed():
            appearance.adopt()
        else:
            verify.sync()


def _close_to_others(database: Path) -> None:
    """Close the file to others; the empty one that `init` makes goes where the database is elsewhere."""
    if connection.vendor == "sqlite":
        # Passwords and readers' addresses; SQLite gives its other files the same mode.
        database.chmod(0o600)
    elif database.exists() and database.stat().st_size == 0:
        database.unlink()
