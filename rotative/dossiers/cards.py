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
    # State → how many commitments stand there, in the order of the states; those with none are left out.
    commitments: dict[str, int]
    # Day of its last event or change, None when nothing has happened.
    moved_on: date | None


@dataclass(frozen=True, kw_only=True)
class EventCard:
    """Something that happened."""

    on: date
    text: str
    # None when no live article tells it.
    article: ArticleCard | None


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """A commitment came into a state."""

    on: date
    state: str
    # None while the article is not published.
    evidence: ArticleCard | None


@dataclass(frozen=True, kw_only=True)
class CommitmentCard:
    """Something promised."""

    text: str
    who: SubjectCard | None
    # For when, in words.
    due: str
    state: str
    # Oldest first.
    changes: tuple[ChangeCard, ...]


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """A dossier as its own page shows it."""

    card: DossierCard
    actors: tuple[SubjectCard, ...]
    commitments: tuple[CommitmentCard, ...]
    # Oldest first.
    events: tuple[EventCard, ...]
    # Language code → decoded path of the published translation.
    translations: dict[str, str]
