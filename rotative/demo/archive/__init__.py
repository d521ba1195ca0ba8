"""A large archive in a minute: published articles with everything that hangs on them, in the state that publishing leaves.

Rows go into the database as they are, past models, signals and revisions; what publishing derives from an article (its
lists, its card's digest, whether it is old) comes from the functions that publishing itself calls, and windows are
numbered as articles enter, oldest first. A test compares a small archive with the same articles published one by one.

What an imported archive has not, this one has not either: revisions, and rows of Wagtail's reference index.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, islice
from typing import Any, cast

from django.db import transaction
from django.db.models import Max, Min
from wagtail.models import Locale

from rotative.articles import bulk_publish, lists, publication
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, ListEntry, Section
from rotative.bake import queue, verify
from rotative.bake.batch import loaders
from rotative.bake.models import PublicPath
from rotative.core import addresses, clock
from rotative.core.sql import rows_sql
from rotative.core.sql.rows_sql import Table
from rotative.core.text import slug as slug_of
from rotative.demo.archive.prose import Piece, Writer
from rotative.search import actions as search
from rotative.subjects.models import Subject, SubjectName

# The newest years come at a dozen articles a day whatever the size, so that two archives differ only in what is older.
PACE = timedelta(hours=2)
RECENT = timedelta(days=2 * 365)
SPAN = timedelta(days=20 * 365)
# Articles a transaction.
_BATCH = 2000
_LANGUAGE = "fr"
_SECTIONS = ("Politique", "Économie", "Monde", "Société", "Culture", "Sciences", "Sport", "Régions")
_BYLINES = 40
_SUBJECTS_MIN, _SUBJECTS_MAX, _ARTICLES_PER_SUBJECT = 20, 2000, 50
SUBJECTS_EACH = 2


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The people and subjects that the articles are about, and their authors."""

    locale: Locale
    sections: tuple[Section, ...]
    # Primary keys.
    subjects: tuple[int, ...]
    bylines: tuple[int, ...]


@dataclass(kw_only=True, slots=True)
class _Body:
    raw_data: list[dict[str, Any]]


@dataclass(kw_only=True, slots=True)
class _Made:
    """An article before it is a row; what publishing derives is asked of it as of a model."""

    pk: int
    section: Section
    piece: Piece
    published_at: datetime
    rank: int
    # Primary keys, main or first to sign first.
    subjects: tuple[int, ...]
    bylines: tuple[int, ...]
    body: _Body
    path: str
    language: str = _LANGUAGE
    form: str = Article.Form.ARTICLE.value
    genre: str = Article.Genre.NEWS.value
    updated_at: None = None
    picture_id: None = None
    picture_alt: str = ""
    picture_caption: str = ""
    picture_credit: str = ""
    hidden_from_search: bool = False
    original_url: str = ""

    @property
    def section_id(self) -> int:
        return self.section.pk

    @property
    def headline(self) -> str:
        return self.piece.headline

    @property
    def standfirst(self) -> str:
        return self.piece.standfirst


def add(
    count: int,
    *,
    seed: int = 1,
    until: datetime | None = None,
    searchable: bool = False,
    subjects_each: int = SUBJECTS_EACH,
    progress: Callable[[int], object] = lambda _done: None,
) -> None:
    """Add published articles, older than everything else in this newsroom; all its pages then wait to be printed.

    Sections, subjects and signatures are those it has in French, or new ones where it has none.
    until: aware; the newest is PACE older. The date of the oldest article, or now, unless given.
    searchable: also put them into the search index, which takes longer than all the rest.
    subjects_each: subjects drawn for each article; the same one twice counts once.
    """
    writer, found, store = Writer(seed), _cast(count), _Store()
    first = (Article.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    made = _articles(writer, found, first, dates(count, until or _oldest()), subjects_each)
    with rows_sql.roomy():
        while batch := list(islice(made, _BATCH)):
            store.keep(batch, found.locale, writer)
            progress(len(batch))
    store.finish()
    if searchable:
        search.rebuild()


def dates(count: int, until: datetime) -> Iterator[datetime]:
    """Yield the dates of so many articles, oldest first: at PACE for the last years, evenly spread before."""
    recent = min(count, RECENT // PACE)
    older = count - recent
    edge = until - recent * PACE
    apart = (SPAN - RECENT) / older if older else PACE
    yield from (edge - number * apart for number in range(older, 0, -1))
    yield from (until - number * PACE for number in range(recent, 0, -1))


def _oldest() -> datetime:
    oldest = Article.objects.filter(live=True).aggregate(oldest=Min("published_at"))["oldest"]
    return oldest or clock.now()


def _cast(count: int) -> Cast:
    locale = Locale.objects.get_or_create(language_code=_LANGUAGE)[0]
    return Cast(
        locale=locale,
        sections=tuple(Section.objects.filter(locale=locale)) or tuple(_sections(locale)),
        subjects=tuple(Subject.objects.order_by("pk").values_list("pk", flat=True)) or _subjects(count),
        bylines=tuple(Byline.objects.filter(locale=locale).order_by("pk").values_list("pk", flat=True))
        or _bylines(locale),
    )


def _sections(locale: Locale) -> Iterator[Section]:
    for position, name in enumerate(_SECTIONS):
        section = Section(
            locale=locale, name=name, slug=slug_of(name, _LANGUAGE), position=position, description=f"{name}."
        )
        section.save()
        yield section


def _subjects(count: int) -> tuple[int, ...]:
    wanted = max(_SUBJECTS_MIN, min(_SUBJECTS_MAX, count // _ARTICLES_PER_SUBJECT))
    made = Subject.objects.bulk_create(Subject(kind=Subject.Kind.THEME) for _number in range(wanted))
    SubjectName.objects.bulk_create(
        SubjectName(subject=subject, language=_LANGUAGE, name=f"Sujet {number}", slug=f"sujet-{number}")
        for number, subject in enumerate(made, start=1)
    )
    return tuple(subject.pk for subject in made)


def _bylines(locale: Locale) -> tuple[int, ...]:
    made = Byline.objects.bulk_create(
        Byline(locale=locale, name=f"Signature {number}", slug=f"signature-{number}")
        for number in range(1, _BYLINES + 1)
    )
    return tuple(byline.pk for byline in made)


def _articles(
    writer: Writer, found: Cast, first: int, published: Iterator[datetime], subjects_each: int
) -> Iterator[_Made]:
    draw = writer.draw
    # The first subject is in the news a hundred times as often as the hundredth.
    weights = list(accumulate(1 / rank for rank in range(1, len(found.subjects) + 1)))
    for pk, published_at in enumerate(published, start=first):
        piece, section = writer.piece(pk), draw.choice(found.sections)
        about = dict.fromkeys(draw.choices(found.subjects, cum_weights=weights, k=subjects_each))
        yield _Made(
            pk=pk,
            section=section,
            piece=piece,
            published_at=published_at,
            rank=draw.randint(2, 5),
            subjects=tuple(about),
            bylines=(draw.choice(found.bylines),),
            body=_Body(raw_data=piece.blocks),
            path=addresses.article(_LANGUAGE, section.slug, piece.slug),
        )


class _Store:
    """The tables an article leaves rows in."""

    def __init__(self) -> None:
        self._articles = Table(
            Article(live=True, state=Article.State.PUBLISHED, comments_open=False),
            (
                *(
                    "id",
                    "locale_id",
                    "translation_key",
                    "section_id",
                    "headline",
                    "slug",
                    "standfirst",
                    "body",
                ),
                *("rank", "path", "card_digest", "word_count", "aged", "published_at", "first_published_at"),
                *("last_published_at", "created_at", "edited_at"),
            ),
        )
        self._subjects = Table(ArticleSubject(), ("article_id", "subject_id", "sort_order"))
        self._bylines = Table(ArticleByline(), ("article_id", "byline_id", "sort_order"))
        self._entries = Table(ListEntry(), ("list", "window", "article_id", "published_at"))
        self._paths = Table(PublicPath(recipe="article"), ("path", "arg"))
        # A list that had articles before is numbered at the end, by the road of an import.
        self._known = set(ListEntry.objects.values_list("list", flat=True).distinct())
        self._counts: Counter[str] = Counter()

    @transaction.atomic
    def keep(self, batch: Sequence[_Made], locale: Locale, writer: Writer) -> None:
        """Put a batch into every table."""
        self._articles.insert(_row(made, locale, writer) for made in batch)
        self._subjects.insert(
            (made.pk, subject_id, order) for made in batch for order, subject_id in enumerate(made.subjects)
        )
        self._bylines.insert(
            (made.pk, byline_id, order) for made in batch for order, byline_id in enumerate(made.bylines)
        )
        self._entries.insert(
            (name, self._window(name), made.pk, made.published_at)
            for made in batch
            for name in map(
                str, lists.names(cast(Article, made), subjects=made.subjects, bylines=made.bylines)
            )
        )
        self._paths.insert((made.path, str(made.pk)) for made in batch)

    def finish(self) -> None:
        """Number what waits, and place every page that the lists now have."""
        self._articles.follow()
        bulk_publish.number_lists()
        with loaders.batch():
            verify.sync()
        queue.mark_everything()

    def _window(self, name: str) -> int:
        if name in self._known:
            return bulk_publish.WAITING
        self._counts[name] += 1
        return (self._counts[name] - 1) // lists.size(name) + 1


def _row(made: _Made, locale: Locale, writer: Writer) -> tuple[Any, ...]:
    at = made.published_at
    derived = (
        publication.card_digest(cast(Article, made), made.bylines),
        publication.word_count(made.piece.blocks, made.standfirst),
        publication.is_old(cast(Article, made)),
    )
    return (
        *(made.pk, locale.pk, writer.key(), made.section.pk, made.headline, made.piece.slug, made.standfirst),
        *(json.dumps(made.piece.blocks), made.rank, made.path, *derived),
        *(at, at, at, at, at),
    )
