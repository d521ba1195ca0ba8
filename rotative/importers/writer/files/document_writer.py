"""Writes the old site's documents into the library: reports, tables, sounds, each once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from django.core.files import File
from django.db import transaction

from rotative.importers.media_names import key_of
from rotative.importers.models import ImportedItem
from rotative.importers.records import MediaRecord
from rotative.importers.writer.job import Job
from rotative.media import audio_length, document_kinds
from rotative.media.models import DocumentFile

# Bytes that say what a file is.
_BEGINNING: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A document of the library."""

    pk: int
    # Where readers get it.
    address: str


def is_document(file: str) -> bool:
    return document_kinds.ending(file.split("?")[0]) in document_kinds.KINDS


class DocumentWriter:
    """Writes each document once, however many articles link to it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        # Keys to documents; None where no usable file was found.
        self._known: dict[str, Carried | None] = {}
        # Keys this run added.
        self.new: set[str] = set()

    def write(self, media: MediaRecord) -> Carried | None:
        """Return the document of a file, written if it is new; None without a usable file."""
        key = key_of(media.file)
        if key not in self._known:
            self._known[key] = self._find(key) or self._add(key, media)
        return self._known[key]

    def describe(self, media: MediaRecord) -> None:
        """Give a document that came without its description the title that the source has for it, if nobody wrote another."""
        items = ImportedItem.objects.filter(source=self.job.source, kind=ImportedItem.Kind.DOCUMENT)
        item = items.filter(source_id=key_of(media.file)).first()
        document = DocumentFile.objects.filter(pk=item.object_id).first() if item else None
        if (
            item
            and document
            and media.title
            and item.digest == _digest(document.title)
            and not self.job.dry_run
        ):
            document.title = media.title[:255]
            document.save(update_fields=["title"])
            ImportedItem.objects.filter(pk=item.pk).update(digest=_digest(document.title))

    def _find(self, key: str) -> Carried | None:
        pk = self.job.imported.find_id(ImportedItem.Kind.DOCUMENT, key)
        document = DocumentFile.objects.filter(pk=pk).first() if pk else None
        return Carried(pk=document.pk, address=document.file.url) if document else None

    def _add(self, key: str, media: MediaRecord) -> Carried | None:
        path = self.job.options.files(media.file, media.url)
        if path is None or not is_document(path.name):
            return None
        with path.open("rb") as file:
            if not document_kinds.fits(path.name, file.read(_BEGINNING)):
                self.job.report.note("document_refused", example=path.name)
                return None
        self.new.add(key)
        return Carried(pk=0, address="") if self.job.dry_run else self._save(key, media, path)

    def _save(self, key: str, media: MediaRecord, path: Path) -> Carried:
        document = DocumentFile(title=(media.title or path.stem)[:255], file_size=path.stat().st_size)
        with transaction.atomic(), path.open("rb") as file:
            document.seconds = audio_length.seconds(file, document_kinds.ending(path.name))
            file.seek(0)
            document.file = File(file, name=path.name)
            document.save()
            ImportedItem.objects.update_or_create(
                source=self.job.source,
                kind=ImportedItem.Kind.DOCUMENT,
                source_id=key,
                defaults={"object_id": document.pk, "digest": _digest(document.title)},
            )
        return Carried(pk=int(document.pk), address=document.file.url)


def _digest(title: str) -> str:
    return blake2b(title.encode(), digest_size=16).hexdigest()
