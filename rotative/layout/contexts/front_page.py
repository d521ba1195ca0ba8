"""The front page and the standing pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rotative.articles.cards import ArticleCard, BlockView, Link, TeaserCard
from rotative.layout.contexts.components import components_of
from rotative.layout.contexts.dossier_page import DossierTeaser
from rotative.layout.contexts.listing_pages import DayGroup
from rotative.layout.contexts.page import Page
from rotative.pages.cards import UrgentLine


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRow:
    """A section on the front page."""

    section: Link
    # One with its picture and a list; some of the same size; one large and two small; words alone.
    shape: Literal["list", "equal", "large", "words"]
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage(Page):
    """The front page of one language."""

    template = "pages/front.html"
    sheet = "front"
    # The date line: the latest publication or update among the articles shown, never the present moment.
    dated_at: datetime
    # The articles of that day, by id: they are shown with their hour, the others with their date.
    of_the_day: frozenset[int] = frozenset()
    # The red line above everything.
    urgent: UrgentLine | None = None
    lead: ArticleCard | None
    # Whole minutes the lead takes to read.
    lead_minutes: int = 1
    # Under the lead, about the same subjects.
    related: tuple[TeaserCard, ...] = ()
    # At most four, next to the lead or under it.
    seconds: tuple[ArticleCard, ...] = ()
    # At most three, without pictures, under the lead.
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

    @property
    def components(self) -> tuple[str, ...]:
        return components_of(self.body)
