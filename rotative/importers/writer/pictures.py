"""Pictures of the old site, found in a folder of its uploads and put into the library once each."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.files import File
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from rotative.importers.errors import UnknownMediaFolder
from rotative.importers.models import ImportedItem
from rotative.importers.records import MediaRecord
from rotative.importers.records import Picture as PictureBlock
from rotative.importers.report import Report
from rotative.media.models import Picture

# What the library can show; a drawing (SVG) could hold scripts.
FORMATS: Final = frozenset({"JPEG", "PNG", "GIF", "WEBP", "AVIF"})
PICTURE_NAMES: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)

_UPLOADS: Final = re.compile(r"(?:^|/)(?:wp-content/uploads|files|uploads)/(?:sites/\d+/)?(.+)$")
# What WordPress adds to the name of a smaller copy.
_COPY: Final = re.compile(r"(?:-\d+x\d+|-scaled|-e\d{10,}|@2x)(?=\.\w+$)")
_KEY_LETTERS: Final = 200


class MediaFolder:
    """The folder named by `--media`."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UnknownMediaFolder(folder=folder)
        self.root = folder.resolve()
        self._by_name: dict[str, list[Path]] | None = None

    def find(self, file: str) -> Path | None:
        """The file of that path under the uploads, else the only one of its name; its copies as a last choice."""
        for name in dict.fromkeys((_COPY.sub("", file), file)):
            for place in (name, f"uploads/{name}", f"wp-content/uploads/{name}"):
                if found := self._inside(self.root / place):
                    return found
        for name in dict.fromkeys((_COPY.sub("", file), file)):
            if found := self._named(name):
                return found
        return None

    def _inside(self, path: Path) -> Path | None:
        try:
            real = path.resolve()
            return real if real.is_relative_to(self.root) and real.is_file() else None
        except (OSError, ValueError):
            return None

    def _named(self, file: str) -> Path | None:
        if self._by_name is None:
            self._by_name = {}
            for folder, _, names in os.walk(self.root):
                for name in names:
                    self._by_name.setdefault(name.lower(), []).append(Path(folder, name))
        found = self._by_name.get(file.rsplit("/", 1)[-1].lower(), [])
        # Two files of one name: only the path could tell which.
        return self._inside(found[0]) if len(found) == 1 else None


def file_of(url: str) -> str:
    """The path under the uploads folder that an address of a picture names."""
    path = unquote(urlsplit(url).path)
    found = _UPLOADS.search(path)
    return found[1] if found else path.lstrip("/")


def key_of(file: str) -> str:
    """One name for a picture and all its smaller copies."""
    key = _COPY.sub("", file)
    return key if len(key) <= _KEY_LETTERS else hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


class Library:
    """Puts pictures into the library, each once, whichever article names it first."""

    def __init__(self, *, source: str, folder: MediaFolder | None, report: Report, dry_run: bool) -> None:
        self.source = source
        self.folder = folder
        self.report = report
        self.dry_run = dry_run
        # Keys to pictures; None where none was found.
        self._known: dict[str, int | None] = {}
        # Keys put in by this run.
        self._fresh: set[str] = set()

    def of_block(self, block: PictureBlock, media: MediaRecord | None) -> int | None:
        """The picture a body shows."""
        record = media or MediaRecord(
            source=self.source, source_id="", url=block.url, file=file_of(block.url), alt=block.alt
        )
        found = self.get(record)
        if found is None:
            self.report.note("picture_missing", detail="in a body", example=block.url)
        return found

    def get(self, media: MediaRecord) -> int | None:
        """The picture of an attachment, put in when it is not there yet; None where there is no usable file."""
        key = key_of(media.file)
        if key not in self._known:
            self._known[key] = self._there(key) or self._add(key, media)
        return self._known[key]

    def carry(self, media: MediaRecord) -> None:
        """Count an attachment of the file as carried, already there or skipped."""
        if not PICTURE_NAMES.search(media.file):
            self.report.skipped += 1
            self.report.note("file_not_carried", detail=Path(media.file).suffix.lower(), example=media.url)
        elif self.get(media) is None:
            self.report.skipped += 1
            self.report.note("picture_missing", detail="in the library", example=media.url)
        elif key_of(media.file) in self._fresh:
            self.report.media += 1
        else:
            self.report.already_there += 1

    def _there(self, key: str) -> int | None:
        known = ImportedItem.objects.filter(source=self.source, kind=ImportedItem.Kind.PICTURE, source_id=key)
        pk = known.values_list("object_id", flat=True).first()
        return pk if pk and Picture.objects.filter(pk=pk).exists() else None

    def _add(self, key: str, media: MediaRecord) -> int | None:
        path = self.folder.find(media.file) if self.folder and PICTURE_NAMES.search(media.file) else None
        if path is None or not self._readable(path):
            return None
        self._fresh.add(key)
        return 0 if self.dry_run else self._save(key, media, path)

    def _readable(self, path: Path) -> bool:
        """Whole and of a kind the library shows: a JPEG that was cut off is only told by reading it to its end."""
        try:
            with Image.open(path) as image:
                image.verify()
            with Image.open(path) as image:
                # An eighth of its size, where the format can: it is read all the same.
                image.draft(None, (image.width // 8, image.height // 8))
                image.load()
                if image.format in FORMATS:
                    return True
        except (OSError, UnidentifiedImageError, SyntaxError, ValueError, Image.DecompressionBombError):
            pass
        self.report.note("picture_damaged", example=path.name)
        return False

    def _save(self, key: str, media: MediaRecord, path: Path) -> int:
        """A transaction of its own: a picture put in stays in, whatever becomes of its article."""
        with transaction.atomic(), path.open("rb") as file:
            picture = Picture(
                title=(media.title or path.stem)[:255],
                alt=media.alt[:300],
                caption=media.caption,
                credit=media.credit[:200],
                file_size=path.stat().st_size,
            )
            picture.file.save(path.name, File(file), save=False)
            picture.save()
            ImportedItem.objects.update_or_create(
                source=self.source,
                kind=ImportedItem.Kind.PICTURE,
                source_id=key,
                defaults={"object_id": picture.pk},
            )
        return int(picture.pk)
