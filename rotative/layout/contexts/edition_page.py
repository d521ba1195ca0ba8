"""The letter: its web copies and the form that subscribes to it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rotative.articles.cards import Link
from rotative.core.messages import Option
from rotative.layout.contexts.listing_pages import LetterLink
from rotative.layout.contexts.page import Page
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True, slots=True)
class SignupPage(Page):
    """The form that subscribes to the letter; it is posted to /_/subscribe/."""

    template = "editions/signup.html"
    sheet = "letter"
    # The archive of letters; "" before the first one.
    letters_path: str = ""
    # The newest letter with a web copy, as a sample, and its headlines.
    sample: LetterLink | None = None
    headlines: tuple[str, ...] = ()
    # The form that offers subjects and dossiers as well.
    subjects_path: str = ""
    # Days of the week, all ticked.
    days: tuple[Option, ...] = ()
    # Reading budgets offered, in minutes.
    minutes: tuple[Option, ...] = ()
    # Sections of the selection; none ticked means everything.
    sections: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionItem:
    """An article of an edition in the rendition chosen for it."""

    rendition: Literal["long", "short", "headline"]
    headline: str
    path: str
    section: Link
    # The name of the article's genre; "" for news.
    label: str
    # Where the contents lead to.
    anchor: str
    # "1 min 20 s": the time it takes to read, ready to print; "" for a headline alone.
    duration: str = ""
    # The text under the headline, sanitised; "" for a headline alone.
    html: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionPage(Page):
    """The web copy of the letter of one day."""

    template = "editions/edition.html"
    sheet = "letter"
    edition_on: date
    # Whole minutes it takes to read.
    minutes: int
    intro: str = ""
    # Of its first story, or None.
    picture: PictureCard | None = None
    items: tuple[EditionItem, ...]
    older: LetterLink | None = None
    newer: LetterLink | None = None
