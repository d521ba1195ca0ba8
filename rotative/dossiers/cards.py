"""Dossiers as plain data."""

from dataclasses import dataclass
from datetime import date

from rotative.articles.cards import ArticleCard
from rotative.subjects.cards import SubjectCard


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
    # The articles that its states rest on, published or not.
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EventCard:
    """An event of a dossier."""

    on: date
    text: str
    # None when no live article reports it.
    article: ArticleCard | None


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """A change of a commitment's state, with an article that readers can open."""

    on: date
    state: str
    evidence: ArticleCard


@dataclass(frozen=True, kw_only=True)
class CommitmentCard:
    """A promise."""

    text: str
    who: SubjectCard | None
    # The date as text, as it was promised.
    due: str
    # "" while no evidence is published.
    state: str
    # Oldest first.
    changes: tuple[ChangeCard, ...]


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """A dossier as its own page shows it."""

    card: DossierCard
    actors: tuple[SubjectCard, ...]
    commitments: tuple[CommitmentCard, ...]
    # Newest first.
    events: tuple[EventCard, ...]
    # Language code → decoded path of the published translation.
    translations: dict[str, str]
