"""The search for a published article to place: on the front page, or in an edition."""

from __future__ import annotations

from rotative.articles.models import Article
from rotative.search import reads as search

# Articles shown.
SHOWN = 12
# Articles that a search looks at.
_LOOKED_AT = 300


def published(query: str, *, language: str) -> list[Article]:
    """Return the published articles of a language that match, the newest first; the newest of all for an empty query."""
    rows = Article.objects.published().in_language(language).filter(published_at__isnull=False)
    if query.strip():
        ids = search.article_ids(query, language=language, limit=_LOOKED_AT)
        # Of their ids alone, for the index by date would be read until enough of them have come by.
        newest = sorted(
            rows.filter(pk__in=ids).values_list("published_at", "pk"),
            reverse=True,
        )
        chosen = [pk for _at, pk in newest[:SHOWN]]
    else:
        chosen = list(rows.newest_first().values_list("pk", flat=True)[:SHOWN])
    found = Article.objects.select_related("section").only(
        "headline", "published_at", "section__name", "genre"
    )
    by_id = found.in_bulk(chosen)
    return [by_id[pk] for pk in chosen if pk in by_id]
