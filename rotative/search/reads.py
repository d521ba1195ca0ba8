"""Answers to queries, for readers and for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from rotative.articles import body
from rotative.articles import reads as articles
from rotative.articles.cards import Link, SearchHit, SubjectLink
from rotative.articles.models import Article
from rotative.core import addresses, clock
from rotative.core.text import flat
from rotative.editions.reads import LetterCard
from rotative.search import other_pages
from rotative.search.engines import engine
from rotative.search.engines.ranking import CANDIDATES
from rotative.search.extracts import extract
from rotative.search.queries import Query, parse
from rotative.subjects import reads as subjects

# Subjects shown above the articles.
SUBJECTS = 5


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of answers."""

    # As typed.
    query: str
    # Articles that match.
    total: int
    # From 1.
    page: int
    # Number of pages; 0 when nothing matches.
    pages: int
    # Best first.
    hits: tuple[SearchHit, ...]
    # Subjects whose names match, on the first page only.
    subjects: tuple[SubjectLink, ...]
    # Dossiers with the words in them, and letters that printed the articles of the first page; there only.
    dossiers: tuple[Link, ...] = ()
    letters: tuple[LetterCard, ...] = ()


def find(query: str, *, language: str, page: int = 1, per_page: int = 20) -> Found:
    """Find published articles of a language, best and newest first, and subjects of that name.

    page: from 1; after the last page, the last one is returned.
    """
    asked = parse(query)
    if not asked.clauses:
        return Found(query=query, total=0, page=1, pages=0, hits=(), subjects=())
    index = engine()
    total = index.count(asked, language=language, public=True)
    pages = -(-min(total, CANDIDATES) // per_page)
    shown = min(max(page, 1), max(pages, 1))
    ids = index.ranked(
        asked, language=language, public=True, now=_now(), offset=(shown - 1) * per_page, limit=per_page
    )
    return Found(
        query=query,
        total=total,
        page=shown,
        pages=pages,
        hits=_hits(ids, asked),
        subjects=_subjects(asked, language) if shown == 1 else (),
        dossiers=other_pages.dossiers(asked, language) if shown == 1 else (),
        letters=other_pages.letters(ids, language) if shown == 1 and ids else (),
    )


def article_ids(query: str, *, language: str | None = None, limit: int = 1000) -> list[int]:
    """Return the ids of all articles that match, also drafts, best and newest first."""
    asked = parse(query)
    if not asked.clauses:
        return []
    return engine().ranked(asked, language=language, public=False, now=_now(), offset=0, limit=limit)


def _now() -> int:
    return int(clock.now().timestamp())


def _hits(ids: Sequence[int], query: Query) -> tuple[SearchHit, ...]:
    cards = articles.cards(ids)
    texts = {row.pk: _texts(row) for row in Article.objects.filter(pk__in=ids).only("standfirst", "body")}
    return tuple(
        SearchHit(card=cards[article_id], extract=extract(texts[article_id], query))
        for article_id in ids
        if article_id in cards
    )


def _texts(article: Article) -> tuple[str, ...]:
    return flat(article.standfirst), body.words(body.blocks(article.body)) if article.body else ""


def _subjects(query: Query, language: str) -> tuple[SubjectLink, ...]:
    ids = engine().subjects(query, SUBJECTS)
    found = subjects.subjects(ids, language)
    return tuple(
        SubjectLink(id=card.id, kind=card.kind, name=card.name, path=addresses.href(card.path))
        for card in (found[subject_id] for subject_id in ids if subject_id in found)
    )
