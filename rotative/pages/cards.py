"""The articles of the front page and the standing pages, as plain data."""

from dataclasses import dataclass
from datetime import datetime

from rotative.articles.cards import ArticleCard, BlockView, TeaserCard


@dataclass(frozen=True, kw_only=True)
class FrontView:
    """The articles that the front page of one language shows."""

    # The lead first; curated slots, then the newest by rank. At most SLOTS.
    slots: tuple[ArticleCard, ...]
    # Articles about the same subjects as the lead, that are nowhere else on the page. At most RELATED.
    related: tuple[TeaserCard, ...]
    # Newest first.
    briefs: tuple[ArticleCard, ...]
    # Section id → its newest articles that are nowhere else on the page.
    by_section: dict[int, tuple[ArticleCard, ...]]


@dataclass(frozen=True, kw_only=True)
class StandingView:
    id: int
    language: str
    title: str
    intro: str
    body: tuple[BlockView, ...]
    # Decoded.
    path: str
    updated_at: datetime | None
    # Language code → decoded path.
    translations: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class StandingLink:
    title: str
    # Decoded.
    path: str
