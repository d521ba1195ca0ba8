"""Editions as plain data."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.core import reading_time
from rotative.editions.composing.compose import RESERVE_S, Kind
from rotative.editions.errors import NoEdition
from rotative.editions.models import Delivery, Edition, EditionItem


@dataclass(frozen=True, kw_only=True)
class PrintedItem:
    """A story as an edition prints it."""

    article_id: int
    kind: Kind
    headline: str
    # Plain, paragraphs parted by an empty line; "" for a headline alone.
    text: str
    # Percent-encoded path of the article.
    path: str
    section: Link
    seconds: int
    pinned: bool


@dataclass(frozen=True, kw_only=True)
class EditionCard:
    """An edition as its letter and its web copy show it."""

    id: int
    edition_on: date
    language: str
    state: str
    # Percent-encoded path of the web copy.
    path: str
    subject_line: str
    preheader: str
    intro: str
    # What it takes to read, reserve included, and the same in whole minutes.
    seconds: int
    minutes: int
    budget_s: int
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, kw_only=True)
class Status:
    """How many deliveries of an edition stand where. prepared is the sum of all others."""

    prepared: int = 0
    queued: int = 0
    sending: int = 0
    sent: int = 0
    deferred: int = 0
    failed: int = 0
    skipped: int = 0
    doubt: int = 0


def find(edition_on: date, language: str) -> Edition:
    """The edition of a day. Raises NoEdition."""
    edition = Edition.objects.filter(edition_on=edition_on, language=language).first()
    if edition is None:
        raise NoEdition(date=edition_on, language=language)
    return edition


def edition(edition_id: int) -> EditionCard | None:
    """One edition with the stories it prints, in order, or None."""
    row = Edition.objects.filter(pk=edition_id).first()
    return card_of(row) if row else None


def public(language: str) -> tuple[tuple[int, date], ...]:
    """Ids and dates of the editions that have a web copy, newest first."""
    rows = Edition.objects.public().filter(language=language).newest_first()
    return tuple(rows.values_list("pk", "edition_on"))


def card_of(row: Edition) -> EditionCard:
    """An edition that is loaded already. A story withdrawn since is left out."""
    printed = tuple(_printed(row))
    seconds = RESERVE_S + sum(item.seconds for item in printed)
    return EditionCard(
        id=row.pk,
        edition_on=row.edition_on,
        language=row.language,
        state=row.state,
        path=row.get_absolute_url(),
        subject_line=row.subject_line,
        preheader=row.preheader,
        intro=row.intro,
        seconds=seconds,
        minutes=reading_time.minutes(seconds),
        budget_s=row.budget_s,
        items=printed,
    )


def status(row: Edition) -> Status:
    """Where the deliveries of an edition stand."""
    counts = dict(row.deliveries.values_list("state").annotate(count=Count("pk")))
    known = {str(state): counts.get(state, 0) for state in Delivery.State.values}
    return Status(prepared=sum(known.values()), **known)


def _printed(row: Edition) -> list[PrintedItem]:
    items = list(EditionItem.objects.filter(edition=row, position__isnull=False).order_by("position"))
    cards = articles.cards(item.article_id for item in items)
    return [
        PrintedItem(
            article_id=item.article_id,
            kind=Kind(item.kind),
            headline=item.headline,
            text=item.text,
            path=cards[item.article_id].path,
            section=cards[item.article_id].section,
            seconds=item.seconds,
            pinned=item.pinned,
        )
        for item in items
        if item.article_id in cards
    ]
