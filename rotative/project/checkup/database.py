"""The database, and what it says about the press."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from rotative.bake.models import LONGEST_WAIT, PublicPath, StalePath
from rotative.core import clock
from rotative.project import home
from rotative.project.checkup.finding import Finding


def database() -> Iterator[Finding]:
    """Report a database that does not answer, or lacks the tables of this version."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, OSError) as exc:
        yield Finding(
            code="database.unreachable",
            level="error",
            message=_("The database does not answer: %(reason)s") % {"reason": str(exc).strip()},
            remedy=_remedy(),
        )
        return
    if waiting:
        yield Finding(
            code="database.not_migrated",
            level="error",
            message=_("Migrations not applied to the database: %(count)d.") % {"count": len(waiting)},
            remedy=_("Copy the database, then run rotative manage newsroom."),
        )


def _remedy() -> str:
    if connection.vendor == "sqlite":
        return _(
            "Copy the last backup to %(path)s where it is missing or damaged, and let the account that runs rotative own"
            " it."
        ) % {"path": Path(settings.HOME) / home.DATABASE_FILE}
    return _("Start it, and compare database_url in rotative.toml with its name, user and password.")


def failing_pages() -> Iterator[Finding]:
    """Report pages that could not be printed."""
    failed = StalePath.objects.exclude(error="").select_related("path").order_by("-attempts", "pk")
    if worst := failed.first():
        yield Finding(
            code="press.failing",
            level="error",
            message=_("Pages that could not be printed: %(count)d. %(path)s: %(error)s")
            % {"count": failed.count(), "path": worst.path.path, "error": worst.error},
            remedy=_("Correct what the error names, then try them again at the desk, under Reports, Press."),
        )


def waiting_pages() -> Iterator[Finding]:
    """Report pages that have waited too long to be printed."""
    now = clock.now()
    waiting = StalePath.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now), error="", since__lt=now - LONGEST_WAIT
    )
    if count := waiting.count():
        last = PublicPath.objects.aggregate(last=Max("baked_at"))["last"]
        printed = f"{last:%Y-%m-%d %H:%M} UTC" if last else _("never")
        yield Finding(
            code="press.waiting",
            level="error",
            message=_("Pages that wait to be printed: %(count)d. The last one was printed: %(printed)s.")
            % {"count": count, "printed": printed},
            remedy=_(
                "No worker seems to run: start rotative serve or rotative worker, or run rotative bake --stale."
            ),
        )
