"""What a body mentions by id, named for the colleague who edits it: pictures, articles, documents, a few queries for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from rotative.articles.body import Block
from rotative.articles.models import Article
from rotative.desk.articles.door import shared_title
from rotative.desk.pictures.dropped import PREVIEW, card
from rotative.media.models import Picture

# The fields of a block that hold an id, by what they name.
FIELDS = {"image": "picture", "article": "article", "document": "document"}


def named(body: Sequence[Block]) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the cards of all pictures, articles and documents of a body, by kind and id."""
    ids: dict[str, set[int]] = {kind: set() for kind in FIELDS.values()}
    for kind, number in _mentioned(block["value"] for block in body):
        ids[kind].add(number)
    return {
        "picture": _pictures(ids["picture"]),
        "article": _articles(ids["article"]),
        "document": _documents(ids["document"]),
    }


def _mentioned(values: Iterable[Any]) -> Iterator[tuple[str, int]]:
    for value in values:
        if isinstance(value, dict):
            for name, inner in value.items():
                kind = FIELDS.get(name)
                if kind and isinstance(inner, int):
                    yield kind, inner
                else:
                    yield from _mentioned([inner])
        elif isinstance(value, list):
            yield from _mentioned(value)


def _pictures(ids: set[int]) -> dict[int, dict[str, Any]]:
    rows = Picture.objects.filter(pk__in=ids).prefetch_renditions(PREVIEW) if ids else ()
    return {row.pk: card(row) for row in rows}


def _articles(ids: set[int]) -> dict[int, dict[str, Any]]:
    rows = Article.objects.filter(pk__in=ids).defer("body").select_related("section") if ids else ()
    return {
        row.pk: {"id": row.pk, "title": shared_title(row), "note": "" if row.live else _("not published")}
        for row in rows
    }


def _documents(ids: set[int]) -> dict[int, dict[str, Any]]:
    rows = get_document_model().objects.filter(pk__in=ids) if ids else ()
    return {row.pk: {"id": row.pk, "title": row.title} for row in rows}
