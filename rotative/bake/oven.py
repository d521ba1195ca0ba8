"""The oven: it renders stale paths from their recipes and gives the bytes to the press."""

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
from functools import cache, partial
from itertools import chain, repeat
from typing import Any, cast

from django.db import DatabaseError, connection, transaction
from django.utils import translation

from rotative.bake import invalidation_clock, keys, leases, outcomes, profiling, queue, recipes, retry_policy
from rotative.bake.batch import deadline, loaders
from rotative.bake.batch.cache import Cache
from rotative.bake.errors import NothingHere
from rotative.bake.framing import frames, reframing
from rotative.bake.framing.frames import Framed
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.outcomes import Printed
from rotative.bake.store.file_names import Kind
from rotative.bake.store.folder import Press
from rotative.core import addresses, clock

log = logging.getLogger(__name__)

# Pages taken at once: what they show is loaded together, and their outcomes are written together.
BATCH = 100
# New objects after which Python looks for unreachable cycles; its default is 700.
_YOUNG_OBJECTS = 10_000
# Seconds after which rendering lets the writing thread run; Python's default is 5 ms, the time of five pages.
_SWITCH_S = 0.0001
# Seconds between two looks at the leases of other ovens.
_LOOK_S = 0.1


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The numbers of pages that a bake printed."""

    baked: int = 0
    unchanged: int = 0
    failed: int = 0
    # Pages among them whose insides were taken from their own files.
    reframed: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            baked=self.baked + other.baked,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
            reframed=self.reframed + other.reframed,
        )


@dataclass(frozen=True, kw_only=True)
class Baked:
    """A printed page and the keys that it recorded."""

    body: bytes
    # None when the insides are those of its file.
    keys: frozenset[str] | None
    # None for a page without a frame.
    framed: Framed | None = None


def render(page: PublicPath) -> Baked:
    """Render one public path, whatever its file contains now.

    Raises NothingHere, UnknownRecipe, PageTooSlow and the errors of the recipe.
    """
    return deadline.enforce(partial(_render, page), what=page.path)


def _render(page: PublicPath) -> Baked:
    language = addresses.language_of(page.path)
    with keys.recording() as shown, frames.noting() as noted, translation.override(language):
        if page.state == PublicPath.State.MOVED:
            body = addresses.location(recipes.target(page.recipe, page.arg, page.target)).encode()
            return Baked(body=body, keys=frozenset(shown))
        gone = page.state == PublicPath.State.GONE
        body = recipes.get("gone").render(language) if gone else recipes.get(page.recipe).render(page.arg)
    framed = noted[-1] if noted and noted[-1].body is body else None
    return Baked(body=body, keys=frozenset(shown), framed=framed)


def prepared(pages: Sequence[PublicPath]) -> Iterator[PublicPath]:
    """Yield the pages of a batch in their order; before the first of each recipe, fill the loaders for all of them.

    The most urgent page therefore waits only for the values of its own recipe.
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
            deadline.enforce(partial(load, args), what=recipe)
    except Exception:
        # One broken page must not stop the others: each page loads for itself, and the broken one gives the reason.
        log.exception("Pages not loaded together", extra={"event": "prepare_failed", "recipe": recipe})
        loaders.forget()


def bake_stale(
    press: Press,
    *,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
    batch: int = BATCH,
    cache: Cache | None = None,
    crowded: bool = False,
) -> Totals:
    """Print every page that is due; return when none is left to take, or as soon as `stop` returns True.

    batch: pages taken at once; those that were not printed are given back at once. cache: what this process cached in
    earlier calls, for the same database. crowded: other ovens use the other cores.
    """
    totals = Totals()
    store = Cache() if cache is None else cache
    leases.take_back()
    with leases.holder() as holder, _at_work():
        while not stop() and (claimed := _claim(holder, batch)):
            totals += _Batch(press, holder, claimed, cache=store, stop=stop, crowded=crowded).bake()
            if progress is not None:
                progress(len(claimed))
    return totals


def bake_out(
    press: Press, *, progress: Callable[[int], None] | None = None, stop: Callable[[], bool] = lambda: False
) -> Totals:
    """Print what is due, wait for what other ovens are printing, and take over what they leave.

    Afterwards only pages that failed are on the queue; each of them waits for its next attempt.
    """
    cache = Cache()
    totals = bake_stale(press, progress=progress, stop=stop, cache=cache)
    while not stop() and leases.others():
        time.sleep(_LOOK_S)
        totals += bake_stale(press, progress=progress, stop=stop, cache=cache)
    return totals


def bake_paths(press: Press, paths: Iterable[PublicPath]) -> Totals:
    """Print these pages now, stale or not, even if another oven has just taken them."""
    wanted = list(paths)
    cache, totals = Cache(), Totals()
    with leases.holder() as holder:
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            with transaction.atomic():
                queue.mark_paths(page.path for page in part)
                taken = leases.seize(holder, [page.pk for page in part])
            totals += _Batch(press, holder, taken, cache=cache).bake()
    return totals


def due() -> int:
    """Count the pages that may be taken now."""
    return leases.due()


@contextmanager
def _at_work() -> Iterator[None]:
    """Let Python collect garbage every few pages, instead of several times a page, and switch threads sooner.

    Collecting took a seventh of the time of a bake. Uncollected, a page leaves about 30 KB.
    """
    threshold, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(max(threshold[0], _YOUNG_OBJECTS), *threshold[1:])
    sys.setswitchinterval(min(interval, _SWITCH_S))
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        sys.setswitchinterval(interval)


def _claim(holder: str, limit: int) -> list[StalePath]:
    with profiling.phase("book"):
        return leases.claim(holder, limit=limit)


class _InLine(Executor):
    """An executor that runs each call at once, in the thread that submits it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as exc:
            done.set_exception(exc)
        return done


@cache
def _threads(number: int, pid: int) -> ThreadPoolExecutor:
    """Return the threads that write, the same for all batches of a process. pid: a forked child gets its own."""
    return ThreadPoolExecutor(number, "press")


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """A page on its way to the press."""

    stale: StalePath
    # None when there is nothing left to print.
    baked: Baked | None
    # Whether the file changed.
    changed: "Future[bool]"


class _Batch:
    """The pages taken at once: they are rendered one after another, and their outcomes are written together.

    Other threads, as many as the press has hands, compress and write pages while the next ones are rendered. With one hand
    this thread writes the first page, for which somebody waits, since handing it over takes 5 ms where cores are busy; and
    all pages when every core has an oven of its own, because the two threads would take turns. After the last rendering it
    helps with the pages that are not begun.
    """

    def __init__(
        self,
        press: Press,
        holder: str,
        claimed: Sequence[StalePath],
        *,
        cache: Cache,
        stop: Callable[[], bool] = lambda: False,
        crowded: bool = False,
    ) -> None:
        self._press = press
        self._in_line = crowded and press.hands == 1
        self._cache = cache
        self._holder = holder
        self._claimed = claimed
        self._stop = stop
        self._sent: list[_Sent] = []
        self._printed: list[Printed] = []
        # Primary key of a page → whether its file changed.
        self._changed: dict[int, bool] = {}
        self._failed = 0

    def bake(self) -> Totals:
        """Print the pages. Raises DatabaseError when the database cannot be reached."""
        handled = 0
        try:
            with loaders.batch(self._cache, printing=True), self._writing():
                writers = self._writers()
                since_ticks = self._begin()
                bodies = self._kept()
                waiting = prepared([stale.path for stale in self._claimed if stale.pk not in bodies])
                for stale in self._claimed:
                    if self._stop():
                        break
                    if stale.pk not in bodies:
                        next(waiting)
                    self._render(stale, bodies.pop(stale.pk, None), writers)
                    handled += 1
                self._help_writing()
            for sent in self._sent:
                self._gather(sent)
            with profiling.phase("book"):
                left = self._write_outcomes(self._printed, since_ticks)
        except BaseException:
            with suppress(DatabaseError):
                leases.give_back(self._holder, self._claimed)
            raise
        if handled < len(self._claimed):
            leases.give_back(self._holder, self._claimed[handled:])
        sure = [changed for path_id, changed in self._changed.items() if path_id not in left]
        reframed = sum(one.keys is None and one.stale.pk not in left for one in self._printed)
        return Totals(
            baked=sum(sure), unchanged=len(sure) - sum(sure), failed=self._failed, reframed=reframed
        )

    def _writers(self) -> Iterator[Executor]:
        others = repeat(_InLine() if self._in_line else _threads(self._press.hands, os.getpid()))
        return chain([_InLine()], others) if self._press.hands == 1 else others

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Wait at the end of the block until no thread writes a page of this batch, so that it can be given back."""
        try:
            yield
        finally:
            wait([sent.changed for sent in self._sent if not sent.changed.cancel()])

    def _begin(self) -> int:
        """Bring the cache up to date; return the clock before any page of the batch is read."""
        with profiling.phase("book"):
            since_ticks = invalidation_clock.read()
            invalidation_clock.follow(self._cache, since_ticks)
        return since_ticks

    def _kept(self) -> dict[int, bytes]:
        """Return the files of the pages that need only a new frame, by primary key."""
        with profiling.phase("load"):
            found = ((stale.pk, reframing.kept(self._press, stale)) for stale in self._claimed)
            return {pk: body for pk, body in found if body is not None}

    def _render(self, stale: StalePath, body: bytes | None, writers: Iterator[Executor]) -> None:
        """Print one page. body: of its file, when its insides are right there."""
        page = stale.path
        baked: Baked | None = None
        try:
            with suppress(NothingHere), profiling.rendering(connection.execute_wrapper):
                framed = frames.reframe(body, name=page.frame, cuts=page.cuts) if body else None
                baked = Baked(body=framed.body, keys=None, framed=framed) if framed else render(page)
        except Exception as exc:
            # The edge of the oven: the error of a recipe is stored with the page and shown at the desk.
            if isinstance(exc, DatabaseError) and not connection.is_usable():
                raise
            self._fail(stale, exc)
            return
        changed = next(writers).submit(self._print, page, baked)
        self._sent.append(_Sent(stale=stale, baked=baked, changed=changed))

    def _help_writing(self) -> None:
        """Write the pages that the other threads have not begun, from the last one, instead of waiting for them."""
        for number in reversed(range(len(self._sent))):
            sent = self._sent[number]
            if not sent.changed.cancel():
                return
            written = _InLine().submit(self._print, sent.stale.path, sent.baked)
            self._sent[number] = replace(sent, changed=written)

    def _print(self, page: PublicPath, baked: Baked | None) -> bool:
        """Write the file of one page; return whether it changed. Runs in another thread, without the database."""
        if baked is None:
            self._press.remove(page.path)
            return True
        with profiling.phase("write"):
            return self._press.write(page.path, baked.body, kind=cast(Kind, page.state))

    def _gather(self, sent: _Sent) -> None:
        try:
            self._changed[sent.stale.path.pk] = sent.changed.result()
        except Exception as exc:
            # The error of the press is stored with the page as well.
            self._fail(sent.stale, exc)
            return
        baked = sent.baked
        self._printed.append(
            Printed(stale=sent.stale)
            if baked is None
            else Printed(
                stale=sent.stale,
                keys=baked.keys,
                framed=baked.framed,
                digest=hashlib.sha256(baked.body).hexdigest(),
            )
        )

    def _write_outcomes(self, printed: Sequence[Printed], since_ticks: int) -> set[int]:
        """Store the outcomes; return the pages that stay on the queue, because they were marked meanwhile or not stored."""
        if not printed:
            return set()
        try:
            return outcomes.write(printed, holder=self._holder, since_ticks=since_ticks)
        except DatabaseError as exc:
            if not connection.is_usable():
                raise
            if len(printed) > 1:
                # One page at a time, to find the one that the database refuses.
                return set().union(*(self._write_outcomes([one], since_ticks) for one in printed))
            self._fail(printed[0].stale, exc)
            return {printed[0].stale.pk}

    def _fail(self, stale: StalePath, exc: Exception) -> None:
        """Let the page wait for its next attempt, with the reason; after a mark set meanwhile it is tried at once."""
        log.error("Bake failed", exc_info=exc, extra={"event": "bake_failed", "path": stale.path.path})
        self._failed += 1
        attempts = stale.attempts + 1
        mine = StalePath.objects.filter(pk=stale.pk, holder=self._holder)
        mine.filter(generation=stale.generation).update(
            attempts=attempts,
            error=f"{type(exc).__name__}: {exc}"[:2000],
            not_before=clock.now() + retry_policy.wait(attempts, exc),
        )
        mine.update(lease_until=None, holder="")
