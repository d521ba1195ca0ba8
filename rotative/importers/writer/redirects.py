"""Old addresses that lead somewhere else now: former slugs, sections, tags, the own pages of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.db import transaction

from rotative.articles.models import Article
from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import PathRefused, canonical
from rotative.importers.models import ImportedItem
from rotative.importers.records import MediaRecord
from rotative.importers.writer.imported import Ledger, slices

# First parts of addresses that the software itself answers.
OURS: Final = frozenset({"desk", "_", "static", "media"})

_BATCH: Final = 200


def possible(path: str) -> bool:
    """The press can hold the path and nothing of ours answers there."""
    try:
        canonical(path)
    except PathRefused:
        return False
    return path.split("/")[1] not in OURS


class Forwards:
    """Writes the redirects of one import."""

    def __init__(self, *, ledger: Ledger, takes: Callable[[str], bool], dry_run: bool) -> None:
        self.ledger = ledger
        # An old address of the file is exactly this path.
        self.takes = takes
        self.dry_run = dry_run

    def add(self, moved: dict[str, str]) -> None:
        """Old addresses that lead to new ones; nothing that stands somewhere already is touched."""
        wanted = {
            path: to for path, to in moved.items() if path != to and possible(path) and not self.takes(path)
        }
        if self.dry_run or not wanted:
            return
        for part in slices(wanted):
            there = set(PublicPath.objects.filter(path__in=part).values_list("path", flat=True))
            rows = [
                PublicPath(path=path, recipe="", state=PublicPath.State.MOVED, target=wanted[path])
                for path in part
                if path not in there
            ]
            PublicPath.objects.bulk_create(rows)
            queue.mark_paths(row.path for row in rows)

    def attachments(self, attachments: Iterable[MediaRecord], *, shown: Mapping[str, str]) -> None:
        """The own page of a picture leads a reader to the article it belonged to, else to the one that shows it.

        shown: number of an attachment → number of an article.
        """
        if self.dry_run:
            return
        waiting: dict[str, str] = {}
        for media in attachments:
            parent = media.parent or shown.get(media.source_id)
            if media.path and parent:
                waiting[media.path] = parent
            if len(waiting) >= _BATCH:
                self._to_parents(waiting)
                waiting = {}
        self._to_parents(waiting)

    def _to_parents(self, waiting: dict[str, str]) -> None:
        parents = self.ledger.known(ImportedItem.Kind.ARTICLE, list(set(waiting.values())))
        rows = Article.objects.filter(pk__in=[item.object_id for item in parents.values()], live=True)
        paths = dict(rows.values_list("pk", "path"))
        targets = {key: paths[item.object_id] for key, item in parents.items() if item.object_id in paths}
        with transaction.atomic():
            self.add({path: targets[parent] for path, parent in waiting.items() if parent in targets})


def base_of(url: str) -> str:
    """The path part of the old home address, without the last slash."""
    path = url.split("://", 1)[-1].partition("/")[2].strip("/")
    return f"/{path}" if path else ""
