"""Plans of PostgreSQL.

It chooses by the number of rows, which are few here. So the one thing asked is whether it has an index to choose: without, it
must read a table from one end to the other even where that counts as very dear.
"""

import json
from collections.abc import Iterator
from typing import Any

from tests.growth.plans.steps import Step, grows


def steps(cursor: Any, sql: str, params: Any) -> list[Step]:
    """Return the tables that grow and are read whole."""
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
    (answer,) = cursor.fetchone()
    cursor.execute("SET LOCAL enable_seqscan = on")
    plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    if plan["Node Type"] == "Limit" and "WHERE" not in sql.upper():
        # The first rows, whatever is in them.
        return []
    return list(_of(plan))


def _of(node: dict[str, Any]) -> Iterator[Step]:
    if node["Node Type"] == "Seq Scan" and grows(node["Relation Name"]):
        yield Step(kind="walk", table=node["Relation Name"])
    for inner in node.get("Plans", []):
        yield from _of(inner)
