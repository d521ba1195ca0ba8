"""The pictures, articles, subjects and documents of a body, named for the colleague who edits it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from rotative.articles.body import Block, mentions
from rotative.articles.models import Article
from rotative.desk.articles.door import shared_title
from rotative.desk.pictures.dropped import PREVIEW, card
from rotative.media.models import Picture
from rotative.subjects.models import Subject


def named(body: Sequence[Block]) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the cards of all pictures, articles, subjects and documents of a body, by kind and id."""
    found = mentions(body)
    return {
        "picture": _pictures(found.pictures),
        "article": _articles(found.articles),
        "subject": _subjects(found.subjects),
        "document": _documents(found.documents),
    }


def _pictures(ids: Set[int]) -> dict[int, dict[str, Any]]:
    rows = Picture.objects.filter(pk__in=ids).prefetch_renditions(PREVIEW) if ids else ()
    return {row.pk: card(row) for row in rows}


def _articles(ids: Set[int]) -> dict[int, dict[str, Any]]:
    rows = Article.objects.filter(pk__in=ids).defer("body").select_related("section") if ids else ()
    return {
        row.pk: {"id": row.pk, "title": shared_title(row), "note": "" if row.live else _("not published")}
        for row in rows
    }


def _subjects(ids: Set[int]) -> dict[int, dict[str, Any]]:
    rows = Subject.objects.filter(pk__in=ids).prefetch_related("names") if ids else ()
    return {row.pk: {"id": row.pk, "title": str(row)} for row in rows}


def _documents(ids: Set[int]) -> dict[int, dict[str, Any]]:
    rows = get_document_model().objects.filter(pk__in=ids) if ids else ()
    return {row.pk: {"id": row.pk, "title": row.title} for row in rows}
