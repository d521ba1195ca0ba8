"""The articles of the front page and the standing pages, as plain data."""

from dataclasses import dataclass, field
from datetime import datetime

from rotative.articles.cards import ArticleCard, BlockView, TeaserCard


@dataclass(frozen=True, kw_only=True)
class PlacedArticle:
    """An article that an editor placed on the front page."""

    article_id: int
    # In the place of those that the article has; "" means these.
    kicker: str = ""
    headline: str = ""


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """The arrangement of a front page by its editors."""

    # From 0, the lead.
    places: dict[int, PlacedArticle] = field(default_factory=dict)
    # "" means none.
    urgent_text: str = ""
    urgent_article_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UrgentLine:
    """The red line above the front page."""

    text: str
    # Percent-encoded path of its article; "" without one.
    path: str


@dataclass(frozen=True, kw_only=True)
class FrontView:
    """The articles that the front page of one language shows."""

    # The lead first; placed articles, between them the newest by rank. At most SLOTS.
    slots: tuple[ArticleCard, ...]
    urgent: UrgentLine | None
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
