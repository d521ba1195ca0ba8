"""The frame around every page, and the page itself, as frozen plain data."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from rotative.articles.cards import Link
from rotative.masthead.cards import Conventions, OutletCard

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
    """A link to the same page in another language; `name` is that language's own name for itself."""

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
        """The short name that readers know it by."""
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
    """The data that other sites show with a link to the page, besides the frame's address."""

    type: Literal["website", "article", "profile"] = "website"
    # "" takes the frame's.
    title: str = ""
    description: str = ""
    # "fr_FR"; "" leaves it out.
    locale: str = ""
    picture: SharingPicture | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place in the menu: all pages at one place have the same surroundings."""

    language: str
    # The section below or on whose page the reader is; None elsewhere.
    section_id: int | None = None
    # Whether it is the page of the entry itself; without a section that of the briefs.
    own_page: bool = False

    def __str__(self) -> str:
        """Write it as the press records it: "fr", "fr:12", "fr:12:page", "fr::page"."""
        entry = "" if self.section_id is None else self.section_id
        if self.own_page:
            return f"{self.language}:{entry}:page"
        return self.language if self.section_id is None else f"{self.language}:{entry}"

    @classmethod
    def parse(cls, written: str) -> "Place":
        language, entry, page = (*written.split(":"), "", "")[:3]
        return cls(language=language, section_id=int(entry) if entry else None, own_page=page == "page")


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The frame of every page at one place: what the slots of the page are filled with."""

    # The outlet in the language of the pages.
    outlet: OutletCard
    home_path: str
    search_path: str
    # The sign-up page of the edition.
    letter_path: str
    archives: Link
    menu: tuple[MenuItem, ...]
    # All of them, for the footer.
    sections: tuple[MenuItem, ...]
    # Standing pages for the footer (about, contact…).
    standing: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFrame:
    """The page's own part of head, nameplate, breadcrumb and footer; the rest are the slots that `Surroundings` fill."""

    # Gives `lang` and `dir`, clock and digits.
    conventions: Conventions
    # The page's place in the menu.
    place: Place
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
    # Other languages: this page's translation, else that language's front page.
    languages: tuple[LanguageLink, ...] = ()
    # Only real translations, with this page itself; empty when there is none.
    alternates: tuple[Alternate, ...] = ()
    # The page's own, then the outlet's. A title may contain the token of a slot.
    feeds: tuple[FeedLink, ...] = ()
    # From the front page down; the last one, with path "", is this page.
    breadcrumb: tuple[Link, ...] = ()
    open_graph: OpenGraph | None = None
    # A JSON document, or ""; it may contain tokens of slots. Escaped for `<script>` when printed.
    json_ld: str = ""
    # False prints noindex.
    indexed: bool = True
    # Title in the browser and in search engines, when it is another one; "" takes `title`.
    search_title: str = ""
    # Whole address of the page that search engines shall list instead of this one; "" for this one.
    original_url: str = ""
    # Year of the copyright line: that of the newest article shown. Today's would make every page stale at New Year.
    # None leaves it out.
    year: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page that its template can print."""

    template: ClassVar[str]
    # Its stylesheet: a name in assets.SHEETS.
    sheet: ClassVar[str] = "site"
    frame: PageFrame

    @property
    def components(self) -> tuple[str, ...]:
        """The names in assets.COMPONENTS of the rules that this page needs besides its stylesheet."""
        return ()
