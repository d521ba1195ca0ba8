"""The letter: its web copies and the form that subscribes to it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rotative.articles.cards import Link
from rotative.core.messages import Option
from rotative.layout.contexts.page import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class SignupPage(Page):
    """The form that subscribes to the letter; it is posted to /_/subscribe/."""

    template = "editions/signup.html"
    # The archive of letters; "" before the first one.
    letters_path: str = ""
    # The form that offers subjects as well.
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
    # The text under the headline, sanitised; "" for a headline alone.
    html: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionPage(Page):
    """The web copy of the letter of one day."""

    template = "editions/edition.html"
    edition_on: date
    # Whole minutes it takes to read.
    minutes: int
    intro: str = ""
    items: tuple[EditionItem, ...]
