"""Dossiers."""

from dataclasses import dataclass
from datetime import date

from rotative.articles.cards import ArticleCard, Link
from rotative.layout.contexts.page import Page
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierTeaser(Link):
    """A dossier as a list announces it."""

    summary: str
    # "3 commitments: 1 kept, 2 under way": ready to print, or "".
    figures: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierEvent:
    """An entry in the chronology of a dossier: an event, or an article that proves a change of state."""

    day: date
    # Sanitised paragraphs; "" for an article alone.
    html: str = ""
    # The article that reports it or is the proof, linked here and nowhere else on the page.
    article: ArticleCard | None = None
    # Where the changes of state that the article proves lead to; "" without an article.
    anchor: str = ""
    # The anchor of the entry that has the article of this one already, or "".
    see: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StateCount:
    """The commitments of a dossier that are in one state."""

    # As in CommitmentStep.
    state: str
    count: int
    # "2 kept": ready to print.
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentStep:
    """A change of a commitment's state."""

    day: date
    # announced, under_way, kept, broken, stalled, abandoned
    state: str
    # Translated name of the state.
    label: str
    # The anchor of its proof in the chronology.
    proof: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentView:
    """A promise and its states."""

    text: str
    # As in CommitmentStep: the present one; "" while no evidence is published.
    state: str
    state_label: str
    # The person or body that promised, or None.
    by: Link | None = None
    # The date it is promised for, in words; "" if there is none.
    due: str = ""
    # Newest first.
    steps: tuple[CommitmentStep, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierPage(Page):
    """A matter that the newsroom follows over years."""

    template = "pages/dossier.html"
    name: str
    # Sanitised paragraphs.
    summary: str
    # "3 commitments": ready to print, or "".
    total: str = ""
    # In the order of the states, without those that no commitment is in.
    tally: tuple[StateCount, ...] = ()
    # Of the newest article in the chronology that has one.
    picture: PictureCard | None = None
    # Day of the last event or change, or None.
    moved_on: date | None = None
    # With path "" if nothing is published about them.
    actors: tuple[Link, ...] = ()
    commitments: tuple[CommitmentView, ...] = ()
    # Newest first.
    events: tuple[DossierEvent, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DossiersPage(Page):
    """The list of the dossiers of a language."""

    template = "pages/dossiers.html"
    heading: str
    intro: str = ""
    dossiers: tuple[DossierTeaser, ...]
