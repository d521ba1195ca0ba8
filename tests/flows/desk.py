"""A newsroom's desk as the proofs drive it: its clock, its slugs, and the choice of what an act works on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from rotative.articles.models import Article, Section
from rotative.bake import oven
from rotative.bake.batch.cache import Cache
from rotative.bake.store.folder import MemoryPress
from rotative.layout import assets

# A Monday morning in the middle of a month.
START = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
# Few slugs, so that addresses are given up, taken by others and taken back.
SLUGS = ("une", "deux", "trois", "quatre")


Row = TypeVar("Row", bound=Model)


class NothingToDo(Exception):
    """The newsroom has nothing of the kind on which the act works."""


@dataclass
class Time:
    """The clock of one example, moved only by the acts."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Style:
    """The style sheets of one example, of which only the number changes."""

    number: int = 0

    def sheet(self, accent_colour: str, sheet: str = "site") -> assets.Asset:
        body = f"/* {self.number} {accent_colour} */".encode()
        return assets.named(sheet, "css", body, "text/css; charset=utf-8")


@dataclass
class Desk:
    """One newsroom under proof."""

    time: Time
    style: Style
    # The folder in which exports for imports are written.
    folder: Path
    press: MemoryPress = field(default_factory=MemoryPress)
    # Kept from bake to bake, as by a worker.
    cache: Cache = field(default_factory=Cache)
    # The pages that got a new frame alone.
    reframed: int = 0
    # Counts what is made, the same in every run of the same example.
    made: int = 0

    def number(self) -> int:
        self.made += 1
        return self.made

    def bake(self, **more: Any) -> oven.Totals:
        """Print what is stale."""
        totals = oven.bake_stale(self.press, cache=self.cache, **more)
        self.reframed += totals.reframed
        return totals


# An act, with the two numbers that choose what it works on.
Act = Callable[[Desk, int, int], None]


def pick(rows: "QuerySet[Row]", number: int) -> Row:
    """Choose one of the rows, oldest first. Raises NothingToDo."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    if not pks:
        raise NothingToDo
    return rows.get(pk=pks[number % len(pks)])


def some(rows: "QuerySet[Row]", number: int) -> list[Row]:
    """Choose none, some or all of the rows: those whose bits are set in the number."""
    return [row for place, row in enumerate(rows.order_by("pk")) if number >> place & 1]


def live(number: int) -> Article:
    """Choose a published article. Raises NothingToDo."""
    return pick(Article.objects.filter(live=True), number)


def free_slug(taken: "QuerySet[Any]", number: int, *, prefix: str = "") -> str:
    """Choose a slug that no other row has. Raises NothingToDo."""
    used = set(taken.values_list("slug", flat=True))
    free: Sequence[str] = [prefix + slug for slug in SLUGS if prefix + slug not in used]
    if not free:
        raise NothingToDo
    return free[number % len(free)]


def section(number: int) -> Section:
    """Choose a section. Raises NothingToDo."""
    return pick(Section.objects.all(), number)
