"""The oven: renders stale paths from their recipes and hands the bytes to the press."""

import gc
import hashlib
import logging
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any, cast

from django.db import DatabaseError, connection, transaction
from django.utils import translation

from rotative.bake import invalidation_clock, keys, leases, marks, outcomes, profiling, queue, recipes
from rotative.bake.errors import NothingHere
from rotative.bake.keys import Kept
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.outcomes import Printed
from rotative.bake.store.folder import Kind, Press
from rotative.core import addresses, clock

log = logging.getLogger(__name__)

# Pages taken at once: their cards are loaded together and their outcomes written together.
BATCH = 100
# New objects after which cycles are looked for; Python's own figure is 700.
_YOUNG_OBJECTS = 10_000
# How soon rendering lets the thread that writes go on; Python's own figure is 5 ms, in which five pages are rendered.
_TURN_S = 0.0001
# Between two looks at what others print.
_LOOK_S = 0.1
# Waits between attempts: 2, 4, 8 … seconds, at most one hour.
_LONGEST_WAIT_S = 3600


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a bake did."""

    baked: int = 0
    unchanged: int = 0
    failed: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            baked=self.baked + other.baked,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
        )


@dataclass(frozen=True, kw_only=True)
class Baked:
    """A rendering and the keys it showed."""

    body: bytes
    keys: frozenset[str]


def render(page: PublicPath) -> Baked:
    """A fresh rendering of one public path, whatever its file holds.

    Raises NothingHere, UnknownRecipe or whatever the recipe meets.
    """
    with keys.recording() as shown, translation.override(addresses.language_of(page.path)):
        if page.state == PublicPath.State.MOVED:
            return Baked(body=addresses.href(page.target).encode(), keys=frozenset())
        if page.state == PublicPath.State.GONE:
            body = recipes.get("gone").render(addresses.language_of(page.path))
        else:
            body = recipes.get(page.recipe).render(page.arg)
    return Baked(body=body, keys=frozenset(shown))


def prepared(pages: Sequence[PublicPath]) -> Iterator[PublicPath]:
    """Within a batch: the pages in their order. What those of a recipe will ask for one by one is loaded at once.

    It is loaded when the first of them is reached, so that the most urgent page waits for nothing but its own.
    """
    args: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.state == PublicPath.State.LIVE:
            args[page.recipe].append(page.arg)
    for page in pages:
        if page.state == PublicPath.State.LIVE and page.recipe in args:
            with profiling.phase("load"):
                _prepare(page.recipe, args.pop(page.recipe))
        yield page


def _prepare(recipe: str, args: Sequence[str]) -> None:
    try:
        load = recipes.get(recipe).prepare
        if load is not None:
            load(args)
    except Exception:
        # One page's bad luck is not its neighbours': each loads for itself, and the one at fault says why.
        log.exception("Pages not loaded together", extra={"event": "prepare_failed", "recipe": recipe})
        keys.shared().clear()


def bake_stale(
    press: Press,
    *,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
    batch: int = BATCH,
    kept: Kept | None = None,
    crowded: bool = False,
) -> Totals:
    """Print every page that is due; returns when none is left to take, or as soon as `stop` says so.

    batch: pages taken at once. What was taken and not printed goes back at once. kept: what this process keeps of
    earlier calls, for the same database. crowded: other ovens have the other cores.
    """
    totals = Totals()
    store = Kept() if kept is None else kept
    leases.take_back()
    with leases.holder() as holder, _at_work():
        while not stop() and (claimed := _claim(holder, batch)):
            totals += _Batch(press, holder, claimed, kept=store, stop=stop, crowded=crowded).bake()
            if progress is not None:
                progress(len(claimed))
    return totals


def bake_out(
    press: Press, *, progress: Callable[[int], None] | None = None, stop: Callable[[], bool] = lambda: False
) -> Totals:
    """Print what is due, wait for what others are printing, and take over what they leave: afterwards nothing waits.

    But for pages that failed: each has an hour of its own.
    """
    kept = Kept()
    totals = bake_stale(press, progress=progress, stop=stop, kept=kept)
    while not stop() and leases.others():
        time.sleep(_LOOK_S)
        totals += bake_stale(press, progress=progress, stop=stop, kept=kept)
    return totals


def bake_paths(press: Press, paths: Iterable[PublicPath]) -> Totals:
    """Print these pages now, stale or not, even if another oven has just taken them."""
    wanted = list(paths)
    kept, totals = Kept(), Totals()
    with leases.holder() as holder:
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            with transaction.atomic():
                queue.mark_paths(page.path for page in part)
                taken = leases.seize(holder, [page.pk for page in part])
            totals += _Batch(press, holder, taken, kept=kept).bake()
    return totals


def due() -> int:
    """How many pages wait to be printed and may be taken now."""
    return leases.due()


@contextmanager
def _at_work() -> Iterator[None]:
    """Within: Python looks for unreachable cycles every few pages instead of several times a page, and threads take turns soon.

    Looking was a seventh of the time of a bake. What waits for it meanwhile is about 30 KB a page.
    """
    threshold, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(max(threshold[0], _YOUNG_OBJECTS), *threshold[1:])
    sys.setswitchinterval(min(turn, _TURN_S))
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        sys.setswitchinterval(turn)


def _claim(holder: str, limit: int) -> list[StalePath]:
    with profiling.phase("book"):
        return leases.claim(holder, limit=limit)


class _InLine(Executor):
    """Does at once what it is given, in the thread that gives it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as exc:
            done.set_exception(exc)
        return done


@cache
def _threads(number: int, pid: int) -> ThreadPoolExecutor:
    """Threads that write, the same for all batches of a process; one that was forked has none of its parent's."""
    return ThreadPoolExecutor(number, "press")


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """A page on its way to the press."""

    stale: StalePath
    # None where there is nothing to print any more.
    baked: Baked | None
    # Whether the file was another one.
    changed: "Future[bool]"


class _Batch:
    """The pages taken at once: rendered one after another, their outcomes written together.

    Threads beside compress and write pages while the next ones are rendered; as many as the press has hands. Where
    every core has an oven of its own, and the press only one hand, that thread would find no core to work on and take
    turns with this one, which costs more than the writing itself: then this one writes. What is not begun when everything
    is rendered they share.
    """

    def __init__(
        self,
        press: Press,
        holder: str,
        claimed: Sequence[StalePath],
        *,
        kept: Kept,
        stop: Callable[[], bool] = lambda: False,
        crowded: bool = False,
    ) -> None:
        self._press = press
        self._in_line = crowded and press.hands == 1
        self._kept = kept
        self._holder = holder
        self._claimed = claimed
        self._stop = stop
        self._sent: list[_Sent] = []
        self._printed: list[Printed] = []
        # Whether the file of a page, by its number, was other than what was printed now.
        self._changed: dict[int, bool] = {}
        self._failed = 0

    def bake(self) -> Totals:
        """Raises DatabaseError when the database is away."""
        handled = 0
        try:
            with keys.batch(self._kept), self._writing():
                beside = self._beside()
                since_ticks = self._begin()
                for stale, _page in zip(
                    self._claimed, prepared([stale.path for stale in self._claimed]), strict=True
                ):
                    if self._stop():
                        break
                    self._render(stale, beside)
                    handled += 1
                self._lend_a_hand()
            for sent in self._sent:
                self._gather(sent)
            with profiling.phase("book"):
                left = self._settle(self._printed, since_ticks)
        except BaseException:
            with suppress(DatabaseError):
                leases.give_back(self._holder, self._claimed)
            raise
        if handled < len(self._claimed):
            leases.give_back(self._holder, self._claimed[handled:])
        sure = [changed for path_id, changed in self._changed.items() if path_id not in left]
        return Totals(baked=sum(sure), unchanged=len(sure) - sum(sure), failed=self._failed)

    def _beside(self) -> Executor:
        return _InLine() if self._in_line else _threads(self._press.hands, os.getpid())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Afterwards no thread writes a page of this batch: none is given back while it is being written."""
        try:
            yield
        finally:
            wait([sent.changed for sent in self._sent if not sent.changed.cancel()])

    def _begin(self) -> int:
        """The clock before anything of the batch is read."""
        with profiling.phase("book"):
            since_ticks = invalidation_clock.read()
            marks.follow(self._kept, since_ticks)
        return since_ticks

    def _render(self, stale: StalePath, beside: Executor) -> None:
        page = stale.path
        baked: Baked | None = None
        try:
            with suppress(NothingHere), profiling.rendering(connection.execute_wrapper):
                baked = render(page)
        except Exception as exc:
            # The edge of the oven: whatever a recipe meets is kept with the page, shown in the desk.
            if isinstance(exc, DatabaseError) and not connection.is_usable():
                raise
            self._fail(stale, exc)
            return
        self._sent.append(_Sent(stale=stale, baked=baked, changed=beside.submit(self._print, page, baked)))

    def _lend_a_hand(self) -> None:
        """Write from the end what the thread beside has not begun, instead of waiting for it."""
        for number in reversed(range(len(self._sent))):
            sent = self._sent[number]
            if not sent.changed.cancel():
                return
            written = _InLine().submit(self._print, sent.stale.path, sent.baked)
            self._sent[number] = replace(sent, changed=written)

    def _print(self, page: PublicPath, baked: Baked | None) -> bool:
        """In a thread beside, mostly: the database is not touched."""
        if baked is None:
            self._press.remove(page.path)
            return True
        with profiling.phase("write"):
            return self._press.write(page.path, baked.body, kind=cast(Kind, page.state))

    def _gather(self, sent: _Sent) -> None:
        try:
            self._changed[sent.stale.path.pk] = sent.changed.result()
        except Exception as exc:
            # What the press meets is kept with the page too.
            self._fail(sent.stale, exc)
            return
        baked = sent.baked
        self._printed.append(
            Printed(stale=sent.stale)
            if baked is None
            else Printed(stale=sent.stale, keys=baked.keys, digest=hashlib.sha256(baked.body).hexdigest())
        )

    def _settle(self, printed: Sequence[Printed], since_ticks: int) -> set[int]:
        """The pages that stay on the queue: marked meanwhile, or not noted."""
        if not printed:
            return set()
        try:
            return outcomes.settle(printed, holder=self._holder, since_ticks=since_ticks)
        except DatabaseError as exc:
            if not connection.is_usable():
                raise
            if len(printed) > 1:
                # One page at a time, to know which one the database refuses.
                return set().union(*(self._settle([one], since_ticks) for one in printed))
            self._fail(printed[0].stale, exc)
            return {printed[0].stale.pk}

    def _fail(self, stale: StalePath, exc: Exception) -> None:
        """The page waits, with its reason; a mark set meanwhile has it tried again at once."""
        log.error("Bake failed", exc_info=exc, extra={"event": "bake_failed", "path": stale.path.path})
        self._failed += 1
        attempts = stale.attempts + 1
        mine = StalePath.objects.filter(pk=stale.pk, holder=self._holder)
        mine.filter(generation=stale.generation).update(
            attempts=attempts,
            error=f"{type(exc).__name__}: {exc}"[:2000],
            not_before=clock.now() + timedelta(seconds=min(2**attempts, _LONGEST_WAIT_S)),
        )
        mine.update(lease_until=None, holder="")
