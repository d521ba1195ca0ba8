"""The search for a published article to place: on the front page, or in an edition."""

from __future__ import annotations

from datetime import datetime

from rotative.articles.models import Article
from rotative.search import reads as search

# Articles shown.
SHOWN = 12
# Articles that a search looks at.
_LOOKED_AT = 300


def published(query: str, *, language: str) -> list[Article]:
    """Return the published articles of a language that match, the newest first; the newest of all for an empty query."""
    chosen = _found(query, language) if query.strip() else _newest(language)
    found = Article.objects.select_related("section").only(
        "headline", "published_at", "section__name", "genre"
    )
    by_id = found.in_bulk(chosen)
    return [by_id[pk] for pk in chosen if pk in by_id]


def _found(query: str, language: str) -> list[int]:
    ids = search.article_ids(query, language=language, limit=_LOOKED_AT)
    # By their ids alone: by another index, nearly the whole archive would be read for the few that the search found.
    rows = Article.objects.filter(pk__in=ids).order_by().values_list("published_at", "pk", "live")
    return [pk for at, pk, live in sorted(rows, key=_date, reverse=True) if live and at is not None][:SHOWN]


def _date(row: tuple[datetime | None, int, bool]) -> tuple[float, int]:
    at, pk, _live = row
    return at.timestamp() if at else 0, pk


def _newest(language: str) -> list[int]:
    rows = Article.objects.published().in_language(language).filter(published_at__isnull=False)
    return list(rows.newest_first().values_list("pk", flat=True)[:SHOWN])
