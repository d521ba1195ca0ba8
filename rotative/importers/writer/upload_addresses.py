"""Writes where the files of the old site's library lead: to the picture or document each became, else to its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db import transaction

from rotative.articles.models import Article
from rotative.core import addresses, conf
from rotative.importers import upload_targets
from rotative.importers.media_names import key_of
from rotative.importers.models import ImportedItem
from rotative.importers.old_site import old_path
from rotative.importers.records import Block, Embed, FactBox, Gallery, MediaRecord, Paragraph, Picture
from rotative.importers.records import ListBlock as List
from rotative.importers.term_targets import Row
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job
from rotative.importers.writer.redirects import IMPORTED, LOST, RedirectWriter

Kind: Final = ImportedItem.Kind

# The endings of the names of smaller copies; see `core.old_addresses`.
_COPY: Final = re.compile(r"(?:-[0-9]{1,5}x[0-9]{1,5}|-scaled|-rotated)(?=\.\w{2,5}$)", re.ASCII)
_FOLDER: Final = r"/(?:wp-content/uploads|content/(?:images|files|media))/"
_UPLOAD: Final = re.compile(rf"""href=["'](?P<url>[^"'\s<>]{{0,300}}{_FOLDER}[^"'\s<>]{{1,600}})["']""")
_UPLOADED: Final = re.compile(rf"^[^\s]{{0,300}}?{_FOLDER}[^\s]{{1,600}}$")


class UploadAddresses:
    """Writes the addresses of files and of the pages that WordPress made for each."""

    def __init__(self, job: Job, redirects: RedirectWriter) -> None:
        self.job = job
        self.redirects = redirects

    def write_library(self, attachments: Iterable[MediaRecord], *, shown_by: Mapping[str, str]) -> None:
        """Redirect the files of the library and their pages.

        shown_by: source id of an attachment → source id of the first article that shows it.
        """
        if self.job.dry_run:
            return
        for part in split(attachments):
            with transaction.atomic():
                self._write_part(part, shown_by)

    def write_in_bodies(self, bodies: Iterable[tuple[Iterable[str], str]]) -> None:
        """Redirect the files that bodies show or link to and the library does not list.

        bodies: the addresses of the files of each, and the path of its article here.
        """
        wanted: dict[str, tuple[str, str]] = {}
        for urls, path in bodies:
            for url in urls:
                if upload := old_path(url)[0] if self.job.outlet.owns(url) else "":
                    wanted.setdefault(upload, (key_of(_file(upload)), path))
        if wanted and not self.job.dry_run:
            found = self._files([key for key, _path in wanted.values()])
            moved = {upload: found.get(key) or ("", LOST, path) for upload, (key, path) in wanted.items()}
            self.redirects.write_rows(moved)

    def _write_part(self, part: Sequence[MediaRecord], shown_by: Mapping[str, str]) -> None:
        articles = self._articles(
            {media.source_id: media.parent or shown_by.get(media.source_id, "") for media in part}
        )
        files = self._files([key_of(media.file) for media in part])
        lost: Row = ("", LOST, addresses.word(conf.get("language"), "archive"))
        moved: dict[str, Row] = {}
        numbers: dict[int, str] = {}
        for record in part:
            file, article = files.get(key_of(record.file)), articles.get(record.source_id)
            if record.path:
                moved[record.path] = ("", IMPORTED, article) if article else file or lost
            for path in _names(old_path(record.url)[0]):
                moved.setdefault(path, file or (("", LOST, article) if article else lost))
            if record.source_id.isdecimal():
                numbers[int(record.source_id)] = article or upload_targets.address(file or lost)
        self.redirects.write_rows(moved)
        self.redirects.write_numbers(numbers, over=True)

    def _articles(self, owners: Mapping[str, str]) -> dict[str, str]:
        """Return the path of the article that each attachment belongs to."""
        imported = self.job.imported.find(Kind.ARTICLE, list(set(filter(None, owners.values()))))
        rows = Article.objects.filter(pk__in=[item.object_id for item in imported.values()], live=True)
        paths = dict(rows.values_list("pk", "path"))
        pks = {owner: item.object_id for owner, item in imported.items()}
        return {number: paths[pks[owner]] for number, owner in owners.items() if pks.get(owner) in paths}

    def _files(self, keys: Sequence[str]) -> dict[str, Row]:
        """Return the row of the file that each became, by its key; those that were not carried are left out."""
        return {
            key: upload_targets.row(kind, item.object_id)
            for kind in upload_targets.KINDS
            for key, item in self.job.imported.find(kind, list(dict.fromkeys(keys))).items()
        }


def _names(path: str) -> list[str]:
    """Return the path of a file and the one that its smaller copies have in common."""
    return list(dict.fromkeys([path, _COPY.sub("", path)])) if path else []


def file_urls(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the addresses of the files that blocks show or link to."""
    for block in blocks:
        match block:
            case Picture():
                yield block.url
            case Gallery(pictures=pictures):
                yield from (one.url for one in pictures if one.url)
            case Embed():
                yield from _UPLOADED.findall(block.url)
            case Paragraph() | FactBox():
                yield from _links(block.html)
            case List():
                for html in block.items:
                    yield from _links(html)


def _links(html: str) -> Iterable[str]:
    if "/uploads/" in html or "/content/" in html:
        for found in _UPLOAD.finditer(html):
            yield found["url"]


def _file(path: str) -> str:
    return re.sub(r"^.*?/(?:wp-content/uploads|content/(?:images|files|media))/(?:sites/\d+/)?", "", path)
