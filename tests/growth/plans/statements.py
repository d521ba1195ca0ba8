"""Every statement that a road sends, with its plan at that moment."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from tests.growth.plans import postgresql, sqlite
from tests.growth.plans.steps import Step

# Lists of parameters, however long, are one.
_LIST = re.compile(r"\((?:%s(?:, )?)+\)(?:, \((?:%s(?:, )?)+\))*")
_SPACES = re.compile(r"\s+")
_PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH", "INSERT")


class _Explains(Protocol):
    """Asks a database for its plan of a statement."""

    @staticmethod
    def steps(cursor: Any, sql: str, params: Any) -> list[Step]: ...


_DATABASES: dict[str, _Explains] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement as it is sent, and the parts of its plan that grow with the archive."""

    # The address, or the job of the worker, that sent it first.
    road: str
    sql: str
    steps: tuple[Step, ...]


class Plans:
    """Asks for the plan of every statement that is new, just before it is sent."""

    def __init__(self) -> None:
        self.found: dict[str, Statement] = {}
        self._road = ""
        self._asking = False

    @contextmanager
    def of(self, road: str) -> Iterator[None]:
        """Look at what is sent inside the block."""
        self._road = road
        with connection.execute_wrapper(self):
            yield

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if not self._asking and not (many and not params):
            self._asking = True
            try:
                self._ask(str(sql), params[0] if many else params)
            finally:
                self._asking = False
        return execute(sql, params, many, context)

    def _ask(self, sql: str, params: Sequence[Any] | None) -> None:
        kind = plain(sql)
        verb = kind.split(" ", 1)[0].upper()
        if kind in self.found or verb not in _PLANNED or (verb == "INSERT" and "SELECT" not in kind.upper()):
            return
        with connection.cursor() as cursor:
            steps = _DATABASES[connection.vendor].steps(cursor, sql, params)
        self.found[kind] = Statement(road=self._road, sql=kind, steps=tuple(dict.fromkeys(steps)))


def plain(sql: str) -> str:
    """Return a statement on one line, without quotes of names, its lists of parameters shortened."""
    return _SPACES.sub(" ", _LIST.sub("(%s)", sql)).replace('"', "").strip()
