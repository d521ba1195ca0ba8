"""Articles as their pages need them, read from their tables with the same few queries for one article or a hundred.

The rows are plain values: making model instances took longer than printing the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rotative.articles import body
from rotative.articles.body import Block
from rotative.articles.models import Article
from rotative.core import clock
from rotative.core.sql import instant, rows, rows_of, uuid, uuid_value

_OWN = (
    "form", "genre", "path", "headline", "standfirst", "section_id", "picture_id", "picture_alt", "picture_caption",
    "picture_credit", "published_at", "updated_at",
)  # fmt: skip
# Field of CardRow → its column.
_CARD = {"id": "a.id", "language": "l.language_code", **{name: f"a.{name}" for name in _OWN}}
_MACHINES = (
    "search_title", "search_description", "share_title", "share_description", "share_picture_id", "hidden_from_search",
    "original_url",
)  # fmt: skip
_CARD_COLUMNS = ", ".join(_CARD.values())
_LIVE = (
    "FROM articles_article a JOIN wagtailcore_locale l ON l.id = a.locale_id WHERE a.live AND a.id IN ({ids})"
)
_WHOLE = "CAST(a.body AS text)"
# The body when there is no standfirst, else "".
_BODY_IF_BARE = "CASE WHEN TRIM(a.standfirst) = '' THEN CAST(a.body AS text) ELSE '' END"
_CARDS = f"SELECT {_CARD_COLUMNS}, {_BODY_IF_BARE} {_LIVE}"
_WHOLE_CARDS = f"SELECT {_CARD_COLUMNS}, {_WHOLE} {_LIVE}"
_ARTICLES = (
    f"SELECT {_CARD_COLUMNS}, {_WHOLE}, a.translation_key, a.updated_note, a.comments_open, a.aged,"
    f" a.word_count, {', '.join(f'a.{name}' for name in _MACHINES)} {_LIVE}"
)
_TEASERS = (
    "SELECT a.id, l.language_code, a.genre, a.path, a.headline, a.standfirst, a.published_at,"
    f" {_BODY_IF_BARE} {_LIVE}"
)
_STORIES = f"SELECT a.id, l.language_code, a.published_at, a.headline, a.standfirst, {_WHOLE} {_LIVE}"
_SUMMARIES = "SELECT a.id, a.headline, a.standfirst FROM articles_article a WHERE a.live AND a.id IN ({ids})"
_SIGNED = """
    SELECT s.article_id, b.id, b.name, b.slug, b.picture_id
    FROM articles_articlebyline s JOIN articles_byline b ON b.id = s.byline_id WHERE s.article_id IN ({ids}) ORDER BY s.sort_order, s.id
"""
_ABOUT = """
    SELECT article_id, subject_id, is_main FROM articles_articlesubject
    WHERE article_id IN ({ids}) ORDER BY is_main DESC, sort_order, id
"""
_SIGNED_BY = """
    SELECT article_id, byline_id FROM articles_articlebyline WHERE article_id IN ({ids}) ORDER BY sort_order, id
"""
_CORRECTED = """
    SELECT article_id, dated_at, text FROM articles_correction WHERE article_id IN ({ids}) ORDER BY dated_at, id
"""
_TAKEN = """
    SELECT EXISTS (SELECT 1 FROM bake_publicpath WHERE path = %s)
        OR EXISTS (SELECT 1 FROM articles_article WHERE path = %s AND id <> %s)
"""
_TWINS = """
    SELECT a.id, a.translation_key, l.language_code, a.path
    FROM articles_article a JOIN wagtailcore_locale l ON l.id = a.locale_id
    WHERE a.translation_key IN ({ids}) AND a.live AND a.path IS NOT NULL
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class BylineName:
    """A byline under an article."""

    id: int
    name: str
    slug: str
    picture_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TeaserRow:
    """The columns that the box of another article shows."""

    id: int
    language: str
    genre: str
    # Decoded.
    path: str
    headline: str
    standfirst: str
    published_at: datetime
    # Only when there is no standfirst.
    body: Sequence[Block]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryRow:
    """The columns by which further reading is chosen for an article."""

    id: int
    language: str
    published_at: datetime
    headline: str
    standfirst: str
    body: Sequence[Block]


@dataclass(frozen=True, kw_only=True, slots=True)
class CardRow:
    """The columns that a card shows; the card itself has paths, links and a picture in their place."""

    id: int
    language: str
    form: str
    genre: str
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
    bylines: tuple[BylineName, ...]
    # The whole body for the article's own page; for a card only when there is no standfirst.
    body: Sequence[Block]


@dataclass(frozen=True, kw_only=True, slots=True)
class MachineRow:
    """The data about an article for search engines and networks, where it differs from what readers see."""

    search_title: str
    search_description: str
    share_title: str
    share_description: str
    share_picture_id: int | None
    hidden_from_search: bool
    original_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleRow(CardRow):
    """The columns that an article's own page shows."""

    translation_key: UUID
    updated_note: str
    comments_open: bool
    aged: bool
    # None when the words are not counted yet.
    word_count: int | None
    # Subject → whether the article is about it, those first; the others are mentioned.
    subjects: dict[int, bool]
    # Date and text, oldest first.
    corrections: tuple[tuple[datetime, str], ...]
    machines: MachineRow


def teasers(ids: Collection[int]) -> dict[int, TeaserRow]:
    """Return the rows of live articles by id, in one query."""
    return {
        pk: TeaserRow(
            id=pk,
            language=language,
            genre=genre,
            path=path or "",
            headline=headline,
            standfirst=standfirst,
            published_at=instant(published_at),
            body=body.blocks(stored),
        )
        for pk, language, genre, path, headline, standfirst, published_at, stored in rows_of(_TEASERS, ids)
    }


def cards(ids: Collection[int], *, whole: bool = False) -> dict[int, CardRow]:
    """Return the rows of live articles by id, in two queries. whole: with the body of each."""
    signed = _bylines(ids)
    return {
        row[0]: CardRow(**_card(row, signed), body=body.blocks(row[-1]))
        for row in rows_of(_WHOLE_CARDS if whole else _CARDS, ids)
    }


def articles(ids: Collection[int]) -> dict[int, ArticleRow]:
    """Return the rows of live articles, with all that their own pages show, by id, in four queries."""
    signed, about, corrected = _bylines(ids), subjects(ids), _corrections(ids)
    found = {}
    for row in rows_of(_ARTICLES, ids):
        stored, translation_key, updated_note, comments_open, aged, word_count, *machines = row[len(_CARD) :]
        found[row[0]] = ArticleRow(
            **_card(row, signed),
            body=body.blocks(stored),
            translation_key=uuid(translation_key),
            updated_note=updated_note,
            comments_open=bool(comments_open),
            aged=bool(aged),
            word_count=word_count,
            subjects=about.get(row[0], {}),
            corrections=tuple(corrected.get(row[0], ())),
            machines=_machines(machines),
        )
    return found


def of(article: Article) -> ArticleRow:
    """Return the row of an article that is loaded already: a draft in preview."""
    shown = {name: getattr(article, name) for name in _CARD}
    shown["id"] = article.pk or 0
    shown["path"] = article.path or ""
    shown["published_at"] = article.published_at or article.go_live_at or article.edited_at or clock.now()
    return ArticleRow(
        **shown,
        bylines=tuple(
            BylineName(
                id=link.byline.pk,
                name=link.byline.name,
                slug=link.byline.slug,
                picture_id=link.byline.picture_id,
            )
            for link in article.article_bylines.all()
        ),
        body=body.blocks(article.body),
        translation_key=article.translation_key,
        updated_note=article.updated_note,
        comments_open=article.comments_open,
        aged=article.aged,
        word_count=None,
        subjects=dict(
            sorted(
                ((link.subject_id, link.is_main) for link in article.article_subjects.all()),
                key=lambda link: not link[1],
            )
        ),
        corrections=tuple((one.dated_at, one.text) for one in article.corrections.all()),
        machines=_machines([getattr(article, name) for name in _MACHINES]),
    )


def stories(ids: Collection[int]) -> dict[int, StoryRow]:
    """Return the rows of live articles by id, in one query."""
    return {
        pk: StoryRow(
            id=pk,
            language=language,
            published_at=instant(published_at),
            headline=headline,
            standfirst=standfirst,
            body=body.blocks(stored),
        )
        for pk, language, published_at, headline, standfirst, stored in rows_of(_STORIES, ids)
    }


def summaries(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return headline and standfirst of live articles by id, in one query."""
    return {pk: (headline, standfirst) for pk, headline, standfirst in rows_of(_SUMMARIES, ids)}


def translations(keys: Iterable[UUID]) -> dict[UUID, dict[int, tuple[str, str]]]:
    """Return for each translation key the live articles: id → language and decoded path."""
    found: dict[UUID, dict[int, tuple[str, str]]] = {key: {} for key in keys}
    for pk, key, language, path in rows_of(_TWINS, [uuid_value(key) for key in found]):
        found[uuid(key)][pk] = (language, path)
    return found


def subjects(ids: Collection[int]) -> dict[int, dict[int, bool]]:
    """Return the subjects of each article: subject → whether the article is about it, those first."""
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for article_id, subject_id, is_main in rows_of(_ABOUT, ids):
        found[article_id][subject_id] = bool(is_main)
    return found


def subject_ids(ids: Collection[int]) -> dict[int, list[int]]:
    """Return the subjects of each article, main first."""
    return defaultdict(list, {pk: list(links) for pk, links in subjects(ids).items()})


def byline_ids(ids: Collection[int]) -> dict[int, list[int]]:
    """Return the bylines of each article, in order of signing."""
    return _linked(_SIGNED_BY, ids)


def is_taken(path: str, *, but_by: int) -> bool:
    """Return whether a page has this path, or had it, or another article than this one has it."""
    return bool(rows(_TAKEN, [path, path, but_by])[0][0])


def _linked(query: str, ids: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for article_id, linked_id in rows_of(query, ids):
        found[article_id].append(linked_id)
    return found


def _machines(values: Sequence[Any]) -> MachineRow:
    told = dict(zip(_MACHINES, values, strict=True))
    return MachineRow(**{**told, "hidden_from_search": bool(told["hidden_from_search"])})


def _card(row: tuple[Any, ...], signed: dict[int, list[BylineName]]) -> dict[str, Any]:
    shown = dict(zip(_CARD, row, strict=False))
    shown["path"] = shown["path"] or ""
    shown["published_at"] = instant(shown["published_at"])
    shown["updated_at"] = shown["updated_at"] and instant(shown["updated_at"])
    shown["bylines"] = tuple(signed.get(row[0], ()))
    return shown


def _bylines(ids: Collection[int]) -> dict[int, list[BylineName]]:
    found: dict[int, list[BylineName]] = defaultdict(list)
    for article_id, byline_id, name, slug, picture_id in rows_of(_SIGNED, ids):
        found[article_id].append(BylineName(id=byline_id, name=name, slug=slug, picture_id=picture_id))
    return found


def _corrections(ids: Collection[int]) -> dict[int, list[tuple[datetime, str]]]:
    found: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for article_id, dated_at, text in rows_of(_CORRECTED, ids):
        found[article_id].append((instant(dated_at), text))
    return found
