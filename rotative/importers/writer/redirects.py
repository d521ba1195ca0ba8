"""Writes redirects: from former slugs, sections, tags and the pages of single pictures to where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import transaction

from rotative.articles.models import Article
from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.importers.models import ImportedItem
from rotative.importers.records import MediaRecord
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job
from rotative.importers.writer.paths import is_possible

# Attachments per transaction.
_BATCH: Final = 200


class RedirectWriter:
    """Writes the redirects of one import."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def write(self, moved: Mapping[str, str]) -> None:
        """Redirect old paths to new ones, except where a page or an item of the source has the old path."""
        wanted = {
            path: target
            for path, target in moved.items()
            if path != target and is_possible(path) and not self.job.options.takes(path)
        }
        if self.job.dry_run or not wanted:
            return
        for part in split(wanted):
            known = set(PublicPath.objects.filter(path__in=part).values_list("path", flat=True))
            rows = [
                PublicPath(path=path, recipe="", state=PublicPath.State.MOVED, target=wanted[path])
                for path in part
                if path not in known
            ]
            PublicPath.objects.bulk_create(rows)
            queue.mark_paths(row.path for row in rows)

    def write_below_home(self, moved: Mapping[str, str]) -> None:
        """Redirect paths that are relative to the old site's home address."""
        home = self.job.outlet.url.split("://", 1)[-1].partition("/")[2].strip("/")
        base = f"/{home}" if home else ""
        self.write({base + path: target for path, target in moved.items()})

    def write_attachments(self, attachments: Iterable[MediaRecord], *, shown_by: Mapping[str, str]) -> None:
        """Redirect the page of each picture to the article it belonged to, else to the first that shows it.

        shown_by: source id of an attachment → source id of an article.
        """
        if self.job.dry_run:
            return
        waiting: dict[str, str] = {}
        for media in attachments:
            parent = media.parent or shown_by.get(media.source_id)
            if media.path and parent:
                waiting[media.path] = parent
            if len(waiting) >= _BATCH:
                self._write_to_parents(waiting)
                waiting = {}
        self._write_to_parents(waiting)

    def _write_to_parents(self, waiting: Mapping[str, str]) -> None:
        parents = self.job.imported.find(ImportedItem.Kind.ARTICLE, list(set(waiting.values())))
        rows = Article.objects.filter(pk__in=[item.object_id for item in parents.values()], live=True)
        paths = dict(rows.values_list("pk", "path"))
        targets = {key: paths[item.object_id] for key, item in parents.items() if item.object_id in paths}
        with transaction.atomic():
            self.write({path: targets[parent] for path, parent in waiting.items() if parent in targets})
