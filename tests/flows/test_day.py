"""A day at the desk: after every act the press is brought up to date, and every file is right."""

import pytest

from rotative.articles import lists
from rotative.bake import oven, verify
from rotative.bake.models import StalePath
from rotative.bake.press import MemoryPress
from tests.conftest import proofs
from tests.flows.acts import Desk

ACTS = proofs(20, 200)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 1 + proofs(1, 2)))
def test_success_acts_leave_every_file_fresh(
    newsroom: None, press: MemoryPress, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # Short windows, so that a day of acts opens, fills and empties many.
    monkeypatch.setattr(lists, "WINDOW", 3)
    desk = Desk(seed)
    verify.sync()
    done: list[str] = []

    for number in range(ACTS):
        done.append(desk.act())
        oven.bake_stale(press)
        if number % 25 == 24:
            assert_fresh(press, done)

    assert_fresh(press, done)


def assert_fresh(press: MemoryPress, done: list[str]) -> None:
    failed = list(StalePath.objects.exclude(error="").values_list("path__path", "error"))
    verdict = verify.verify(press)
    assert failed == [], done[-25:]
    assert (verdict.stale, verdict.missing, verdict.surplus) == ((), (), ()), done[-25:]
