"""Articles and pages whose pictures and documents come with a later run: noted when they are written, filled when they arrive.

The next file of a split export, or the same one with `--media`, brings what is missing, unless somebody has worked on the
article since.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from django.db import transaction
from wagtail.models import Revision

from rotative.articles import publication
from rotative.articles.models import Article
from rotative.bake import keys, queue
from rotative.importers.models import AwaitedMedia, ImportedItem
from rotative.importers.records import (
    ArticleRecord,
    Block,
    Embed,
    FactBox,
    Gallery,
    ListBlock,
    Paragraph,
    Picture,
)
from rotative.importers.writer.files.article_media import ArticleMedia, MediaWriter
from rotative.importers.writer.job import Job
from rotative.importers.writer.streamfield import Lacking, Raw, number_of, raw, seed_of
from rotative.importers.writer.upload_addresses import file_urls
from rotative.pages.models import StandingPage

_KINDS: Final = {one.__name__: one for one in (Paragraph, Picture, Gallery, ListBlock, Embed, FactBox)}


class Awaited:
    """The files for which the articles of one source wait."""

    def __init__(self, job: Job, media: MediaWriter) -> None:
        self.job = job
        self.media = media
        rows = AwaitedMedia.objects.filter(source=job.source)
        # Rows of earlier runs; those of this one have looked everywhere already.
        # Addresses of the files that came, with the paths of their articles.
        self.filled: list[tuple[list[str], str]] = []
        self._last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0

    def note(
        self, kind: str, pk: int, record: ArticleRecord, media: ArticleMedia, lacking: Sequence[Lacking]
    ) -> AwaitedMedia | None:
        """Return a row for what an article lacks, to be saved; None when it lacks nothing."""
        head = record.picture_id if media.head is None else ""
        share = record.share_picture_id if media.share is None else ""
        numbers = (block.media_id for block in record.blocks if isinstance(block, Picture))
        unknown = sorted({one for one in numbers if one and self.media.described.numbered(one) is None})
        if not (head or share or lacking or unknown):
            return None
        wanted: dict[str, Any] = {"name": name_of(self.job.source, record), "number": record.source_id}
        wanted |= {
            "head": head,
            "share": share,
            "numbers": unknown,
            "blocks": [_kept(one) for one in lacking],
            "files": list(record.files),
        }
        return AwaitedMedia(source=self.job.source, kind=kind, object_id=pk, wanted=wanted)

    def shown_by(self, numbers: set[str]) -> dict[str, str]:
        """Return which of these pictures the articles of earlier runs show: the source's ids of picture and article."""
        found: dict[str, str] = {}
        rows = AwaitedMedia.objects.filter(source=self.job.source, pk__lte=self._last)
        for wanted in rows.values_list("wanted", flat=True).iterator():
            for number in {wanted["head"], *wanted["numbers"]} & numbers:
                found[number] = min(found.get(number, wanted["number"]), wanted["number"], key=_in_order)
        return found

    def fill(self) -> list[int]:
        """Give the articles of earlier runs what has come since; return the primary keys of the articles that changed."""
        changed: list[int] = []
        rows = AwaitedMedia.objects.filter(source=self.job.source, pk__lte=self._last).order_by("pk")
        for row in rows.iterator():
            if self._fill(row):
                self.job.report.filled += 1
                if row.kind == ImportedItem.Kind.ARTICLE:
                    changed.append(row.object_id)
        return changed

    def _fill(self, row: AwaitedMedia) -> bool:
        """Fill one article; return True when it changed."""
        wanted = row.wanted
        lacking = [_restored(one) for one in wanted["blocks"]]
        media = self.media.of_blocks(
            [one.block for one in lacking], head=wanted["head"], share=wanted["share"]
        )
        seed = seed_of(wanted["name"])
        parts = {one.number: raw(one.block, media, seed, one.number) for one in lacking}
        arrived = [one for one in lacking if _differs(one, parts[one.number], media)]
        if not arrived and media.head is None and media.share is None:
            self._keep(row, media, lacking)
            return False
        found = _found(row)
        if found is None or found.latest_revision_id != row.revision_id:
            self.job.report.note("media_too_late", example=wanted["name"])
            return False
        if not self.job.dry_run:
            with transaction.atomic():
                self._save(found, _replaced(list(found.body.raw_data), arrived, parts), media)
                if isinstance(found, Article) and found.path:
                    urls = [*file_urls(one.block for one in arrived), *wanted.get("files", ())]
                    self.filled.append((urls, found.path))
                now = [replace(one, ids=tuple(part["id"] for part in parts[one.number])) for one in lacking]
                self._keep(row, media, now)
        return True

    def _keep(self, row: AwaitedMedia, media: ArticleMedia, lacking: Sequence[Lacking]) -> None:
        """Note what an article still lacks; nothing more waits when it lacks nothing."""
        wanted = row.wanted
        still = {
            **wanted,
            "head": wanted["head"] * (media.head is None),
            "share": wanted["share"] * (media.share is None),
            "numbers": [one for one in wanted["numbers"] if self.media.described.numbered(one) is None],
            "blocks": [_kept(one) for one in lacking if media.lacks(one.block)],
        }
        if self.job.dry_run or still == wanted:
            return
        if any(still[name] for name in ("head", "share", "numbers", "blocks")):
            row.wanted = still
            row.save(update_fields=["wanted"])
        else:
            row.delete()

    def _save(self, found: Article | StandingPage, body: list[Raw], media: ArticleMedia) -> None:
        text = json.dumps(body)
        if isinstance(found, StandingPage):
            StandingPage.objects.filter(pk=found.pk).update(body=text)
            for revision in Revision.objects.filter(pk=found.latest_revision_id):
                revision.content["body"] = text
                revision.save(update_fields=["content"])
            queue.mark_stale([keys.standing(found.pk)])
            return
        values: dict[str, Any] = {"body": text}
        values |= {"picture_id": media.head} if media.head else {}
        values |= {"share_picture_id": media.share} if media.share else {}
        Article.objects.filter(pk=found.pk).update(**values)
        for revision in Revision.objects.filter(pk=found.latest_revision_id):
            revision.content |= {"body": text, "picture": media.head or found.picture_id}
            revision.save(update_fields=["content"])
        publication.follow(Article.objects.get(pk=found.pk))


def name_of(source: str, record: ArticleRecord) -> str:
    """Return a name of an article that every run gives it."""
    return f"{source}:{record.source_id}"


def _found(row: AwaitedMedia) -> Article | StandingPage | None:
    if row.kind == ImportedItem.Kind.PAGE:
        page: StandingPage | None = StandingPage.objects.filter(pk=row.object_id).first()
        return page
    article: Article | None = Article.objects.filter(pk=row.object_id).first()
    return article


def _differs(one: Lacking, parts: list[Raw], media: ArticleMedia) -> bool:
    """Return True when something has come for a block: it has other raw blocks now, or nothing is missing in it any more."""
    return not media.lacks(one.block) or tuple(part["id"] for part in parts) != one.ids or _has_file(parts)


def _has_file(parts: list[Raw]) -> bool:
    return any(part["type"] in ("picture", "gallery", "audio", "document") for part in parts)


def _replaced(body: list[Raw], arrived: Sequence[Lacking], parts: dict[int, list[Raw]]) -> list[Raw]:
    """Return the body in which these blocks are written again."""
    for one in arrived:
        kept = [part for part in body if part["id"] not in one.ids]
        start = next((place for place, part in enumerate(kept) if number_of(part) > one.number), len(kept))
        body = [*kept[:start], *parts[one.number], *kept[start:]]
    return body


def _kept(one: Lacking) -> dict[str, Any]:
    kind = type(one.block).__name__
    return {"number": one.number, "kind": kind, "block": asdict(one.block), "ids": list(one.ids)}


def _restored(kept: dict[str, Any]) -> Lacking:
    values = dict(kept["block"])
    if kept["kind"] == "Gallery":
        values["pictures"] = tuple(Picture(**one) for one in values["pictures"])
    elif kept["kind"] == "ListBlock":
        values["items"] = tuple(values["items"])
    block: Block = _KINDS[kept["kind"]](**values)
    return Lacking(number=kept["number"], block=block, ids=tuple(kept["ids"]))


def _in_order(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdigit() else (0, number)
