"""Dossiers as plain data."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from rotative.articles.cards import ArticleCard
from rotative.subjects.cards import SubjectCard


@dataclass(frozen=True, kw_only=True)
class LatestEvent:
    """The newest event that readers see."""

    id: int
    # As `core.edtf` writes it.
    when: str
    on: date
    text: str


@dataclass(frozen=True, kw_only=True)
class DossierCard:
    """A dossier in a list."""

    id: int
    language: str
    title: str
    summary: str
    # Decoded.
    path: str
    # State → number of commitments with published evidence, in the order of the states; states without any are left out.
    commitments: dict[str, int]
    # Day of its last event or change, None when nothing has happened.
    moved_on: date | None
    latest: LatestEvent | None = None
    # The articles on which its states and its latest event depend, published or not.
    evidence: tuple[int, ...] = ()
    # Article → the last day for which the dossier cites it.
    cited: dict[int, date] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DocumentCard:
    """A document from elsewhere."""

    title: str
    publisher: str
    # "" for a document that is on paper.
    url: str
    # As `core.edtf` writes it.
    published: str
    language: str
    quotation: str
    # "" when the newsroom has the copy.
    archive_url: str


@dataclass(frozen=True, kw_only=True)
class ActorCard:
    """A subject that takes part."""

    subject: SubjectCard
    role: str


@dataclass(frozen=True, kw_only=True)
class EventCard:
    """An event of a dossier, which readers can check."""

    id: int
    # As `core.edtf` writes it, here and below.
    when: str
    on: date
    until: date
    text: str
    # See `models.EventKind`.
    kind: str
    place: SubjectCard | None = None
    participants: tuple[SubjectCard, ...] = ()
    articles: tuple[ArticleCard, ...] = ()
    documents: tuple[DocumentCard, ...] = ()
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """A change of a commitment's state, with evidence that readers can check: one of the two."""

    id: int
    on: date
    state: str
    explanation: str
    article: ArticleCard | None = None
    document: DocumentCard | None = None
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class CorrectionCard:
    """An entry of the history that was wrong, and what counts instead."""

    day: date
    was_on: date
    was_state: str
    # "" when the entry was taken back.
    state: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class TermsCard:
    """A change of what a commitment says."""

    at: datetime
    why: str
    # What was promised, before.
    text: str


@dataclass(frozen=True, kw_only=True)
class CommitmentCard:
    """A promise."""

    id: int
    text: str
    who: SubjectCard | None
    to: SubjectCard | None = None
    # "" when it is not known.
    said: str = ""
    quotation: str = ""
    article: ArticleCard | None = None
    document: DocumentCard | None = None
    # "" for no date.
    due: str = ""
    # Its last day.
    due_last: date | None = None
    # In their words.
    due_words: str = ""
    amount: Decimal | None = None
    currency: str = ""
    # "" while no evidence is published.
    state: str
    # Oldest first.
    changes: tuple[ChangeCard, ...]
    corrections: tuple[CorrectionCard, ...] = ()
    terms: tuple[TermsCard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SummaryCard:
    """A summary that readers saw before the present one."""

    since: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """A dossier as its own page shows it."""

    card: DossierCard
    actors: tuple[ActorCard, ...]
    commitments: tuple[CommitmentCard, ...]
    # Newest first.
    events: tuple[EventCard, ...]
    # Newest first.
    earlier: tuple[SummaryCard, ...] = ()
    # Language code → decoded path of the published translation.
    translations: dict[str, str]
