"""The articles on sitemaps, read from the entries of lists: one query for all windows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rotative.core.sql import instant, placeholders, rows, uuid

_MONTH = """
    SELECT e."window", a.id, a.path, a.published_at, a.updated_at, a.translation_key,
        (NOT a.hidden_from_search AND a.original_url = '')
    FROM articles_listentry e JOIN articles_article a ON a.id = e.article_id
    WHERE e.list = %s AND e."window" IN ({numbers}) ORDER BY e.published_at, e.article_id
"""
_NEWS = """
    SELECT e."window", e.article_id, a.path, a.headline, e.published_at,
        (NOT a.hidden_from_search AND a.original_url = '')
    FROM articles_listentry e JOIN articles_article a ON a.id = e.article_id
    WHERE e.list = %s AND e."window" IN ({numbers}) ORDER BY e.published_at DESC, e.article_id DESC
"""
_SIZES = """
    SELECT "window", COUNT(*) FROM articles_listentry WHERE list = %s GROUP BY "window" ORDER BY "window" DESC
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthRow:
    """An article on the sitemap of a month."""

    id: int
    # Decoded.
    path: str
    published_at: datetime
    updated_at: datetime | None
    translation_key: UUID
    # False when search engines shall not list it.
    mapped: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsRow:
    """An article on the news sitemap."""

    id: int
    # Decoded.
    path: str
    headline: str
    published_at: datetime
    # As in MonthRow.
    mapped: bool


def month(name: str, windows: Sequence[int]) -> dict[int, list[MonthRow]]:
    """Return the articles of each window, oldest first. name: written."""
    found: dict[int, list[MonthRow]] = {window: [] for window in windows}
    if windows:
        query = _MONTH.format(numbers=placeholders(windows))
        for window, article_id, path, published_at, updated_at, key, mapped in rows(query, [name, *windows]):
            found[window].append(
                MonthRow(
                    id=article_id,
                    path=path,
                    published_at=instant(published_at),
                    updated_at=instant(updated_at) if updated_at else None,
                    translation_key=uuid(key),
                    mapped=bool(mapped),
                )
            )
    return found


def news(name: str, windows: Sequence[int]) -> dict[int, list[NewsRow]]:
    """Return the articles of each window, newest first. name: written."""
    found: dict[int, list[NewsRow]] = {window: [] for window in windows}
    if windows:
        query = _NEWS.format(numbers=placeholders(windows))
        for window, article_id, path, headline, published_at, mapped in rows(query, [name, *windows]):
            found[window].append(
                NewsRow(
                    id=article_id,
                    path=path or "",
                    headline=headline,
                    published_at=instant(published_at),
                    mapped=bool(mapped),
                )
            )
    return found


def sizes(name: str) -> list[tuple[int, int]]:
    """Return each window of a list with the number of its articles, newest window first."""
    return [(window, size) for window, size in rows(_SIZES, [name])]
