"""Subjects that appear with another one more often than chance would have it: chosen when its page is first printed.

The newest articles of its list are counted, a fixed number of them, and compared with the sizes of the other lists. In a
long list the choice is made again with every window of articles, not with every article.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rotative.articles import list_sql
from rotative.articles.list_name import ListName
from rotative.articles.related import choice_sql
from rotative.bake import queue
from rotative.core.sql import rows

# Subjects shown with another one.
SHOWN = 8
# Newest articles of the list that are counted.
_COUNTED = 300
# The most frequent companions, among which the choice is made.
_COMPARED = 40
# An article in common is no habit.
_LEAST = 2
# Less often than this many times the chance is none.
_LEAST_LIFT = 1.2
_COMPANIONS = """
    SELECT CAST(%s AS integer), subject_id, times FROM (
        SELECT s.subject_id, COUNT(*) AS times FROM (
            SELECT article_id FROM articles_listentry WHERE list = %s
            ORDER BY published_at DESC, article_id DESC LIMIT %s
        ) AS newest JOIN articles_articlesubject s ON s.article_id = newest.article_id
        WHERE s.subject_id <> %s GROUP BY s.subject_id HAVING COUNT(*) >= %s
        ORDER BY times DESC, s.subject_id LIMIT %s
    ) AS companions
"""
# SQLite takes 500 parts of a union.
_SLICE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Companion:
    """A subject that goes with another one."""

    subject_id: int
    # Articles that have both, among those that were counted.
    count: int
    # How many times more often than by chance; at least 1.2.
    lift: float


def name(subject_id: int, language: str) -> str:
    """Return the name of the choice, which is also the key of the box."""
    return f"together:{subject_id}:{language}"


def kept(names: Sequence[tuple[int, str]]) -> dict[tuple[int, str], tuple[Companion, ...]]:
    """Return what was chosen for subjects in a language, in one query; the others are left out."""
    asked = {name(*one): one for one in names}
    return {
        asked[written]: tuple(Companion(subject_id=pk, count=count, lift=lift) for pk, count, lift in chosen)
        for written, chosen in choice_sql.kept(list(asked)).items()
    }


def keep(chosen: Mapping[tuple[int, str], Sequence[Companion]]) -> None:
    """Keep the choices by subject and language."""
    choice_sql.keep(
        {name(*one): [(it.subject_id, it.count, it.lift) for it in found] for one, found in chosen.items()}
    )


def choose(asked: Sequence[tuple[int, str]]) -> dict[tuple[int, str], tuple[Companion, ...]]:
    """Choose for subjects in a language those that go with each, the closest first; two queries for every hundred."""
    chosen: dict[tuple[int, str], tuple[Companion, ...]] = {}
    for start in range(0, len(asked), _SLICE):
        chosen |= _choose(asked[start : start + _SLICE])
    return chosen


def _choose(asked: Sequence[tuple[int, str]]) -> dict[tuple[int, str], tuple[Companion, ...]]:
    values = [
        value
        for number, (pk, language) in enumerate(asked)
        for value in (number, _list(pk, language), _COUNTED, pk, _LEAST, _COMPARED)
    ]
    counts: dict[tuple[int, str], dict[int, int]] = {one: {} for one in asked}
    for number, pk, count in rows(" UNION ALL ".join([_COMPANIONS] * len(asked)), values):
        counts[asked[number]][pk] = count
    names = {_list(pk, language) for (own, language), found in counts.items() for pk in (own, *found)}
    names |= {str(ListName(kind="site", language=language)) for _pk, language in asked}
    sizes = list_sql.sizes(sorted(names))
    return {one: _closest(one, found, sizes) for one, found in counts.items()}


def _closest(
    asked: tuple[int, str], counts: Mapping[int, int], sizes: Mapping[str, int]
) -> tuple[Companion, ...]:
    """Return those of the frequent companions of a subject that are more frequent than by chance."""
    own, language = asked
    counted = max(min(sizes[_list(own, language)], _COUNTED), 1)
    everything = max(sizes[str(ListName(kind="site", language=language))], 1)
    companions = []
    for pk, count in counts.items():
        lift = (count / counted) / (max(sizes[_list(pk, language)], count) / everything)
        if lift >= _LEAST_LIFT:
            companions.append(Companion(subject_id=pk, count=count, lift=round(lift, 1)))
    return tuple(sorted(companions, key=lambda one: (-one.count * log(one.lift), one.subject_id))[:SHOWN])


def _list(subject_id: int, language: str) -> str:
    return str(ListName(kind="subject", id=subject_id, language=language))


def choose_again(subjects: Iterable[int], language: str) -> None:
    """Forget what was chosen for these subjects, and mark their pages: an article about them came or went."""
    names = [name(pk, language) for pk in subjects]
    choice_sql.forget(names)
    queue.mark_stale(names)
