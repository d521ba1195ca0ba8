"""Pages that list articles: sections, briefs, subjects, authors, months, search."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from rotative.articles.cards import ArticleCard, BlockView, CorrectedCard, Link, SearchHit, SubjectLink
from rotative.layout.contexts.components import components_of
from rotative.layout.contexts.dossier_page import DossierTeaser
from rotative.layout.contexts.page import Page
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True, slots=True)
class Pager:
    """Links to the neighbouring windows of a list; "" where there is none."""

    newer_path: str = ""
    older_path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayGroup:
    """The cards of one day in the outlet's time zone, newest first."""

    day: date
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthGroup:
    """The cards of one month in the outlet's time zone, newest first."""

    # First day of the month.
    month: date
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingPage(Page):
    """A section's articles, newest first. Its head has three of them on top, and a column of its briefs and dossiers."""

    template = "listings/listing.html"
    sheet = "list"
    heading: str
    intro: str = ""
    is_head: bool = True
    # The largest of the head.
    lead: ArticleCard | None = None
    # At most two.
    seconds: tuple[ArticleCard, ...] = ()
    # All others.
    cards: tuple[ArticleCard, ...]
    # Newest day first.
    briefs: tuple[DayGroup, ...] = ()
    # The page of the briefs of all sections.
    briefs_path: str = ""
    # Those that cite an article of the page.
    dossiers: tuple[DossierTeaser, ...] = ()
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefsPage(Page):
    """The stream of briefs, day by day, each of them whole."""

    template = "listings/briefs.html"
    # A brief may have any block.
    sheet = "day"
    heading: str
    days: tuple[DayGroup, ...]
    # By article; without intertitles, which would be headings of the page.
    bodies: Mapping[int, tuple[BlockView, ...]]
    pager: Pager = Pager()

    @property
    def components(self) -> tuple[str, ...]:
        return components_of(*self.bodies.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherName:
    """The name of a subject in another language."""

    name: str
    language: str
    # ltr, rtl
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CompanionView:
    """A subject that appears with another one more often than by chance."""

    name: str
    path: str
    # Articles that have both, among the newest.
    count: int
    # How many times more often than by chance.
    lift: float


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectHead:
    """The surroundings of a subject's list on its first page."""

    # The larger subject to which it belongs; no path while that one has no page.
    parent: Link | None = None
    children: tuple[Link, ...] = ()
    # Its addresses elsewhere, under the names of the sites.
    elsewhere: tuple[Link, ...] = ()
    # The closest first.
    companions: tuple[CompanionView, ...] = ()
    # Those as a drawing; "" for a few.
    web: Markup
    # Of the articles on the page, newest first.
    corrections: tuple[CorrectedCard, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectPage(Page):
    """The articles about a person, organisation, place, theme or event."""

    template = "listings/subject.html"
    sheet = "list"
    name: str
    # Translated name of the kind: "Person".
    kind: str
    description: str = ""
    # Other names, in any script.
    aliases: tuple[str, ...] = ()
    # Its names in the other languages.
    names: tuple[OtherName, ...] = ()
    # With their times; present ones first.
    roles: tuple[str, ...] = ()
    # On the head of the list.
    picture: PictureCard | None = None
    # The page that subscribes to the letter with this subject put first.
    follow_path: str = ""
    dossiers: tuple[DossierTeaser, ...] = ()
    # On the first page of the list.
    head: SubjectHead | None = None
    # What the desk keeps on top of the head.
    pinned: tuple[ArticleCard, ...] = ()
    # On the head of the list, drawn large.
    lead: ArticleCard | None = None
    # All others that are about it, newest month first.
    months: tuple[MonthGroup, ...] = ()
    # Those that only mention it, newest first.
    mentions: tuple[ArticleCard, ...] = ()
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorPage(Page):
    """An author and the articles they signed."""

    template = "listings/author.html"
    sheet = "list"
    name: str
    # Plain text, or "".
    biography: str = ""
    picture: PictureCard | None = None
    cards: tuple[ArticleCard, ...]
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivePage(Page):
    """The articles of one month, day by day."""

    template = "listings/archive.html"
    sheet = "day"
    # First day of the month.
    month: date
    days: tuple[DayGroup, ...]
    # Through the pages of the month, then to the neighbouring months that have a page.
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveMonth:
    """A month that has an article."""

    # First day of the month.
    month: date
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveYear:
    """A year that has an article."""

    number: int
    # Newest first.
    months: tuple[ArchiveMonth, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivesPage(Page):
    """The list of the months."""

    template = "listings/archives.html"
    sheet = "list"
    heading: str
    # Newest first.
    years: tuple[ArchiveYear, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterLink:
    """A letter in the archive."""

    day: date
    # Its subject line; "" if it has none.
    title: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LettersPage(Page):
    """The archive of letters: the newest ones, or those of one month."""

    template = "editions/letters.html"
    sheet = "list"
    heading: str
    # Newest first.
    letters: tuple[LetterLink, ...]
    # Every month with a letter, newest first; none on the page of a month.
    years: tuple[ArchiveYear, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage(Page):
    """The result of a search; not indexed."""

    template = "listings/search.html"
    sheet = "list"
    # The words of the reader; "" before the first search.
    query: str = ""
    # Articles found, on all pages.
    total: int = 0
    hits: tuple[SearchHit, ...] = ()
    # Subjects that have the words in their name.
    subjects: tuple[SubjectLink, ...] = ()
    # Dossiers that have the words, and letters that printed the articles.
    dossiers: tuple[Link, ...] = ()
    letters: tuple[LetterLink, ...] = ()
    pager: Pager = Pager()
