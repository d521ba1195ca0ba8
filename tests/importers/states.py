"""The whole state that imports leave in the database, row by row, without what no two runs share: keys and times of writing."""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import models

from rotative.articles.models import Article, Byline, ListEntry, Section
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.importers.models import AwaitedMedia, ImportedItem, NumberFile, SourceMedia
from rotative.media.models import DocumentFile, Picture, Rendition
from rotative.pages.models import StandingPage
from rotative.subjects.models import SubjectName

# When a row was written, digests of keys, and keys.
_NOT_COMPARED = {
    "id", "created_at", "edited_at", "card_digest", "latest_created_at", "last_published_at", "draft_title",
    "begun_at", "page_ptr", "pk", "url_path", "numchild", "updated", "translation_key", "file_hash",
}  # fmt: skip

_OF_PAGES = {"path", "folded", "first_published_at", "body"}


def state() -> dict[str, list[str]]:
    """Return the rows of each table as texts, in order."""
    names = _names()
    found = {
        model.__name__: sorted(_row(row, names) for row in model._base_manager.all())
        for model in (
            Article,
            StandingPage,
            Section,
            Byline,
            SubjectName,
            Comment,
            Picture,
            DocumentFile,
            NumberFile,
            SourceMedia,
        )
    }
    found["Rendition"] = sorted(
        f"{names[Picture, one.image_id]} {one.filter_spec}" for one in Rendition.objects.all()
    )
    found["ImportedItem"] = sorted(
        f"{item.source} {item.kind} {item.source_id} {item.digest} {_of_item(item, names)}"
        for item in ImportedItem.objects.all()
    )
    found["AwaitedMedia"] = sorted(
        f"{names[Article if one.kind == 'article' else StandingPage, one.object_id]} {json.dumps(one.wanted, sort_keys=True)}"
        for one in AwaitedMedia.objects.all()
    )
    found["ListEntry"] = sorted(
        f"{one.list.partition(':')[0]} {one.window} {names[Article, one.article_id]}"
        for one in ListEntry.objects.all()
    )
    found["PublicPath"] = sorted(
        f"{one.path} {one.state} {one.recipe} {_arg(one, names)} {one.target}"
        for one in PublicPath.objects.all()
    )
    return found


def differences(found: dict[str, list[str]], wanted: dict[str, list[str]]) -> list[str]:
    """Name each row that is in one state alone."""
    return [
        f"{name} {sign} {row}"
        for name in wanted
        for sign, rows in (
            ("+", set(found[name]) - set(wanted[name])),
            ("-", set(wanted[name]) - set(found[name])),
        )
        for row in sorted(rows)
    ] + [f"{name}: {len(found[name])} rows" for name in wanted if len(found[name]) != len(wanted[name])]


def _names() -> dict[tuple[type[models.Model], int], str]:
    """Return a name for each row that others refer to."""
    found: dict[tuple[type[models.Model], int], str] = {}
    for model, field in ((Article, "headline"), (StandingPage, "title"), (Section, "slug"), (Byline, "slug")):
        found |= {(model, row.pk): str(getattr(row, field)) for row in model._base_manager.all()}
    found |= {(SubjectName, row.subject_id): row.slug for row in SubjectName.objects.all()}
    for one in Picture.objects.all():
        found[Picture, one.pk] = re.sub(r"_\w{7}(?=\.)", "", one.file.name)
    for document in DocumentFile.objects.all():
        found[DocumentFile, document.pk] = re.sub(r"_\w{7}(?=\.)", "", document.file.name)
    return found


def _of_item(item: ImportedItem, names: dict[Any, str]) -> str:
    model = {
        "article": Article, "page": StandingPage, "section": Section, "author": Byline, "subject": SubjectName,
        "picture": Picture, "document": DocumentFile,
    }.get(item.kind)  # fmt: skip
    return names[model, item.object_id] if model else ""


def _arg(row: PublicPath, names: dict[Any, str]) -> str:
    model = {"article": Article, "section": Section, "author": Byline, "standing": StandingPage}.get(
        row.recipe
    )
    if row.recipe == "upload":
        kind, _, pk = row.arg.partition(":")
        return names[Picture if kind == "picture" else DocumentFile, int(pk)]
    return (
        names.get((model, int(row.arg)), row.arg)
        if model and row.arg.isdigit()
        else re.sub(r"\d+", "#", row.arg)
    )


def _row(row: models.Model, names: dict[Any, str]) -> str:
    values = {}
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        of_page = isinstance(row, StandingPage) and field.name in _OF_PAGES
        if of_page or field.name in _NOT_COMPARED or "revision" in field.name:
            continue
        if isinstance(field, models.ForeignKey) and value is not None:
            value = names.get((field.related_model, value), "")
        values[field.name] = re.sub(r"_\w{7}(?=\.)", "", str(value))
    if isinstance(row, Article | StandingPage):
        blocks = json.dumps([_block(block, names) for block in row.body.raw_data], sort_keys=True)
        values["body"] = re.sub(r"_\w{7}(?=\.)", "", blocks)
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


def _block(value: Any, names: dict[Any, str]) -> Any:
    if isinstance(value, dict):
        found = {key: _block(one, names) for key, one in value.items()}
        if isinstance(value.get("image"), int):
            found["image"] = names[Picture, value["image"]]
        if isinstance(value.get("document"), int):
            found["document"] = names[DocumentFile, value["document"]]
        return found
    return [_block(one, names) for one in value] if isinstance(value, list) else value
