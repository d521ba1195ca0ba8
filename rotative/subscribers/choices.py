"""Choices that a subscriber can make: language, minutes, sections, subjects, dossiers, days, a pause."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from babel.dates import format_date
from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rotative.articles import reads as articles
from rotative.articles.models import ListEntry
from rotative.core import conf
from rotative.core.fields.folded import matching
from rotative.core.languages import BY_CODE
from rotative.core.text.folding import fold
from rotative.dossiers.models import Dossier
from rotative.masthead import reads as masthead
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard
from rotative.subjects.models import SubjectName
from rotative.subscribers.models import EVERY_DAY, LEAST_MINUTES, MINUTES, MOST_MINUTES, Subscriber

BUDGETS = (3, 5, 10)
# Subjects of one subscriber: each set of subjects is a letter of its own.
MOST_SUBJECTS = 20
# Dossiers of one subscriber, likewise.
MOST_DOSSIERS = 20
LONGEST_PAUSE = timedelta(days=366)

# Articles that are counted for the most used subjects.
_NEWEST = 500
# Subjects and dossiers shown: the most used ones, or those that moved last, and those found by name.
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
    # Ids of the dossiers that are put first.
    dossiers: tuple[int, ...] = ()
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
    name = _searched(text)
    spellings = {name, name.lower(), name.title(), name.upper()} - {""}
    if not spellings:
        return []
    named = reduce(or_, (Q(name__contains=each) | Q(aliases__contains=each) for each in spellings))
    rows = SubjectName.objects.filter(named, language=language).order_by("name")
    return subjects_by_name(rows.values_list("subject_id", flat=True)[:_MOST_FOUND], language)


def existing_dossiers(ids: Collection[int], language: str, *, kept: Collection[int] = ()) -> list[int]:
    """Return those of these dossiers that are published in the language, at most MOST_DOSSIERS.

    kept: dossiers that the subscriber follows: they may stay though they are withdrawn.
    """
    may_be = Q(live=True) | Q(pk__in=kept)
    rows = dossiers_by_title(ids, language).filter(may_be).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MOST_DOSSIERS])


def translated_dossiers(ids: Collection[int], language: str) -> list[int]:
    """Return the dossiers of a language that are translations of these and were published once."""
    matters = Dossier.objects.filter(pk__in=ids).values("translation_key")
    found = _dossiers(language).filter(translation_key__in=matters, first_published_at__isnull=False)
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST_DOSSIERS])


def dossiers_by_title(ids: Iterable[int], language: str) -> QuerySet[Dossier]:
    """Return those of these dossiers that are in the language, published or not, by title."""
    return _dossiers(language).filter(pk__in=ids).order_by("title")


def newest_dossiers(language: str) -> list[Dossier]:
    """Return the published dossiers with the newest events, by title. A newsroom follows tens of matters."""
    moved = _dossiers(language).filter(live=True).annotate(moved_on=Max("events__on"))
    newest = moved.order_by(F("moved_on").desc(nulls_last=True), "-pk")[:_MOST_USED]
    return sorted(newest, key=lambda row: row.title)


def find_dossiers(text: str, language: str) -> list[Dossier]:
    """Return the published dossiers with every word of the text in their title, by title."""
    title = fold(_searched(text))
    if not title:
        return []
    return list(
        matching(_dossiers(language).filter(live=True), "folded", title).order_by("title")[:_MOST_FOUND]
    )


def asked_to_follow(subscriber: Subscriber, choices: Choices) -> dict[str, list[int]]:
    """Return the columns that keep what a confirmed subscriber asks to follow, in addition to what they asked before."""
    dossiers: Iterable[int] = choices.dossiers
    if choices.language != subscriber.language:
        dossiers = translated_dossiers(choices.dossiers, subscriber.language)
    # Ticked in addition to what they follow: together no more than the page may save.
    subject_ids = {*subscriber.asked_subjects, *choices.subjects}.difference(subscriber.subjects)
    dossier_ids = {*subscriber.asked_dossiers, *dossiers}.difference(subscriber.dossiers)
    return {
        "asked_subjects": sorted(subject_ids)[: max(0, MOST_SUBJECTS - len(subscriber.subjects))],
        "asked_dossiers": sorted(dossier_ids)[: max(0, MOST_DOSSIERS - len(subscriber.dossiers))],
    }


def put_first(subscriber: Subscriber) -> tuple[str, ...]:
    """Say to a person who has not confirmed yet what their letter will put first; nothing if they follow nothing."""
    names = _names(subscriber.subjects, subscriber.dossiers, subscriber.language)
    sentence = _(
        "It will put first: %(names)s. As soon as you have confirmed, you can change this at any time."
    )
    return (sentence % {"names": names},) if names else ()


def asked(subscriber: Subscriber) -> tuple[str, ...]:
    """Say to a confirmed subscriber what they asked to follow, and have not saved; nothing if they did not ask."""
    names = _names(subscriber.asked_subjects, subscriber.asked_dossiers, subscriber.language)
    sentence = _("You asked to follow: %(names)s. This is ticked on the page of your choices; save it there.")
    return (sentence % {"names": names},) if names else ()


def _names(subject_ids: Iterable[int], dossier_ids: Iterable[int], language: str) -> str:
    """Return the names of subjects and of published dossiers, "Le port, Le tramway"."""
    dossiers = dossiers_by_title(dossier_ids, language).filter(live=True)
    names = [card.name for card in subjects_by_name(subject_ids, language)]
    return pgettext("between names", ", ").join([*names, *(row.title for row in dossiers)])


def _dossiers(language: str) -> QuerySet[Dossier]:
    found: QuerySet[Dossier] = Dossier.objects.filter(locale__language_code=language)
    return found


def _searched(text: str) -> str:
    """Return what to search for. PostgreSQL accepts no text with a zero byte."""
    return text.replace("\x00", "").strip()
