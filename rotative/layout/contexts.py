"""What every public page shows, as frozen plain data: recipes fill it, templates print it, nobody queries.

One class per kind of page; its `template` names the file that prints it. `rotative.layout.environment.render(page)`
gives the HTML. Paths are absolute on this site and percent-encoded; instants are aware, in UTC; HTML that was already
sanitised is a `markupsafe.Markup`, and every plain `str` is escaped when printed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from rotative.articles.cards import ArticleCard, ArticleView, BlockView, Link, SubjectLink, TeaserCard
from rotative.core.messages import Group, Input
from rotative.masthead.cards import AccountCard, OutletCard
from rotative.media.cards import PictureCard

FEED_FORMATS = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuItem(Link):
    """An entry of the section menu."""

    # Value of aria-current: "page" on the entry's own page, "true" below it, "" elsewhere.
    current: Literal["", "page", "true"] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageLink(Link):
    """The same thing in another language; `name` is that language's own name for itself."""

    language: str
    # "ltr" or "rtl"
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate:
    """One `<link rel="alternate" hreflang>`; a page with translations lists itself too."""

    # "fr", "ar", "x-default".
    hreflang: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedLink:
    title: str
    path: str
    # "application/rss+xml", "application/atom+xml" or "application/feed+json".
    type: str = "application/rss+xml"

    @property
    def format(self) -> str:
        """The short name readers know it by."""
        return FEED_FORMATS[self.type]


@dataclass(frozen=True, kw_only=True, slots=True)
class SharingPicture:
    """The picture other sites show with a link."""

    # Absolute URL.
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenGraph:
    """What other sites show of a link to the page; title, description and address are the frame's own."""

    type: Literal["website", "article", "profile"] = "website"
    # "fr_MA", "ar_MA"; "" leaves it out.
    locale: str = ""
    picture: SharingPicture | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFrame:
    """What surrounds every page: head, nameplate, menu, breadcrumb, footer."""

    # In the language of the page; gives `lang` and `dir`, accounts, clock and digits.
    outlet: OutletCard
    # "https://estuaire.example", no final slash.
    base_url: str
    # Canonical path of this page.
    path: str
    # Title without the outlet's name; "" on the front page.
    title: str
    # One or two plain sentences for search engines; "" leaves it out.
    description: str = ""
    home_path: str
    search_path: str
    # The sign-up page of the edition.
    letter_path: str
    menu: tuple[MenuItem, ...]
    # Standing pages for the footer (about, contact…).
    standing: tuple[Link, ...] = ()
    archives: Link | None = None
    # Other languages: this page's translation, else that language's front page.
    languages: tuple[LanguageLink, ...] = ()
    # Only real translations, with this page itself; empty when there is none.
    alternates: tuple[Alternate, ...] = ()
    # The page's own feed first.
    feeds: tuple[FeedLink, ...] = ()
    # From the front page down; the last one, with path "", is this page.
    breadcrumb: tuple[Link, ...] = ()
    open_graph: OpenGraph | None = None
    # A JSON document, or "". Escaped for `<script>` when printed.
    json_ld: str = ""
    # False prints noindex.
    indexed: bool = True
    # Copyright line: the year of what the page shows, never today's, or every page would go stale; None omits it.
    year: int | None = None
    # Template → what it printed, shared by all frames whose menu, languages, feeds and year are the same.
    pieces: dict[str, Markup] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pager:
    """Links to the neighbouring windows of a list; "" where there is none."""

    newer_path: str = ""
    older_path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayGroup:
    """Cards of one day in the outlet's time zone, newest first."""

    day: date
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRow:
    """A section on the front page; the first card is drawn larger."""

    section: Link
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierTeaser(Link):
    summary: str
    # "3 commitments: 1 kept, 2 under way": ready to print, or "".
    figures: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedGroup:
    """Further reading on one of an article's main subjects; at most three cards."""

    subject: SubjectLink
    cards: tuple[TeaserCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentView:
    """A shown comment; never an address."""

    id: int
    name: str
    # Paragraphs, sanitised.
    html: str
    written_at: datetime
    # Oldest first; an answer has none.
    replies: tuple["CommentView", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A box to tick or a radio button."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HiddenField:
    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PostForm:
    """One button that changes something: confirm, unsubscribe."""

    # Path it is posted to.
    action: str
    label: str
    fields: tuple[HiddenField, ...] = ()
    # To fill in, all required.
    inputs: tuple[Input, ...] = ()
    groups: tuple[Group, ...] = ()
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    method: Literal["post", "get"] = "post"
    # A proof of work as JSON, or "".
    challenge: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Anything that can be rendered."""

    template: ClassVar[str]
    # Name of its stylesheet, one of assets.SHEETS.
    sheet: ClassVar[str] = "site"
    frame: PageFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage(Page):
    """The front page of one language."""

    template = "pages/front.html"
    sheet = "list"
    # Town before the date line, or "".
    place: str = ""
    # Latest publication or update among what is shown: the date line. Never the present moment.
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
    # The page that lists them all.
    dossiers_path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticlePage(Page):
    """An article or a brief on its own page."""

    template = "articles/article.html"
    sheet = "story"
    article: ArticleView
    # One group per main subject.
    related: tuple[RelatedGroup, ...] = ()
    # Oldest first, answers inside.
    comments: tuple[CommentView, ...] = ()
    # Answers included.
    comment_count: int = 0
    # The article in other languages.
    translations: tuple[LanguageLink, ...] = ()
    # Published more than a year ago: says so near the top.
    old: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingPage(Page):
    """A section's articles, newest first."""

    template = "listings/listing.html"
    sheet = "list"
    heading: str
    intro: str = ""
    # The first card is drawn larger when the page is the head of the list.
    is_head: bool = True
    cards: tuple[ArticleCard, ...]
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefsPage(Page):
    """The stream of briefs, day by day."""

    template = "listings/briefs.html"
    sheet = "list"
    heading: str
    days: tuple[DayGroup, ...]
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectPage(Page):
    """Everything about a person, organisation, place, theme or event."""

    template = "listings/subject.html"
    sheet = "list"
    name: str
    # Translated name of the kind: "Person".
    kind: str
    description: str = ""
    # Other names, in any script.
    aliases: tuple[str, ...] = ()
    # Where the letter is asked for with this subject put first.
    follow_path: str = ""
    picture: PictureCard | None = None
    dossiers: tuple[DossierTeaser, ...] = ()
    cards: tuple[ArticleCard, ...]
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorPage(Page):
    """Somebody who signs, with what they wrote."""

    template = "listings/author.html"
    sheet = "list"
    name: str
    # "Political correspondent", or "".
    role: str = ""
    # Plain text, or "".
    biography: str = ""
    picture: PictureCard | None = None
    accounts: tuple[AccountCard, ...] = ()
    cards: tuple[ArticleCard, ...]
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveMonth:
    """A month in the archive's calendar."""

    # First day of the month.
    month: date
    # "" when nothing was published or it is the page's own.
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivePage(Page):
    """One month, day by day."""

    template = "listings/archive.html"
    sheet = "list"
    # First day of the month.
    month: date
    days: tuple[DayGroup, ...]
    # Neighbouring months that have a page: newer is the later one.
    pager: Pager = Pager()
    # Months to choose from, oldest first; may be empty.
    months: tuple[ArchiveMonth, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveYear:
    number: int
    # Newest first.
    months: tuple[ArchiveMonth, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivesPage(Page):
    """Every month that has an article."""

    template = "listings/archives.html"
    sheet = "list"
    heading: str
    # Newest first.
    years: tuple[ArchiveYear, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    card: ArticleCard
    # Extract with the words found in `<mark>`, sanitised; "" shows the card's excerpt.
    extract: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage(Page):
    """What was found; not indexed."""

    template = "listings/search.html"
    # What was asked, "" before asking.
    query: str = ""
    # Articles found altogether.
    total: int = 0
    hits: tuple[SearchHit, ...] = ()
    # Subjects whose name was asked.
    subjects: tuple[SubjectLink, ...] = ()
    # Why nothing was looked for (too short…), or "".
    notice: str = ""
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingPage(Page):
    """About, contact, legal notice."""

    template = "pages/standing.html"
    heading: str
    intro: str = ""
    body: tuple[BlockView, ...]
    updated_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierEvent:
    day: date
    html: str
    # Articles that report it.
    articles: tuple[ArticleCard, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentStep:
    """A commitment came into a state."""

    day: date
    # announced, under_way, kept, broken, stalled, abandoned
    state: str
    # Translated name of the state.
    label: str
    # The article that proves it; None while it is not published.
    evidence: ArticleCard | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentView:
    """Something promised, and what became of it."""

    text: str
    # As in CommitmentStep: where it stands now.
    state: str
    state_label: str
    # Who promised, or None.
    by: Link | None = None
    # For when, in words; "" when no date was given.
    due: str = ""
    # Newest first.
    steps: tuple[CommitmentStep, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierPage(Page):
    """A matter followed over years."""

    template = "pages/dossier.html"
    name: str
    # Sanitised paragraphs.
    summary: str
    # "3 commitments: 1 kept, 2 under way", or "".
    figures: str = ""
    # Day of the last event or change, or None.
    moved_on: date | None = None
    # Path "" for those about whom nothing is published.
    actors: tuple[Link, ...] = ()
    commitments: tuple[CommitmentView, ...] = ()
    # Newest first.
    events: tuple[DossierEvent, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DossiersPage(Page):
    """Every followed matter of a language."""

    template = "pages/dossiers.html"
    heading: str
    intro: str = ""
    dossiers: tuple[DossierTeaser, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SignupPage(Page):
    """Asking for the edition; posted to /_/subscribe/."""

    template = "editions/signup.html"
    # Where the same is asked with subjects to put first.
    subjects_path: str = ""
    # Days of the week, all ticked.
    days: tuple[Choice, ...] = ()
    # Reading budgets offered, in minutes.
    minutes: tuple[Choice, ...] = ()
    # Sections of the selection; none ticked means everything.
    sections: tuple[Choice, ...] = ()
    # The last edition's web copy, or None.
    latest: Link | None = None
    # Filled in again after an error.
    email: str = ""
    # What was wrong, a sentence, or "".
    error: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionItem:
    """One story of an edition in the rendition chosen for it."""

    rendition: Literal["long", "short", "headline"]
    headline: str
    path: str
    section: Link
    # What the letter prints under the headline, sanitised; "" for a headline alone.
    html: str = ""
    picture: PictureCard | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionPage(Page):
    """The letter of one day on the web."""

    template = "editions/edition.html"
    edition_on: date
    # Whole minutes it takes to read.
    minutes: int
    intro: str = ""
    items: tuple[EditionItem, ...]
    pager: Pager = Pager()


@dataclass(frozen=True, kw_only=True, slots=True)
class MessagePage(Page):
    """The answer to a form, or the question before one; not indexed."""

    template = "messages/message.html"
    heading: str
    # Plain paragraphs.
    paragraphs: tuple[str, ...] = ()
    # Each a sentence; drawn as an alert.
    errors: tuple[str, ...] = ()
    form: PostForm | None = None
    forms: tuple[PostForm, ...] = ()
    # Where to go next.
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NotFoundPage(Page):
    """404, with the search field and the latest articles; not indexed."""

    template = "messages/not_found.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class GonePage(Page):
    """410: withdrawn; not indexed."""

    template = "messages/gone.html"
