"""What is wrong with an installation, with the remedy: what `rotative check` looks at.

Each function of these modules looks at one thing and yields findings; it changes nothing. What needs the database is not
asked when the database does not answer.
"""

from pathlib import Path

from django.conf import settings

from rotative.project.checkup import bucket, database, face, letters, machine, queue, returned
from rotative.project.checkup.finding import Finding

__all__ = ["Finding", "examine"]


def examine(*, deploy: bool = False) -> tuple[Finding, ...]:
    """Everything found; empty when all is well.

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
        found += [*database.failing_pages(), *database.waiting_pages()]
    if deploy:
        found += [*machine.relay(), *machine.worker(place)]
    return tuple(found)
