"""Days at the desk that Hypothesis invents: acts in any order, baked now, later, half, or in the middle of a bake."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from contextvars import Context
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from rotative.articles.errors import LanguageGivenUp
from tests.flows import following, keeping, writing
from tests.flows.desk import Act, Desk, NothingToDo
from tests.flows.fresh import assert_fresh

# An act is drawn as often as it is listed: a desk writes more than it arranges.
ACTS: tuple[Act, ...] = (*writing.ACTS, *keeping.ACTS, *following.ACTS)
# With ROTATIVE_SHRINK=0 a failure is shown at once, as it was found.
PHASES = (Phase.generate, *([Phase.shrink] if os.environ.get("ROTATIVE_SHRINK") != "0" else []))
# The treatment of the pages that an act made stale.
WHEN = ("later", "now", "half", "amid", "now, looked at")


@dataclass(frozen=True, kw_only=True)
class Day:
    """An example that ended well."""

    acts: int
    # Pages that got a new frame alone.
    reframed: int


class Days(RuleBasedStateMachine):
    """A newsroom from its first morning on; every act is a rule."""

    # Makes the newsroom of an example; its database is rolled back afterwards.
    opened: ClassVar[Callable[[], Desk]]
    ended: ClassVar[list[Day]]

    def __init__(self) -> None:
        super().__init__()
        self.broken = False
        self.done = 0
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.desk = type(self).opened()

    def do(self, act: Act, n: int, m: int, when: str) -> None:
        """Do an act, and bake afterwards in one of several ways."""
        try:
            if when == "amid":
                self._bake_around(act, n, m)
                return
            self._try(act, n, m)
            if when == "half":
                self.desk.bake(stop=_after(1 + (n + m) % 7))
            elif when != "later":
                self.desk.bake()
            if when == "now, looked at":
                assert_fresh(self.desk)
        except BaseException:
            self.broken = True
            raise

    def teardown(self) -> None:
        try:
            if not self.broken:
                assert_fresh(self.desk)
                self.ended.append(Day(acts=self.done, reframed=self.desk.reframed))
        finally:
            transaction.set_rollback(True)
            self.undo.close()

    def _bake_around(self, act: Act, n: int, m: int) -> None:
        """Do the act between two pages of a bake."""
        pages = _after(1 + (n + m) % 7)
        acted = False

        def stop() -> bool:
            nonlocal acted
            if not acted and pages():
                acted = True
                # The act of another process: it sees nothing of what this bake has loaded.
                Context().run(self._try, act, n, m)
            return False

        self.desk.bake(stop=stop)
        if not acted:
            self._try(act, n, m)

    def _try(self, act: Act, n: int, m: int) -> None:
        """Do the act; when there is nothing for it, do the most frequent act of a newsroom."""
        self.desk.time.pass_by(minutes=m)
        try:
            with transaction.atomic():
                act(self.desk, n, m)
        except (NothingToDo, LanguageGivenUp):
            writing.publish(self.desk, n, m)
        self.done += 1


def prove(opened: Callable[[], Desk], *, examples: int, acts: int, number: int) -> list[Day]:
    """Try a number of days with a number of acts each; return the days. number: selects other days."""
    rules: dict[str, Any] = {act.__name__: _rule(act) for act in ACTS}
    ended: list[Day] = []
    machine = seed(number)(
        type("Newsroom", (Days,), {**rules, "opened": staticmethod(opened), "ended": ended})
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=acts,
            deadline=None,
            database=None,
            derandomize=False,
            print_blob=False,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return ended


def _rule(act: Act) -> Callable[..., None]:
    def step(self: Days, n: int, m: int, when: str) -> None:
        self.do(act, n, m, when)

    step.__name__ = act.__name__
    made: Callable[..., None] = rule(n=st.integers(0, 11), m=st.integers(0, 11), when=st.sampled_from(WHEN))(
        step
    )
    return made


def _after(pages: int) -> Callable[[], bool]:
    """Return a function that returns True from the given call on."""
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > pages

    return stop
