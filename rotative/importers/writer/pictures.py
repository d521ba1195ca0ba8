"""Writes the old site's pictures into the library, each once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.files import File
from django.db import transaction

from rotative.importers.models import ImportedItem
from rotative.importers.records import ArticleRecord, MediaRecord
from rotative.importers.records import Picture as PictureBlock
from rotative.importers.writer.job import Job
from rotative.importers.writer.media_folder import file_of, key_of
from rotative.media import actions, headers
from rotative.media.encoder import Encoder
from rotative.media.errors import PictureMoves, PictureRefused, PictureTooLarge
from rotative.media.models import Picture

PICTURE_NAMES: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ArticlePictures:
    """The pictures of one article, as primary keys of the library."""

    # At the head; None for none.
    head: int | None
    # In the body, by address; None where no usable file was found.
    body: Mapping[str, int | None]

    def find(self, block: PictureBlock) -> int | None:
        return self.body.get(block.url)


class PictureWriter:
    """Writes each picture once, however many articles show it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        # Keys to primary keys; None where no usable file was found.
        self._known: dict[str, int | None] = {}
        # Keys this run added.
        self._new: set[str] = set()
        # Its process ends with the import.
        self._encoder = Encoder()

    def of_article(self, record: ArticleRecord) -> ArticlePictures:
        """Write the pictures of an article."""
        body: dict[str, int | None] = {}
        for block in record.pictures():
            if block.url not in body:
                body[block.url] = self._in_body(block)
        return ArticlePictures(head=self._at_head(record) if record.picture_id else None, body=body)

    def carry(self, media: MediaRecord) -> None:
        """Write an attachment of the file, and count it as imported, already there or skipped."""
        report = self.job.report
        if not PICTURE_NAMES.search(media.file):
            report.skipped += 1
            report.note("file_not_carried", detail=Path(media.file).suffix.lower(), example=media.url)
        elif self._write(media) is None:
            report.skipped += 1
            report.note("picture_missing", detail="in the library", example=media.url)
        elif key_of(media.file) in self._new:
            report.media += 1
        else:
            report.already_there += 1

    def _in_body(self, block: PictureBlock) -> int | None:
        media = self.job.options.attachment(block.media_id) if block.media_id else None
        found = self._write(
            media
            or MediaRecord(
                source=self.job.source, source_id="", url=block.url, file=file_of(block.url), alt=block.alt
            )
        )
        if found is None:
            self.job.report.note("picture_missing", detail="in a body", example=block.url)
        return found

    def _at_head(self, record: ArticleRecord) -> int | None:
        media = self.job.options.attachment(record.picture_id)
        found = self._write(media) if media else None
        if found is None:
            example = media.url if media else record.path
            self.job.report.note("picture_missing", detail="at the head", example=example)
        return found

    def _write(self, media: MediaRecord) -> int | None:
        """Return the picture of an attachment, written if it is new; None without a usable file."""
        key = key_of(media.file)
        if key not in self._known:
            self._known[key] = self._find(key) or self._add(key, media)
        return self._known[key]

    def _find(self, key: str) -> int | None:
        pk = self.job.imported.find_id(ImportedItem.Kind.PICTURE, key)
        return pk if pk and Picture.objects.filter(pk=pk).exists() else None

    def _add(self, key: str, media: MediaRecord) -> int | None:
        folder = self.job.options.media
        path = folder.find(media.file) if folder and PICTURE_NAMES.search(media.file) else None
        if path is None:
            return None
        try:
            self._check(path)
            written = self._tried(path) if self.job.dry_run else self._save(key, media, path)
        except PictureTooLarge:
            self.job.report.note("picture_too_large", example=path.name)
            return None
        except (PictureRefused, OSError):
            self.job.report.note("picture_damaged", example=path.name)
            return None
        self._new.add(key)
        return written

    def _check(self, path: Path) -> None:
        """Look at the header. Raises PictureRefused; of a picture that moves, its first frame is taken."""
        with path.open("rb") as file:
            try:
                headers.check(file)
            except PictureMoves:
                self.job.report.note("picture_stopped", example=path.name)

    def _tried(self, path: Path) -> int:
        """Read a picture to its end, and write nothing. Raises PictureRefused."""
        self._encoder.encode(path, [])
        return 0

    def _save(self, key: str, media: MediaRecord, path: Path) -> int:
        """Save one picture in its own transaction, so that it stays even when its article fails. Raises PictureRefused.

        Its renditions are made at once: its pages are printed when the import ends.
        """
        picture = Picture(
            title=(media.title or path.stem)[:255],
            alt=media.alt[:300],
            caption=media.caption,
            credit=media.credit[:200],
            file_size=path.stat().st_size,
        )
        with transaction.atomic(), path.open("rb") as file:
            picture.file.save(path.name, File(file), save=False)
            picture.save()
            item, _made = ImportedItem.objects.update_or_create(
                source=self.job.source,
                kind=ImportedItem.Kind.PICTURE,
                source_id=key,
                defaults={"object_id": picture.pk},
            )
        try:
            # Not in the transaction, which would keep others from writing.
            actions.make_renditions(picture, self._encoder)
        except PictureRefused:
            item.delete()
            picture.delete()
            raise
        return int(picture.pk)
