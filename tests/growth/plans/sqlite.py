"""Plans of SQLite.

Nobody runs ANALYZE in a newsroom, so that SQLite chooses by the indexes alone: the plan in a small newsroom is that of a
large one.
"""

import re
from collections.abc import Iterator
from typing import Any

from tests.growth.plans.steps import Kind, Step, coarse, grows, known_tables

_TABLE = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)"?(?:\s+(?:AS\s+)?"?(\w+)"?)?', re.IGNORECASE)
_READ = re.compile(r"(SCAN|SEARCH) (\S+)(?: USING (.*?)(?:INDEX|KEY)(?: (\w+))?)?(?: \((.+)\))?")
_VIRTUAL = re.compile(r"SCAN \S+ VIRTUAL TABLE INDEX \d+:(.*)")
_COLUMN = re.compile(r"(\w+)([=<>])")
_SORTS = ("USE TEMP B-TREE FOR ORDER BY", "USE TEMP B-TREE FOR GROUP BY", "USE TEMP B-TREE FOR DISTINCT")


def steps(cursor: Any, sql: str, params: Any) -> list[Step]:
    """Return the parts of the plan that grow."""
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    lines = [row[3] for row in cursor.fetchall()]
    limited = " LIMIT " in sql.upper().replace("\n", " ")
    if limited and "WHERE" not in sql.upper() and not _sorts(lines):
        # The first rows of a table or of an index, whatever is in them.
        return []
    return list(_of(lines, _aliases(sql), limited=limited))


def _aliases(sql: str) -> dict[str, str]:
    known = known_tables()
    return {table: table for table in known} | {
        alias: table for table, alias in _TABLE.findall(sql) if table in known and alias
    }


def _sorts(lines: list[str]) -> bool:
    return any(line.startswith(_SORTS) for line in lines)


def _of(lines: list[str], aliases: dict[str, str], *, limited: bool) -> Iterator[Step]:
    for line in lines:
        match = _READ.match(line)
        table = aliases.get(match[2]) if match else None
        if match is None or table is None or not grows(table):
            continue
        if virtual := _VIRTUAL.match(line):
            kind: Kind | None = None if virtual[1] else "walk"
        else:
            kind = _kind(match, table, limited=limited, sorts=_sorts(lines))
        if kind:
            yield Step(kind=kind, table=table, index=match[4])


def _kind(match: "re.Match[str]", table: str, *, limited: bool, sorts: bool) -> Kind | None:
    if match[1] == "SCAN" or "AUTOMATIC" in (match[3] or ""):
        return "walk"
    columns = _COLUMN.findall(match[5] or "")
    # Without a column, it is the first or the last entry of an index.
    if not columns or any(sign == "=" and name not in coarse(table) for name, sign in columns):
        return None
    if all(sign == "=" for _name, sign in columns):
        return None if limited and not sorts else "coarse"
    return "sort" if limited and sorts else None
