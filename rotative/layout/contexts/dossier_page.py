"""Dossiers."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from rotative.articles.cards import ArticleCard, Link
from rotative.dossiers.cards import DocumentCard
from rotative.layout.contexts.page import Page
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierTeaser(Link):
    """A dossier as a list announces it."""

    summary: str
    # "3 commitments: 1 kept, 2 under way": ready to print, or "".
    figures: str = ""
    # The newest event: its date as `core.edtf` writes it, and its words cut to a line; "" if there is none.
    latest_when: str = ""
    latest: str = ""
    # Encoded, with the anchor of that event.
    latest_path: str = ""
    # Whether that event is newer than what the article reports under which this is shown.
    newer: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorLink(Link):
    """A subject that takes part; path "" if nothing is published about it."""

    role: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierEvent:
    """An event in the chronology."""

    # "e12": its anchor, and the name under which the reader's browser remembers it.
    anchor: str
    # As `core.edtf` writes it.
    when: str
    # The first day, for machines.
    on: date
    # Sanitised paragraphs.
    html: str
    # Translated; "" for one that has no kind of its own.
    kind: str = ""
    place: Link | None = None
    participants: tuple[Link, ...] = ()
    articles: tuple[ArticleCard, ...] = ()
    documents: tuple[DocumentCard, ...] = ()
    # Before it, counted from the later one above: "Nothing for 11 months", or "".
    gap: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierYear:
    """The events of a year, newest first."""

    # In the digits of the outlet.
    year: str
    events: tuple[DossierEvent, ...]


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
    """A change of a commitment's state, with its evidence."""

    # "c12", as the anchor of an event.
    anchor: str
    day: date
    # announced, under_way, kept, broken, stalled, abandoned
    state: str
    # Translated name of the state.
    label: str
    explanation: str = ""
    article: ArticleCard | None = None
    document: DocumentCard | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentNote:
    """A correction of the history, or a change of the terms."""

    day: date
    # Ready to print.
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentView:
    """A promise and its states."""

    # "p12".
    anchor: str
    text: str
    # As in CommitmentStep: the present one; "" while no evidence is published.
    state: str
    state_label: str
    # The person or body that promised, or None.
    by: Link | None = None
    to: Link | None = None
    # As `core.edtf` writes it, or "".
    said: str = ""
    quotation: str = ""
    article: ArticleCard | None = None
    document: DocumentCard | None = None
    # The date it is promised for, in words; "" if there is none.
    due: str = ""
    # "1 200 000 000 MAD", or "".
    amount: str = ""
    # Newest first.
    steps: tuple[CommitmentStep, ...] = ()
    notes: tuple[CommitmentNote, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StateColumn:
    """The commitments by state at the end of a period."""

    # "2025", "Q2 2025".
    name: str
    # In the order of the states of the table.
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StatesOverTime:
    """The commitments by state, period after period: drawn, and as a table."""

    # Codes, and their translated names.
    states: tuple[str, ...]
    labels: tuple[str, ...]
    # Oldest first.
    columns: tuple[StateColumn, ...]
    drawing: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterLink(Link):
    """A page with a part of the chronology."""

    count: int
    current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierSummary:
    since: datetime
    # Sanitised paragraphs.
    html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierPage(Page):
    """A matter that the newsroom follows over years, or a part of its chronology."""

    template = "pages/dossier.html"
    sheet = "dossier"
    id: int
    name: str
    # Sanitised paragraphs; "" on the page of a part.
    summary: str
    # The page of the whole dossier and the name of the part, on the page of a part; "" elsewhere.
    whole_path: str = ""
    part: str = ""
    # "3 commitments": ready to print, or "".
    total: str = ""
    # In the order of the states, without those that no commitment is in.
    tally: tuple[StateCount, ...] = ()
    # Of the newest article in the chronology that has one.
    picture: PictureCard | None = None
    # Day of the last event or change, or None.
    moved_on: date | None = None
    actors: tuple[ActorLink, ...] = ()
    commitments: tuple[CommitmentView, ...] = ()
    over_time: StatesOverTime | None = None
    # Newest first.
    years: tuple[DossierYear, ...] = ()
    by_actor: tuple[FilterLink, ...] = ()
    by_kind: tuple[FilterLink, ...] = ()
    earlier: tuple[EarlierSummary, ...] = ()
    # Encoded paths; "" on the page of a part.
    feed_path: str = ""
    export_path: str = ""
    # Where a reader has it put first in the letter, with the query.
    follow_path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossiersPage(Page):
    """The list of the dossiers of a language."""

    template = "pages/dossiers.html"
    sheet = "dossier"
    heading: str
    intro: str = ""
    # Encoded.
    promises_path: str = ""
    dossiers: tuple[DossierTeaser, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRow:
    """A commitment among those of all dossiers."""

    dossier: Link
    # With the anchor of the commitment.
    path: str
    text: str
    state: str
    state_label: str
    by: Link | None = None
    due: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseGroup:
    # Ready to print.
    name: str
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PromisesPage(Page):
    """The commitments of all dossiers of a language, by state, by actor or by date."""

    template = "pages/promises.html"
    sheet = "dossier"
    heading: str
    total: str
    tally: tuple[StateCount, ...]
    # The three pages; the present one has path "".
    orders: tuple[Link, ...]
    groups: tuple[PromiseGroup, ...]
