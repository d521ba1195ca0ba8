"""The audience on its way into the deliveries: counted by group, then queued in one statement.

A group is one variant and one domain class; its readers go into chunks in the order of their ids. No row passes through
Python, so that a million readers take no more memory than ten.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from django.db import connection

from rotative.core import clock
from rotative.mail.domain_classes import DOMAINS, OTHER
from rotative.mail.models import Chunk, Delivery, Mailing, Variant
from rotative.mail.sending.selection import ANY, Audience, Selection

# The code of deliveries whose letter could not be written.
UNWRITTEN = "unwritten"
_ID = re.compile(r"(?<![\w.-])\d{1,18}(?![\w.])", re.ASCII)
# Readers of a chunk.
CHUNK = 1000

_NUMBERED = "ROW_NUMBER() OVER (PARTITION BY g.group_number ORDER BY s.id) - 1"
# Readers who confirmed since the groups were counted come into the last chunk.
_CHUNK_NUMBER = f"CASE WHEN n.place / {CHUNK} > n.last THEN n.last ELSE n.place / {CHUNK} END"


@dataclass(frozen=True, slots=True)
class Group:
    """Readers who get the same letter through the same provider."""

    selection: Selection
    domain_class: str


@dataclass(slots=True)
class Counted:
    """The size of a group, and the ways its rows spell its selection."""

    readers: int = 0
    # (minutes, sections, subjects, dossiers) as the database writes them.
    spellings: list[tuple[int, str, str, str]] = field(default_factory=list)


def count_groups(mailing: Mailing, audience: Audience) -> dict[Group, Counted]:
    """Count the readers of an audience by group."""
    spelling = f"{', '.join(_spelling(audience))}, {_domain_class()}"
    where, values = _readers(mailing, audience)
    groups: dict[Group, Counted] = {}
    with connection.cursor() as cursor:
        statement = (
            f"SELECT {spelling}, COUNT(*) FROM subscribers_subscriber s WHERE {where} GROUP BY 1, 2, 3, 4, 5"  # noqa: S608 our own words
        )
        cursor.execute(statement, values)
        for minutes, sections, subjects, dossiers, domain_class, readers in cursor.fetchall():
            selection = Selection(
                minutes=minutes,
                sections=_ids(sections),
                subjects=_ids(subjects),
                dossiers=_ids(dossiers),
            )
            found = groups.setdefault(Group(selection, domain_class), Counted())
            found.readers += readers
            found.spellings.append((minutes, sections, subjects, dossiers))
    return groups


def queue(
    mailing: Mailing,
    audience: Audience,
    groups: Mapping[Group, Counted],
    variants: Mapping[Selection, Variant],
) -> int:
    """Queue one delivery for each reader of these groups; return how many. Those of an unwritten variant are skipped."""
    spellings: list[tuple[Any, ...]] = []
    places: list[tuple[int, int, int]] = []
    for number, (group, found) in enumerate(groups.items()):
        chunks = Chunk.objects.bulk_create(
            Chunk(
                mailing=mailing,
                variant=variants[group.selection],
                domain_class=group.domain_class,
                state=Chunk.State.WAITING if variants[group.selection].written else Chunk.State.DONE,
            )
            for _ in range(ceil(found.readers / CHUNK))
        )
        places += [(number, place, chunk.pk) for place, chunk in enumerate(chunks)]
        spellings += [
            (*spelling, group.domain_class, number, len(chunks) - 1, *_first_state(variants[group.selection]))
            for spelling in found.spellings
        ]
    statement, values = _insertion(mailing, audience)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE frozen_group"
            " (minutes integer, sections text, subjects text, dossiers text, provider text, group_number integer,"
            " last integer, state text, code text)"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE frozen_chunk (group_number integer, place integer, chunk_id bigint)"
        )
        cursor.executemany("INSERT INTO frozen_group VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", spellings)
        cursor.executemany("INSERT INTO frozen_chunk VALUES (%s, %s, %s)", places)
        cursor.execute(statement, values)
        prepared: int = cursor.rowcount
        cursor.execute("DROP TABLE frozen_group")
        cursor.execute("DROP TABLE frozen_chunk")
    return prepared


def _readers(mailing: Mailing, audience: Audience) -> tuple[str, list[Any]]:
    """Return the condition on subscribers `s`, and its values."""
    day = connection.ops.adapt_datefield_value(mailing.day)
    where = "s.state = 'confirmed' AND s.language = %s AND (s.paused_until IS NULL OR s.paused_until <= %s)"
    if not audience.on_chosen_days:
        return where, [mailing.language, day]
    return f"{where} AND (s.days & %s) <> 0", [mailing.language, day, 1 << mailing.day.weekday()]


def _insertion(mailing: Mailing, audience: Audience) -> tuple[str, list[Any]]:
    """Return the statement that queues the readers, and its values."""
    minutes, sections, subjects, dossiers = _spelling(audience)
    where, values = _readers(mailing, audience)
    statement = (
        "INSERT INTO mail_delivery (mailing_id, chunk_id, subscriber_id, state, code, attempts, provider_id, resent,"  # noqa: S608 our own words
        " changed_at)"
        f" SELECT %s, c.chunk_id, n.id, n.state, n.code, 0, '', {_false()}, %s FROM ("
        f"SELECT s.id, g.group_number, g.last, g.state, g.code, {_NUMBERED} AS place FROM subscribers_subscriber s"
        f" JOIN frozen_group g ON g.minutes = {minutes} AND g.sections = {sections}"
        f" AND g.subjects = {subjects} AND g.dossiers = {dossiers} AND g.provider = {_domain_class()} WHERE {where}) n"
        f" JOIN frozen_chunk c ON c.group_number = n.group_number AND c.place = {_CHUNK_NUMBER}"
    )
    return statement, [mailing.pk, connection.ops.adapt_datetimefield_value(clock.now()), *values]


def _first_state(variant: Variant) -> tuple[str, str]:
    """Return the state and the code with which the deliveries of a variant begin."""
    if variant.written:
        return Delivery.State.QUEUED, ""
    return Delivery.State.SKIPPED, UNWRITTEN


def _spelling(audience: Audience) -> tuple[str, str, str, str]:
    """Return expressions for a reader's minutes, sections, subjects and dossiers."""
    if not audience.by_selection:
        return str(ANY.minutes), "'[]'", "'[]'", "'[]'"
    return "s.minutes", _text("s.sections"), _text("s.subjects"), _text("s.dossiers")


def _domain_class() -> str:
    """Return an expression for the domain class of a reader."""
    cases = (
        f"WHEN s.domain IN ({', '.join(repr(domain) for domain in domains)}) THEN '{name}'"
        for name, domains in DOMAINS.items()
    )
    return f"CASE WHEN s.domain = '' THEN '{OTHER}' {' '.join(cases)} ELSE '{OTHER}' END"


def _text(column: str) -> str:
    return f"{column}::text" if connection.vendor == "postgresql" else column


def _false() -> str:
    return "false" if connection.vendor == "postgresql" else "0"


def _ids(written: str) -> tuple[int, ...]:
    """Return the ids of a JSON list, each once, in ascending order. What is no id is no choice, and stops nobody's letter."""
    return tuple(sorted({int(word) for word in _ID.findall(written)}))
