"""Run as a program: make, fill and bake a small newsroom. Argument: folder. Its database is ROTATIVE_DATABASE_URL's and has its tables."""

import os
import sys
from pathlib import Path

from rotative.project import home


def main(folder: Path) -> None:
    home.create(folder)
    os.environ["ROTATIVE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotative.project.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from rotative.bake import verify
    from rotative.masthead.models import Masthead
    from tests.factories import newsroom

    Masthead.objects.create()
    newsroom.SMALL_ARTICLES = 4
    newsroom.fill()
    verify.sync()
    call_command("bake", "--stale", verbosity=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
