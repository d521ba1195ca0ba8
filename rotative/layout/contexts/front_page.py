"""The front page and the standing pages."""

from dataclasses import dataclass
from datetime import datetime

from rotative.articles.cards import ArticleCard, BlockView, Link
from rotative.layout.contexts.dossier_page import DossierTeaser
from rotative.layout.contexts.listing_pages import DayGroup
from rotative.layout.contexts.page import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRow:
    """A section on the front page; the first card is drawn larger."""

    section: Link
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage(Page):
    """The front page of one language."""

    template = "pages/front.html"
    sheet = "list"
    # The date line: the latest publication or update among the articles shown, never the present moment.
    dated_at: datetime
    lead: ArticleCard | None
    # Whole minutes the lead takes to read.
    lead_minutes: int = 1
    # At most three, in a row under the lead.
    seconds: tuple[ArticleCard, ...] = ()
    # At most three, without pictures, under the seconds.
    further: tuple[ArticleCard, ...] = ()
    # "En bref", newest day first.
    briefs: tuple[DayGroup, ...] = ()
    briefs_path: str = ""
    rows: tuple[SectionRow, ...] = ()
    dossiers: tuple[DossierTeaser, ...] = ()
    # The page that lists every dossier; "" if there is none.
    dossiers_path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingPage(Page):
    """About, contact, legal notice."""

    template = "pages/standing.html"
    heading: str
    intro: str = ""
    body: tuple[BlockView, ...]
    updated_at: datetime | None = None
