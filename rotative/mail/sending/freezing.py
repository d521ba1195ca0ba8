"""The audience on its way into the deliveries: counted by group, then queued in one statement.

A group is one variant and one domain class; its readers go into chunks in the order of their ids. No row passes through
Python, so that a million readers take no more memory than ten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from django.db import connection

from rotative.core import clock
from rotative.editions.draft.selections import Selection
from rotative.editions.models import Chunk, Edition, Variant

CHUNK = 1000

_WHO = (
    "s.state = 'confirmed' AND s.language = %s AND (s.days & %s) <> 0"
    " AND (s.paused_until IS NULL OR s.paused_until <= %s)"
)
_NUMBERED = "ROW_NUMBER() OVER (PARTITION BY g.group_number ORDER BY s.id) - 1"
# Who confirmed since the groups were counted comes into the last chunk.
_CHUNK_NUMBER = f"CASE WHEN n.place / {CHUNK} > n.last THEN n.last ELSE n.place / {CHUNK} END"


@dataclass(frozen=True, slots=True)
class Group:
    """Readers who get the same letter through the same provider."""

    selection: Selection
    domain_class: str


@dataclass(slots=True)
class Counted:
    """How many readers a group has, and how their rows spell its selection."""

    readers: int = 0
    # (minutes, sections, subjects) as the database writes them.
    spellings: list[tuple[int, str, str]] = field(default_factory=list)


def counted(edition: Edition, classes: Mapping[str, tuple[str, ...]], other: str) -> dict[Group, Counted]:
    """The groups of the confirmed subscribers who want the edition's language on its day."""
    spelling = f"s.minutes, {_text('s.sections')}, {_text('s.subjects')}, {_class_of(classes, other)}"
    groups: dict[Group, Counted] = {}
    with connection.cursor() as cursor:
        statement = (
            f"SELECT {spelling}, COUNT(*) FROM subscribers_subscriber s WHERE {_WHO} GROUP BY 1, 2, 3, 4"  # noqa: S608 our own words
        )
        cursor.execute(statement, _who(edition))
        for minutes, sections, subjects, domain_class, readers in cursor.fetchall():
            selection = Selection(minutes=minutes, sections=_ids(sections), subjects=_ids(subjects))
            found = groups.setdefault(Group(selection, domain_class), Counted())
            found.readers += readers
            found.spellings.append((minutes, sections, subjects))
    return groups


def queue(
    edition: Edition,
    groups: Mapping[Group, Counted],
    variants: Mapping[Selection, Variant],
    classes: Mapping[str, tuple[str, ...]],
    other: str,
) -> int:
    """One queued delivery for each reader of these groups; returns how many."""
    spellings: list[tuple[Any, ...]] = []
    places: list[tuple[int, int, int]] = []
    for number, (group, found) in enumerate(groups.items()):
        chunks = Chunk.objects.bulk_create(
            Chunk(edition=edition, variant=variants[group.selection], domain_class=group.domain_class)
            for _ in range(ceil(found.readers / CHUNK))
        )
        places += [(number, place, chunk.pk) for place, chunk in enumerate(chunks)]
        spellings += [
            (*spelling, group.domain_class, number, len(chunks) - 1) for spelling in found.spellings
        ]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE frozen_group"
            " (minutes integer, sections text, subjects text, provider text, group_number integer, last integer)"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE frozen_chunk (group_number integer, place integer, chunk_id bigint)"
        )
        cursor.executemany("INSERT INTO frozen_group VALUES (%s, %s, %s, %s, %s, %s)", spellings)
        cursor.executemany("INSERT INTO frozen_chunk VALUES (%s, %s, %s)", places)
        cursor.execute(_insertion(classes, other), [edition.pk, _now(), *_who(edition)])
        prepared: int = cursor.rowcount
        cursor.execute("DROP TABLE frozen_group")
        cursor.execute("DROP TABLE frozen_chunk")
    return prepared


def _who(edition: Edition) -> list[Any]:
    """The values of _WHO."""
    day = connection.ops.adapt_datefield_value(edition.edition_on)
    return [edition.language, 1 << edition.edition_on.weekday(), day]


def _insertion(classes: Mapping[str, tuple[str, ...]], other: str) -> str:
    return (
        "INSERT INTO editions_delivery (edition_id, chunk_id, subscriber_id, state, code, attempts, provider_id, resent,"  # noqa: S608 our own words
        " changed_at)"
        f" SELECT %s, c.chunk_id, n.id, 'queued', '', 0, '', {_false()}, %s FROM ("
        f"SELECT s.id, g.group_number, g.last, {_NUMBERED} AS place FROM subscribers_subscriber s"
        f" JOIN frozen_group g ON g.minutes = s.minutes AND g.sections = {_text('s.sections')}"
        f" AND g.subjects = {_text('s.subjects')} AND g.provider = {_class_of(classes, other)} WHERE {_WHO}) n"
        f" JOIN frozen_chunk c ON c.group_number = n.group_number AND c.place = {_CHUNK_NUMBER}"
    )


def _class_of(classes: Mapping[str, tuple[str, ...]], other: str) -> str:
    """An expression for the provider of a row's domain."""
    cases = (
        f"WHEN s.domain IN ({', '.join(repr(domain) for domain in domains)}) THEN '{name}'"
        for name, domains in classes.items()
    )
    return f"CASE WHEN s.domain = '' THEN '{other}' {' '.join(cases)} ELSE '{other}' END"


def _text(column: str) -> str:
    return f"{column}::text" if connection.vendor == "postgresql" else column


def _false() -> str:
    return "false" if connection.vendor == "postgresql" else "0"


def _now() -> Any:
    return connection.ops.adapt_datetimefield_value(clock.now())


def _ids(written: str) -> tuple[int, ...]:
    """The ids of a JSON list, each once, in ascending order."""
    return tuple(sorted({int(word) for word in written.strip("[] ").split(",") if word.strip()}))
