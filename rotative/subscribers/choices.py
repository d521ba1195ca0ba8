"""Choices that a subscriber can make: language, minutes, sections, subjects, days, a pause."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from babel.dates import format_date
from django.db.models import Q

from rotative.articles import reads as articles
from rotative.articles.models import ListEntry
from rotative.core import conf
from rotative.core.languages import BY_CODE
from rotative.masthead import reads as masthead
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard
from rotative.subjects.models import SubjectName
from rotative.subscribers.models import EVERY_DAY, LEAST_MINUTES, MINUTES, MOST_MINUTES

BUDGETS = (3, 5, 10)
# Subjects of one subscriber: each set of subjects is a letter of its own.
MOST_SUBJECTS = 20
LONGEST_PAUSE = timedelta(days=366)

# Articles that are counted for the most used subjects.
_NEWEST = 500
# Subjects shown: the most used ones, and those found by name.
_MOST_USED = 12
_MOST_FOUND = 20
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The choices of one subscriber, but for a pause."""

    language: str
    minutes: int = MINUTES
    # Ids; empty means all of them.
    sections: tuple[int, ...] = ()
    # Ids of the subjects that are put first.
    subjects: tuple[int, ...] = ()
    # Bits of EVERY_DAY.
    days: int = EVERY_DAY


def existing_language(code: str, *, default: str = "") -> str:
    """Return the code if there is an edition in that language, else the default; "" means the outlet's first."""
    return code if code in masthead.languages() else default or str(conf.get("language"))


def is_budget(minutes: int) -> bool:
    """Return whether a letter of so many minutes can be chosen."""
    return LEAST_MINUTES <= minutes <= MOST_MINUTES


def weekdays(language: str) -> list[tuple[int, str]]:
    """Return the bit and the name of each day of the week, Monday first."""
    locale = BY_CODE[language].locale
    return [
        (1 << number, format_date(_MONDAY + timedelta(days=number), "EEEE", locale=locale))
        for number in range(7)
    ]


def existing_sections(ids: Collection[int], language: str) -> list[int]:
    """Return those of these sections that the language has; nothing if they are all of its sections."""
    there = {card.id for card in articles.sections(language)}
    chosen = sorted(there & set(ids))
    return [] if len(chosen) == len(there) else chosen


def translated_sections(ids: Collection[int], language: str) -> list[int]:
    """Return the sections of a language that are translations of these."""
    paths = {
        articles.section_elsewhere(card).get(language)
        for card in (articles.section(section_id) for section_id in ids)
        if card is not None
    }
    return [card.id for card in articles.sections(language) if card.path in paths]


def existing_subjects(ids: Collection[int], language: str) -> list[int]:
    """Return those of these subjects that have a name in the language, at most MOST_SUBJECTS."""
    return sorted(card.id for card in subjects_by_name(ids, language))[:MOST_SUBJECTS]


def subjects_by_name(ids: Iterable[int], language: str) -> list[SubjectCard]:
    """Return those of these subjects that have a name in the language, by name."""
    return sorted(subjects.subjects(ids, language).values(), key=lambda card: card.name)


def most_used_subjects(language: str) -> list[SubjectCard]:
    """Return the subjects that occur most often in the newest articles, by name."""
    site = articles.ListName(kind="site", language=language)
    newest = ListEntry.objects.filter(list=str(site)).order_by("-published_at", "-article")
    about = articles.subject_ids(list(newest.values_list("article", flat=True)[:_NEWEST]))
    counted = Counter(subject_id for ids in about.values() for subject_id in ids)
    most_used = counted.most_common(_MOST_USED)
    return subjects_by_name([subject_id for subject_id, _count in most_used], language)


def find_subjects(text: str, language: str) -> list[SubjectCard]:
    """Return the subjects with a name that contains the text, by name."""
    # PostgreSQL accepts no text with a zero byte.
    name = text.replace("\x00", "").strip()
    spellings = {name, name.lower(), name.title(), name.upper()} - {""}
    if not spellings:
        return []
    named = reduce(or_, (Q(name__contains=each) | Q(aliases__contains=each) for each in spellings))
    rows = SubjectName.objects.filter(named, language=language).order_by("name")
    return subjects_by_name(rows.values_list("subject_id", flat=True)[:_MOST_FOUND], language)
