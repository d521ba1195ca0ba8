"""Run as a program: a small newsroom's home, filled and baked. Arguments: folder. The database is ROTATIVE_DATABASE_URL's."""

import gc
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
    # Migrations draw thousands of classes and keep them: collecting seldom halves their time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    from django.core.management import call_command

    from rotative.bake import verify
    from rotative.masthead.models import Masthead
    from tests.factories import newsroom

    call_command("migrate", verbosity=0)
    Masthead.objects.create()
    newsroom.SMALL_ARTICLES = 4
    newsroom.fill()
    verify.sync()
    call_command("bake", "--stale", verbosity=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
