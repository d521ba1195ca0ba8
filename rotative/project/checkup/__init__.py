"""The examination of an installation by `rotative check`: what is wrong, with the remedy.

Each function of these modules looks at one thing and yields findings; it changes nothing. Functions that need the
database are not called when the database does not answer.
"""

from pathlib import Path

from django.conf import settings

from rotative.project.checkup import bucket, database, face, hours, letters, machine, queue, returned
from rotative.project.checkup.finding import Finding

__all__ = ["Finding", "examine"]


def examine(*, deploy: bool = False) -> tuple[Finding, ...]:
    """Examine the installation and return everything found; nothing when all is well.

    deploy: also look at what only a machine in service must have: a relay that answers, a worker that listens.
    """
    place = Path(settings.HOME)
    found = [*machine.folders(place), *machine.disk(place), *face.system_checks(), *face.secret_key()]
    found += [
        *face.public_face(),
        *machine.catalogues(Path(settings.LOCALE_PATHS[0])),
        *machine.static_files(),
        *bucket.bucket(),
        *queue.broker(),
        *letters.relays(),
        *letters.provider(),
        *letters.signing(),
        *returned.mailboxes(),
        *returned.reports(),
        *returned.kept(),
    ]
    unusable = list(database.database())
    found += unusable
    if not unusable:
        found += [*database.failing_pages(), *database.waiting_pages(), *hours.clock()]
    if deploy:
        found += [*face.https_only(), *machine.relay(), *machine.worker(place)]
    return tuple(found)
