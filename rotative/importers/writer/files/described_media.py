"""The pictures and documents of an old site as its exports describe them: this one, and those of earlier runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Final

from rotative.importers.media_names import key_of
from rotative.importers.models import ImportedItem, SourceMedia
from rotative.importers.records import MediaRecord
from rotative.importers.writer.job import Job

# Rows per statement.
_TOGETHER: Final = 500


class DescribedMedia:
    """Finds what is known of a file: first in the source at hand, then in what earlier runs stored."""

    def __init__(self, job: Job) -> None:
        self.job = job
        # Whether an earlier run stored something; most newsrooms import one whole file.
        rows = SourceMedia.objects.filter(source=job.source)
        self._last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        self._stored = bool(self._last)

    def store(self) -> bool:
        """Store what the source at hand describes; return True when something was not known before."""
        found = False
        records = iter(self.job.options.attachments())
        while part := list(islice(records, _TOGETHER)):
            known = (
                set(
                    SourceMedia.objects.filter(
                        source=self.job.source, number__in=[one.source_id for one in part]
                    ).values_list("number", flat=True)
                )
                if self._stored
                else set()
            )
            new = {one.source_id: one for one in part if one.source_id and one.source_id not in known}
            found = found or bool(new)
            if new and not self.job.dry_run:
                SourceMedia.objects.bulk_create(self._row(one) for one in new.values())
        return found

    def numbered(self, number: str) -> MediaRecord | None:
        """Return the file of that number at the source; None when nothing describes it."""
        return self.job.options.attachment(number) or self._first(number=number)

    def of_file(self, key: str) -> MediaRecord | None:
        """Return what is said of a file; None when nothing describes it."""
        return self.job.options.attachment_of_file(key) or self._first(key=key)

    def of_article(self, source_id: str) -> list[MediaRecord]:
        """Return the files that belong to an article, in order of number."""
        found = {one.source_id: one for one in self.job.options.attachments_of(source_id)}
        if self._stored:
            for row in SourceMedia.objects.filter(source=self.job.source, parent=source_id):
                found.setdefault(row.number, MediaRecord(**row.record))
        return [found[number] for number in sorted(found, key=_in_order)]

    def newly(self) -> Iterator[MediaRecord]:
        """Yield what this run has described first."""
        files = (ImportedItem.Kind.PICTURE, ImportedItem.Kind.DOCUMENT)
        if ImportedItem.objects.filter(source=self.job.source, kind__in=files).exists():
            for row in (
                SourceMedia.objects.filter(source=self.job.source, pk__gt=self._last)
                .order_by("pk")
                .iterator()
            ):
                yield MediaRecord(**row.record)

    def of_earlier_runs(self) -> Iterator[MediaRecord]:
        """Yield what earlier runs have described."""
        for row in (
            SourceMedia.objects.filter(source=self.job.source, pk__lte=self._last).order_by("pk").iterator()
        ):
            yield MediaRecord(**row.record)

    def _first(self, **wanted: str) -> MediaRecord | None:
        if not self._stored:
            return None
        row = SourceMedia.objects.filter(source=self.job.source, **wanted).order_by("pk").first()
        return MediaRecord(**row.record) if row else None

    def _row(self, record: MediaRecord) -> SourceMedia:
        return SourceMedia(
            source=self.job.source,
            number=record.source_id[:255],
            key=key_of(record.file),
            parent=record.parent[:255],
            record=asdict(record),
        )


def _in_order(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdigit() else (0, number)
