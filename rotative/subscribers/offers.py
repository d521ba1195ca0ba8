"""What a reader may choose from: sections, subjects, minutes, languages, days."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from babel.dates import format_date
from django.db.models import Q

from rotative.articles import reads as articles
from rotative.articles.models import ListEntry
from rotative.articles.reads import SectionCard
from rotative.masthead import reads as masthead
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard
from rotative.subjects.models import SubjectName

BUDGETS = (3, 5, 10)
# So many subjects at most: each choice of them is a letter of its own.
MOST_SUBJECTS = 20

_NEWEST = 500
_OFFERED = 12
_FOUND = 20
_MONDAY = date(2024, 1, 1)


def languages() -> tuple[str, ...]:
    """The languages there is an edition in."""
    return masthead.languages()


def sections(language: str) -> tuple[SectionCard, ...]:
    return articles.sections(language)


def subjects_of(ids: Iterable[int], language: str) -> list[SubjectCard]:
    """The subjects of these ids that have a name in the language, by name."""
    return sorted(subjects.subjects(ids, language).values(), key=lambda card: card.name)


def most_used(language: str) -> list[SubjectCard]:
    """The subjects that the newest articles are most about, by name."""
    newest = ListEntry.objects.filter(list=f"site:{language}").order_by("-published_at", "-article")
    about = articles.subject_ids(list(newest.values_list("article", flat=True)[:_NEWEST]))
    counted = Counter(subject_id for ids in about.values() for subject_id in ids)
    return subjects_of([subject_id for subject_id, _count in counted.most_common(_OFFERED)], language)


def found(words: str, language: str) -> list[SubjectCard]:
    """The subjects one of whose names has these words, by name."""
    # PostgreSQL knows no text with a zero byte.
    name = words.replace("\x00", "").strip()
    spellings = {name, name.lower(), name.title(), name.upper()} - {""}
    if not spellings:
        return []
    named = reduce(or_, (Q(name__contains=each) | Q(aliases__contains=each) for each in spellings))
    rows = SubjectName.objects.filter(named, language=language).order_by("name")
    return subjects_of(rows.values_list("subject_id", flat=True)[:_FOUND], language)


def weekdays(language: str) -> list[tuple[int, str]]:
    """The days of the week, Monday first: bit and name."""
    locale = "ar_MA" if language == "ar" else language
    return [
        (1 << number, format_date(_MONDAY + timedelta(days=number), "EEEE", locale=locale))
        for number in range(7)
    ]


def real_sections(ids: Collection[int], language: str) -> list[int]:
    """Those of these sections that the language has; none where all of them were meant."""
    there = {card.id for card in sections(language)}
    chosen = sorted(there & set(ids))
    return [] if len(chosen) == len(there) else chosen


def real_subjects(ids: Collection[int], language: str) -> list[int]:
    """Those of these subjects that exist, at most MOST_SUBJECTS."""
    return sorted(card.id for card in subjects_of(ids, language))[:MOST_SUBJECTS]


def sections_in(ids: Collection[int], language: str) -> list[int]:
    """The sections that these are called in another language."""
    paths = {
        articles.section_elsewhere(card).get(language)
        for card in (articles.section(section_id) for section_id in ids)
        if card is not None
    }
    return [card.id for card in sections(language) if card.path in paths]
