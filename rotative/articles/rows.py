"""Articles as their pages need them, straight from their tables: the same few queries for one article or a hundred.

Values, not model instances: making instances took longer than printing the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Cast, Trim

from rotative.articles import body
from rotative.articles.body import Block
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Correction

One = TypeVar("One")

_CARD = (
    "id", "locale__language_code", "form", "path", "headline", "standfirst", "section_id", "picture_id", "picture_alt",
    "picture_caption", "picture_credit", "published_at", "updated_at",
)  # fmt: skip
_TEASER = ("id", "path", "headline", "standfirst", "published_at")
_STORY = (*_CARD, "translation_key", "updated_note", "comments_open", "aged")


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    id: int
    name: str
    slug: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TeaserRow:
    """What the box of another article shows of one."""

    id: int
    # Decoded.
    path: str
    headline: str
    standfirst: str
    published_at: datetime
    # Only where there is no standfirst.
    body: Sequence[Block]


@dataclass(frozen=True, kw_only=True, slots=True)
class CardRow:
    """What a card shows of an article."""

    id: int
    language: str
    form: str
    # Decoded; "" for a draft.
    path: str
    headline: str
    standfirst: str
    section_id: int
    picture_id: int | None
    picture_alt: str
    picture_caption: str
    picture_credit: str
    published_at: datetime
    updated_at: datetime | None
    # In order of signing.
    bylines: tuple[Signature, ...]
    # Only where it is needed: the whole body on the article's own page, else where there is no standfirst.
    body: Sequence[Block]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryRow(CardRow):
    """What an article's own page shows besides."""

    translation_key: UUID
    updated_note: str
    comments_open: bool
    aged: bool
    # Main first.
    subjects: tuple[int, ...]
    # Date and text, oldest first.
    corrections: tuple[tuple[datetime, str], ...]


def teasers(ids: Collection[int]) -> dict[int, TeaserRow]:
    """The rows of live articles, by id, in one query."""
    rows = _with_body_where_bare(ids).values_list(*_TEASER, "stored")
    return {
        row[0]: TeaserRow(**dict(zip(_TEASER, row, strict=False)), body=body.blocks(row[-1])) for row in rows
    }


def cards(ids: Collection[int], *, whole: bool = False) -> dict[int, CardRow]:
    """The rows of live articles, by id, in two queries. whole: with the body of each."""
    loaded = _live(ids).annotate(stored=_text("body")) if whole else _with_body_where_bare(ids)
    rows = loaded.values_list(*_CARD, "stored")
    signed = _signatures(ids)
    return {row[0]: CardRow(**_card(row, signed), body=body.blocks(row[-1])) for row in rows}


def stories(ids: Collection[int]) -> dict[int, StoryRow]:
    """The rows of live articles with all their own pages show, by id, in four queries."""
    rows = _live(ids).annotate(stored=_text("body")).values_list(*_STORY, "stored")
    signed, about, corrected = _signatures(ids), _subjects(ids), _corrections(ids)
    return {
        row[0]: StoryRow(
            **_card(row, signed),
            **dict(zip(_STORY[len(_CARD) :], row[len(_CARD) : -1], strict=True)),
            subjects=tuple(about.get(row[0], ())),
            corrections=tuple(corrected.get(row[0], ())),
            body=body.blocks(row[-1]),
        )
        for row in rows
    }


def of(article: Article) -> StoryRow:
    """The row of an article that is loaded already, a draft being previewed."""
    return StoryRow(
        id=article.pk or 0,
        language=article.language,
        form=article.form,
        path=article.path or "",
        headline=article.headline,
        standfirst=article.standfirst,
        section_id=article.section_id,
        picture_id=article.picture_id,
        picture_alt=article.picture_alt,
        picture_caption=article.picture_caption,
        picture_credit=article.picture_credit,
        published_at=article.published_at or article.edited_at,
        updated_at=article.updated_at,
        bylines=tuple(
            Signature(id=link.byline.pk, name=link.byline.name, slug=link.byline.slug)
            for link in article.article_bylines.all()
        ),
        body=body.blocks(article.body),
        translation_key=article.translation_key,
        updated_note=article.updated_note,
        comments_open=article.comments_open,
        aged=article.aged,
        subjects=tuple(link.subject_id for link in article.article_subjects.all()),
        corrections=tuple((one.dated_at, one.text) for one in article.corrections.all()),
    )


def translations(keys: Iterable[UUID]) -> dict[UUID, dict[int, tuple[str, str]]]:
    """Translation key → live article → its language and decoded path."""
    found: dict[UUID, dict[int, tuple[str, str]]] = {key: {} for key in keys}
    twins = Article.objects.filter(translation_key__in=list(found), live=True, path__isnull=False)
    for pk, key, language, path in twins.values_list(
        "pk", "translation_key", "locale__language_code", "path"
    ):
        found[key][pk] = (language, path)
    return found


def subject_ids(ids: Collection[int]) -> dict[int, list[int]]:
    """Article → its subjects, main first."""
    return _subjects(ids)


def _live(ids: Collection[int]) -> Any:
    return Article.objects.filter(live=True, pk__in=ids).order_by()


def _with_body_where_bare(ids: Collection[int]) -> Any:
    """Live articles, with the text of their body where they have no standfirst, else ""."""
    stored = Case(When(bare="", then=_text("body")), default=Value(""), output_field=TextField())
    return _live(ids).alias(bare=Trim("standfirst")).annotate(stored=stored)


def _text(column: str) -> Cast:
    return Cast(column, TextField())


def _card(row: tuple[Any, ...], signed: dict[int, list[Signature]]) -> dict[str, Any]:
    shown = dict(zip(_CARD, row, strict=False))
    shown["language"] = shown.pop("locale__language_code")
    shown["path"] = shown["path"] or ""
    shown["bylines"] = tuple(signed.get(row[0], ()))
    return shown


def _signatures(ids: Collection[int]) -> dict[int, list[Signature]]:
    rows = ArticleByline.objects.filter(article_id__in=ids).order_by("sort_order", "pk")
    return _grouped(
        rows.values_list("article_id", "byline_id", "byline__name", "byline__slug"),
        lambda row: Signature(id=row[0], name=row[1], slug=row[2]),
    )


def _subjects(ids: Collection[int]) -> dict[int, list[int]]:
    rows = ArticleSubject.objects.filter(article_id__in=ids).order_by("sort_order", "pk")
    return _grouped(rows.values_list("article_id", "subject_id"), lambda row: int(row[0]))


def _corrections(ids: Collection[int]) -> dict[int, list[tuple[datetime, str]]]:
    rows = Correction.objects.filter(article_id__in=ids).order_by("dated_at", "id")
    return _grouped(rows.values_list("article_id", "dated_at", "text"), lambda row: (row[0], row[1]))


def _grouped(rows: Iterable[tuple[Any, ...]], make: Callable[[tuple[Any, ...]], One]) -> dict[int, list[One]]:
    """Rows by their first value."""
    found: dict[int, list[One]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(make(tuple(rest)))
    return found
