"""Writes redirects: from former paths, terms, home pages and numbers to where they lead now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.core import addresses, conf
from rotative.core.old_addresses import LANGUAGE
from rotative.importers import number_files
from rotative.importers.old_site import below_home
from rotative.importers.records import ArticleRecord
from rotative.importers.term_targets import Row
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job
from rotative.importers.writer.paths import is_possible
from rotative.importers.writer.term_addresses import Moved

# Written in the map of the site with each redirect, so that the desk can tell them from its own.
IMPORTED = "import"
# Of an address that leads to an article only because its file was not carried; a later run with the file changes it.
LOST = "lost"


class RedirectWriter:
    """Writes the redirects of one import."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._base = below_home(job.outlet.url)

    def write(self, moved: Mapping[str, str]) -> None:
        """Redirect old paths to new ones, except where a page or an item of the source has the old path."""
        self.write_rows({path: ("", IMPORTED, target) for path, target in moved.items() if path != target})

    def write_emptied(self, items: Iterable[tuple[ArticleRecord, str]]) -> None:
        """Lead the readers of items that became drafts because nothing is left of them, until they are published.

        items: each with the path to lead to.
        """
        listed = list(items)
        self.write_rows(
            {record.path: ("", LOST, path) for record, path in listed if record.path}, emptied=True
        )
        self.write_numbers(
            {
                int(record.source_id): record.path
                for record, _path in listed
                if record.path and record.source_id.isdecimal()
            }
        )

    def write_rows(self, moved: Mapping[str, Row], *, emptied: bool = False) -> None:
        """Redirect old paths; rows that led to an article for want of a file get their new target.

        emptied: the paths are those of items of the source, which have no page here.
        """
        takes = (lambda path: False) if emptied else self.job.options.takes
        wanted = {path: row for path, row in moved.items() if is_possible(path) and not takes(path)}
        if self.job.dry_run:
            return
        for part in split(wanted):
            known = {row.path: row for row in PublicPath.objects.filter(path__in=part)}
            new = [_row(path, wanted[path]) for path in part if path not in known]
            found = [row for row in known.values() if _gives_way(row, wanted[row.path])]
            for row in found:
                row.recipe, row.arg, row.target = wanted[row.path]
            PublicPath.objects.bulk_create(new)
            PublicPath.objects.bulk_update(found, ["recipe", "arg", "target"])
            if new or found:
                queue.mark_paths(row.path for row in (*new, *found))

    def write_items(self, items: Iterable[tuple[ArticleRecord, str]]) -> None:
        """Redirect the former paths of articles or pages, their addresses in one language, and their numbers.

        items: each with its path here.
        """
        moved: dict[str, str] = {}
        numbers: dict[int, str] = {}
        for record, path in items:
            moved |= dict.fromkeys(record.former_paths, path)
            if record.path and (found := LANGUAGE.search(record.old_query)):
                moved[f"{record.path}?lang={found[1]}"] = path
            if record.source_id.isdecimal():
                numbers[int(record.source_id)] = path
        self.write(moved)
        self.write_numbers(numbers)

    def write_terms(self, moved: Moved) -> None:
        """Redirect the old addresses of terms, which are relative to the old site's home."""
        self.write_rows({self._base + path: row for path, row in moved.paths.items()})
        for kind, numbers in moved.numbers.items():
            self.write_numbers({number: self._base + path for number, path in numbers.items()}, kind=kind)

    def write_numbers(self, targets: Mapping[int, str], *, kind: str = "p", over: bool = False) -> None:
        """Note where `/?p=12` and its like lead. targets: decoded paths."""
        if targets and not self.job.dry_run:
            encoded = {number: addresses.href(path) for number, path in targets.items()}
            number_files.add(kind, encoded, over=over)

    def write_home(self, language: str) -> None:
        """Redirect the old site's home where it was not at the root of its host."""
        if self._base:
            self.write({f"{self._base}/": addresses.front(language)})


def _gives_way(row: PublicPath, wanted: Row) -> bool:
    """Return True when a later run knows better where an address leads: to a file, or to an article in place of a file."""
    _recipe, arg, target = wanted
    if row.arg == LOST:
        archive = addresses.word(conf.get("language"), "archive")
        return arg != LOST or (row.target == archive != target)
    return row.recipe == "upload" and arg == IMPORTED


def _row(path: str, moved: Row) -> PublicPath:
    recipe, arg, target = moved
    return PublicPath(path=path, recipe=recipe, arg=arg, state=PublicPath.State.MOVED, target=target)
