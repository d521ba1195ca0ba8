"""Freshness after any acts, baked at any time: every file is right, and no other file exists."""

from collections.abc import Callable

import pytest

from tests.conftest import proofs
from tests.flows.days import prove
from tests.flows.desk import Desk

ACTS = proofs(12, 30)
EXAMPLES = proofs(4, 25)
_TURNS = 6


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 1 + proofs(1, 8)))
def test_success_acts_leave_every_file_fresh(newsroom: Callable[[], Desk], number: int) -> None:
    whole = reframed = 0
    for again in range(_TURNS):
        # Hypothesis ends a day early when it has no random data left; other days are drawn in its place.
        days = prove(newsroom, examples=EXAMPLES - whole, acts=ACTS, number=number + 100 * again)
        whole += sum(day.acts == ACTS for day in days)
        reframed += sum(day.reframed for day in days)
        if whole >= EXAMPLES:
            break

    assert whole >= EXAMPLES
    assert reframed
