"""Editions as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.articles.models import Article
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.core import addresses, reading_time
from rotative.editions.composing.compose import RESERVE_S, Kind
from rotative.editions.errors import NoEdition
from rotative.editions.models import Edition, EditionItem
from rotative.mail import reads as mailings
from rotative.mail.reads import Status
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True)
class PrintedItem:
    """A story as an edition prints it."""

    article_id: int
    kind: Kind
    headline: str
    # Plain, with an empty line between paragraphs; "" for a headline alone.
    text: str
    # Percent-encoded path of the article.
    path: str
    section: Link
    # The name of the article's genre; "" for news.
    label: str
    seconds: int
    pinned: bool
    # The picture of the article.
    picture: PictureCard | None = None


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
    # The time to read it, reserve included, and the same in whole minutes.
    seconds: int
    minutes: int
    budget_s: int
    items: tuple[PrintedItem, ...]


def find(edition_on: date, language: str) -> Edition:
    """Return the edition of a day. Raises NoEdition."""
    edition = Edition.objects.filter(edition_on=edition_on, language=language).first()
    if edition is None:
        raise NoEdition(date=edition_on, language=language)
    return edition


def edition(edition_id: int) -> EditionCard | None:
    """Return one edition with the stories it prints, in order, or None."""
    row = Edition.objects.filter(pk=edition_id).first()
    return card_of(row) if row else None


def public(language: str) -> tuple[tuple[int, date], ...]:
    """Return ids and dates of the editions that have a web copy, newest first."""
    rows = Edition.objects.public().filter(language=language).newest_first()
    return tuple(rows.values_list("pk", "edition_on"))


@dataclass(frozen=True, kw_only=True)
class LetterCard:
    """A letter in the archive."""

    id: int
    edition_on: date
    subject_line: str
    # Decoded path of the web copy.
    path: str

    @property
    def month(self) -> str:
        """Its month: "2026-11"."""
        return f"{self.edition_on:%Y-%m}"


# The archive of a language; of some languages' tens of letters a month, thousands after years.
_archives: Cached[str, tuple[LetterCard, ...]] = Cached()


def archive_key(language: str) -> str:
    """Return the key of the letters of a language that have a web copy."""
    return f"letters:{language}"


def around_key(edition_id: int) -> str:
    """Return the key of the letters before and after one. That of the archive would print every letter again each day."""
    return f"edition:{edition_id}:around"


def around(card: EditionCard) -> tuple[LetterCard | None, LetterCard | None]:
    """Return the letters with a web copy before and after one, in its language."""
    keys.record(around_key(card.id))
    return beside(card.edition_on, card.language)


def beside(day: date, language: str) -> tuple[LetterCard | None, LetterCard | None]:
    """Return the letters of a language with a web copy before and after a day."""
    public = Edition.objects.public().filter(language=language)
    older = _letters(public.filter(edition_on__lt=day).order_by("-edition_on")[:1])
    newer = _letters(public.filter(edition_on__gt=day).order_by("edition_on")[:1])
    return next(iter(older), None), next(iter(newer), None)


def archive(language: str) -> tuple[LetterCard, ...]:
    """Return the letters of a language that have a web copy, newest first."""
    return _archives.get_or_make(language, lambda: _archive(language))


def letters_with(article_ids: Sequence[int], language: str, *, limit: int) -> tuple[LetterCard, ...]:
    """Return the letters with a web copy that printed one of these articles, newest first."""
    printed = EditionItem.objects.filter(article_id__in=article_ids, position__isnull=False)
    rows = (
        Edition.objects.public().filter(language=language, pk__in=printed.values("edition_id")).newest_first()
    )
    return _letters(rows[:limit])


def _archive(language: str) -> tuple[LetterCard, ...]:
    keys.record(archive_key(language))
    return _letters(Edition.objects.public().filter(language=language).newest_first())


def _letters(rows: QuerySet[Edition]) -> tuple[LetterCard, ...]:
    return tuple(
        LetterCard(id=pk, edition_on=on, subject_line=subject_line, path=addresses.edition(language, on))
        for pk, on, subject_line, language in rows.values_list("pk", "edition_on", "subject_line", "language")
    )


def card_of(row: Edition) -> EditionCard:
    """Return the card of an edition that is loaded already. A story withdrawn since is left out."""
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
    """Count the deliveries of an edition by state; there is none before its audience is frozen."""
    return mailings.status(row.mailing) if row.mailing else Status()


def kicker(article: Article, language: str) -> str:
    """Return the words that a letter prints above the headline: section and genre."""
    label = articles.genre_label(article.genre, language)
    return f"{article.section.name} · {label}" if label else article.section.name


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
            label=cards[item.article_id].label,
            seconds=item.seconds,
            pinned=item.pinned,
            picture=cards[item.article_id].picture,
        )
        for item in items
        if item.article_id in cards
    ]
