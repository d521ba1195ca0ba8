"""Writes the old site's pictures into the library, each once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final

from django.core.files import File
from django.db import transaction

from rotative.importers.media_names import key_of
from rotative.importers.models import ImportedItem
from rotative.importers.records import MediaRecord
from rotative.importers.writer.files.described_media import DescribedMedia
from rotative.importers.writer.job import Job
from rotative.media import actions, headers
from rotative.media.encoder import Encoder
from rotative.media.errors import PictureMoves, PictureRefused, PictureTooLarge
from rotative.media.models import Picture

PICTURE_NAMES: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


class PictureWriter:
    """Writes each picture once, however many articles show it."""

    def __init__(self, job: Job, described: DescribedMedia) -> None:
        self.job = job
        self.described = described
        # Keys to primary keys; None where no usable file was found.
        self._known: dict[str, int | None] = {}
        # Keys this run added.
        self.new: set[str] = set()
        # Its process ends with the import.
        self._encoder = Encoder()

    def write(self, media: MediaRecord) -> int | None:
        """Return the picture of a file, written if it is new; None without a usable file."""
        key = key_of(media.file)
        if key not in self._known:
            self._known[key] = self._find(key) or self._add(key, media)
        return self._known[key]

    def describe(self, media: MediaRecord) -> None:
        """Give a picture that came without its description the words that the source has for it, if nobody wrote others."""
        item = ImportedItem.objects.filter(
            source=self.job.source, kind=ImportedItem.Kind.PICTURE, source_id=key_of(media.file)
        ).first()
        picture = Picture.objects.filter(pk=item.object_id).first() if item else None
        if item is None or picture is None or item.digest != _digest(_words_of(picture)):
            return
        words = self._words(media, picture.title)
        if _digest(words) != item.digest and not self.job.dry_run:
            with transaction.atomic():
                for name, value in words.items():
                    setattr(picture, name, value)
                picture.save(update_fields=[*words, "folded"])
                ImportedItem.objects.filter(pk=item.pk).update(digest=_digest(words))

    def _find(self, key: str) -> int | None:
        pk = self.job.imported.find_id(ImportedItem.Kind.PICTURE, key)
        return pk if pk and Picture.objects.filter(pk=pk).exists() else None

    def _add(self, key: str, media: MediaRecord) -> int | None:
        path = self.job.options.files(media.file, media.url) if PICTURE_NAMES.search(media.file) else None
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
        self.new.add(key)
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
        words = self._words(self.described.of_file(key) or media, path.stem)
        picture = Picture(**words, file_size=path.stat().st_size)
        with transaction.atomic(), path.open("rb") as file:
            picture.file.save(path.name, File(file), save=False)
            picture.save()
            item, _made = ImportedItem.objects.update_or_create(
                source=self.job.source,
                kind=ImportedItem.Kind.PICTURE,
                source_id=key,
                defaults={"object_id": picture.pk, "digest": _digest(words)},
            )
        try:
            # Not in the transaction, which would keep others from writing.
            actions.make_renditions(picture, self._encoder)
        except PictureRefused:
            item.delete()
            picture.delete()
            raise
        return int(picture.pk)

    def _words(self, media: MediaRecord, title: str) -> dict[str, str]:
        return {
            "title": (media.title or title)[:255],
            "alt": media.alt[:300],
            "caption": media.caption,
            "credit": media.credit[:200],
        }


def _words_of(picture: Picture) -> dict[str, str]:
    return {name: getattr(picture, name) for name in ("title", "alt", "caption", "credit")}


def _digest(words: Mapping[str, str]) -> str:
    return blake2b("\0".join(words.values()).encode(), digest_size=16).hexdigest()
