"""The pictures and documents of one article: written into the library when they are at hand, else awaited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from rotative.importers.media_names import file_of, is_upload, key_of
from rotative.importers.old_site import OldSite
from rotative.importers.records import (
    ArticleRecord,
    Block,
    Embed,
    FactBox,
    Gallery,
    ListBlock,
    MediaRecord,
    Paragraph,
    Picture,
)
from rotative.importers.writer.files.described_media import DescribedMedia
from rotative.importers.writer.files.document_writer import Carried, DocumentWriter, is_document
from rotative.importers.writer.files.pictures import PICTURE_NAMES, PictureWriter
from rotative.importers.writer.job import Job

_HREF: Final = re.compile(r'href="([^"]+)"')


@dataclass(frozen=True, kw_only=True)
class ArticleMedia:
    """The files of one article."""

    # Pictures of the library at the head and for networks; None for none.
    head: int | None = None
    share: int | None = None
    # By address, or "#" and number: the picture of the library, None where no usable file was found.
    pictures: Mapping[str, int | None] = field(default_factory=dict)
    # By the same: what the source says about the picture.
    described: Mapping[str, MediaRecord] = field(default_factory=dict)
    # By article: the pictures that belong to it.
    own: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    # By address as the body has it; None where no usable file was found.
    documents: Mapping[str, Carried | None] = field(default_factory=dict)

    def find(self, block: Picture) -> int | None:
        return self.pictures.get(name_of(block))

    def shown(self, gallery: Gallery) -> list[Picture]:
        """Return the pictures of a gallery, with what the source says about each."""
        return [self._told(one) for one in (*gallery.pictures, *self.own.get(gallery.own_of, ()))]

    def lacks(self, block: Block) -> bool:
        """Return True when a later run may change what replaces this block."""
        match block:
            case Picture():
                return self.find(block) is None
            case Gallery():
                return bool(block.own_of) or any(self.find(one) is None for one in block.pictures)
            case Paragraph() | FactBox() | ListBlock() | Embed():
                return any(self.documents.get(url, False) is None for url in document_links(block))
        return False

    def _told(self, block: Picture) -> Picture:
        media = self.described.get(name_of(block))
        if media is None:
            return block
        return Picture(
            url=block.url or media.url,
            alt=block.alt or media.alt,
            caption=block.caption or media.caption,
            credit=block.credit or media.credit,
            media_id=block.media_id,
        )


class MediaWriter:
    """Writes the files of articles, and counts the attachments of the source."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.described = DescribedMedia(job)
        self.pictures = PictureWriter(job, self.described)
        self.documents = DocumentWriter(job)
        self._site = OldSite.of(job.outlet.url)
        # Keys that this run counted as imported.
        self._counted: set[str] = set()

    def of_article(self, record: ArticleRecord) -> ArticleMedia:
        """Write the files of an article, and report those that are missing."""
        found = self.of_blocks(record.blocks, head=record.picture_id, share=record.share_picture_id)
        note = self.job.report.note
        for block in record.blocks:
            if isinstance(block, Picture) and found.find(block) is None:
                note("picture_missing", detail="in a body", example=block.url or f"#{block.media_id}")
            elif isinstance(block, Gallery):
                self._note_gallery(block, found)
            for url in document_links(block):
                if found.documents.get(url, False) is None:
                    note("document_missing", example=self._site.absolute(url))
        if record.picture_id and found.head is None:
            media = self.described.numbered(record.picture_id)
            note("picture_missing", detail="at the head", example=media.url if media else record.path)
        return found

    def of_blocks(self, blocks: Iterable[Block], *, head: str = "", share: str = "") -> ArticleMedia:
        """Write the files that these blocks name. head, share: the source's ids of pictures, "" for none."""
        pictures: dict[str, int | None] = {}
        described: dict[str, MediaRecord] = {}
        own: dict[str, tuple[Picture, ...]] = {}
        documents: dict[str, Carried | None] = {}
        for block in blocks:
            if isinstance(block, Gallery) and block.own_of and block.own_of not in own:
                own[block.own_of] = tuple(self._own(block))
            for one in _pictures(block, own):
                if (name := name_of(one)) not in pictures:
                    media = self._media(one)
                    if media:
                        described[name] = media
                    pictures[name] = (
                        self._write(media or self._undescribed(one)) if media or one.url else None
                    )
            for url in document_links(block):
                if url not in documents:
                    documents[url] = self._document(url)
        return ArticleMedia(
            head=self._numbered(head),
            share=self._numbered(share),
            pictures=pictures,
            described=described,
            own=own,
            documents=documents,
        )

    def carry(self, media: MediaRecord) -> None:
        """Write an attachment of the file, and count it as imported, already there or skipped."""
        report = self.job.report
        if is_document(media.file):
            found, new = self.documents.write(media) is not None, self.documents.new
        elif PICTURE_NAMES.search(media.file):
            found, new = self.pictures.write(media) is not None, self.pictures.new
        else:
            report.skipped += 1
            report.note("file_not_carried", detail=_suffix(media.file), example=media.url)
            return
        if not found:
            report.skipped += 1
            kind = "document_missing" if is_document(media.file) else "picture_missing"
            report.note(kind, detail="in the library", example=media.url)
        elif (key := key_of(media.file)) in new and key not in self._counted:
            self._counted.add(key)
            report.media += 1
        else:
            report.already_there += 1

    def describe(self, media: MediaRecord) -> None:
        """Give a file that an earlier run brought the words that the source has for it."""
        if is_document(media.file):
            self.documents.describe(media)
        elif PICTURE_NAMES.search(media.file):
            self.pictures.describe(media)

    def count_others(self) -> None:
        """Count the pictures and documents that bodies alone name: they are items of the old site too."""
        others = (self.pictures.new | self.documents.new) - self._counted
        self._counted |= others
        self.job.report.media += len(others)
        self.job.report.items += len(others)

    def _note_gallery(self, gallery: Gallery, found: ArticleMedia) -> None:
        shown = found.shown(gallery)
        for one in shown:
            if found.find(one) is None and one.url:
                self.job.report.note("picture_missing", detail="in a body", example=one.url)
            elif found.find(one) is None:
                self.job.report.note("gallery_picture_missing", example=one.media_id)
        if not shown:
            self.job.report.note("gallery_empty", example="[gallery]")

    def _own(self, gallery: Gallery) -> Iterator[Picture]:
        for media in self.described.of_article(gallery.own_of):
            if PICTURE_NAMES.search(media.file):
                yield Picture(url="", media_id=media.source_id)

    def _media(self, block: Picture) -> MediaRecord | None:
        """Return what the source says of a picture, by its number, else by its file."""
        found = self.described.numbered(block.media_id) if block.media_id else None
        return found or (self.described.of_file(key_of(file_of(block.url))) if block.url else None)

    def _undescribed(self, block: Picture) -> MediaRecord:
        file = file_of(block.url)
        return MediaRecord(source=self.job.source, source_id="", url=block.url, file=file, alt=block.alt)

    def _numbered(self, number: str) -> int | None:
        media = self.described.numbered(number) if number else None
        return self._write(media) if media else None

    def _write(self, media: MediaRecord) -> int | None:
        return self.pictures.write(media)

    def _document(self, url: str) -> Carried | None:
        address = self._site.absolute(url)
        file = file_of(address)
        media = self.described.of_file(key_of(file))
        return self.documents.write(
            media or MediaRecord(source=self.job.source, source_id="", url=address, file=file)
        )


def name_of(block: Picture) -> str:
    return block.url or f"#{block.media_id}"


def document_links(block: Block) -> list[str]:
    """Return the addresses of documents in the old site's uploads, as the block has them."""
    found: Iterable[str]
    match block:
        case Paragraph(html=html) | FactBox(html=html) if "href=" in html:
            found = map(unescape, _HREF.findall(html))
        case ListBlock(items=items):
            found = (unescape(url) for item in items for url in _HREF.findall(item))
        case Embed(url=url):
            found = (url,)
        case _:
            return []
    return [url for url in found if is_upload(url) and is_document(url)]


def _pictures(block: Block, own: Mapping[str, tuple[Picture, ...]]) -> tuple[Picture, ...]:
    if isinstance(block, Picture):
        return (block,)
    return (*block.pictures, *own.get(block.own_of, ())) if isinstance(block, Gallery) else ()


def _suffix(file: str) -> str:
    return f".{file.rpartition('.')[2].lower()}" if "." in file else ""
