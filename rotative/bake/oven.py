"""The oven: renders stale paths from their recipes and hands the bytes to the press."""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation

from rotative.bake import keys, recipes
from rotative.bake.errors import NothingHere
from rotative.bake.models import BakeClock, PathKey, PublicPath, StalePath
from rotative.bake.press import Kind, Press
from rotative.core import addresses, clock

log = logging.getLogger(__name__)

# Pages leased at once: their cards are loaded together, a crash returns at most so many.
BATCH = 100
LEASE = timedelta(minutes=2)
# Waits between attempts: 2, 4, 8 … seconds, at most one hour.
_LONGEST_WAIT_S = 3600
# A page that keeps changing under the oven is printed anyway after so many looks; its stale row stays.
_LOOKS = 3


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


def prepare(pages: Iterable[PublicPath]) -> None:
    """Within a batch: load at once what these pages will ask for one by one."""
    args: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.state == PublicPath.State.LIVE:
            args[page.recipe].append(page.arg)
    for name, wanted in args.items():
        load = recipes.get(name).prepare
        if load is not None:
            load(wanted)


def bake_stale(
    press: Press,
    *,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Totals:
    """Print every page that is due; returns when none is left to take, or as soon as `stop` says so.

    What was taken and not printed goes back at once.
    """
    totals = Totals()
    while not stop() and (claimed := _claim()):
        with keys.batch():
            _fresh_ticks()
            prepare([stale.path for stale in claimed])
            for place, stale in enumerate(claimed):
                if stop():
                    _give_back(claimed[place:])
                    return totals
                totals += _bake(stale, press)
        if progress is not None:
            progress(len(claimed))
    return totals


def bake_paths(press: Press, paths: Iterable[PublicPath]) -> Totals:
    """Print these pages now, stale or not."""
    totals = Totals()
    with keys.batch():
        for page in paths:
            totals += _bake(StalePath(path=page, generation=0), press)
    return totals


def due() -> int:
    """How many pages wait to be printed and may be taken now."""
    return _due_rows().count()


def _due_rows() -> QuerySet[StalePath]:
    now = clock.now()
    return StalePath.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now), Q(not_before=None) | Q(not_before__lte=now)
    )


def _claim() -> list[StalePath]:
    if not _due_rows().exists():
        # Looking costs no lock.
        return []
    with transaction.atomic():
        rows = _due_rows().order_by("priority", "since", "path_id").select_related("path")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        claimed = list(rows[:BATCH])
        StalePath.objects.filter(pk__in=[row.pk for row in claimed]).update(lease_until=clock.now() + LEASE)
    return claimed


def _give_back(claimed: list[StalePath]) -> None:
    StalePath.objects.filter(pk__in=[stale.pk for stale in claimed]).update(lease_until=None)


def _bake(stale: StalePath, press: Press) -> Totals:
    page = stale.path
    try:
        changed = _print(stale, press)
    except NothingHere:
        _forget(stale, press)
        return Totals(baked=1)
    except Exception as exc:
        # The edge of the oven: whatever a recipe meets is kept with the page and shown in the desk.
        log.exception("Bake failed", extra={"event": "bake_failed", "path": page.path})
        _postpone(stale, exc)
        return Totals(failed=1)
    return Totals(baked=1) if changed else Totals(unchanged=1)


def _print(stale: StalePath, press: Press) -> bool:
    page = stale.path
    for _look in range(_LOOKS):
        ticks = _fresh_ticks()
        baked = render(page)
        # Where something changed before the new keys were known, what was read may be old: look again.
        if not _note_keys(page, baked.keys) or _ticks() == ticks:
            break
    changed = press.write(page.path, baked.body, kind=cast(Kind, page.state))
    digest = hashlib.sha256(baked.body).hexdigest()
    with transaction.atomic():
        PublicPath.objects.filter(pk=page.pk).update(digest=digest, baked_at=clock.now())
        # A mark set since the lease has moved the generation: that row stays, free to be taken.
        StalePath.objects.filter(pk=page.pk, generation=stale.generation).delete()
        StalePath.objects.filter(pk=page.pk).update(lease_until=None)
    return changed


def _fresh_ticks() -> int:
    """The clock before a rendering; cards shared by the batch are dropped when anything changed since they were read."""
    ticks, shared = _ticks(), keys.shared()
    if shared.get("ticks") != ticks:
        shared.clear()
        shared["ticks"] = ticks
    return ticks


def _ticks() -> int:
    return BakeClock.objects.filter(pk=1).values_list("ticks", flat=True).first() or 0


def _note_keys(page: PublicPath, shown: frozenset[str]) -> bool:
    """Keep what the page showed; True when there was anything new."""
    known = set(PathKey.objects.filter(path=page).values_list("key", flat=True))
    added, dropped = shown - known, known - shown
    if not added and not dropped:
        return False
    with transaction.atomic():
        # Waits for every change that is marking at this moment, so that the ticks read next include it.
        BakeClock.objects.filter(pk=1).update(ticks=F("ticks"))
        PathKey.objects.filter(path=page, key__in=dropped).delete()
        PathKey.objects.bulk_create(
            [PathKey(path=page, key=key) for key in sorted(added)], ignore_conflicts=True
        )
    return bool(added)


def _forget(stale: StalePath, press: Press) -> None:
    """The recipe has nothing for this path any more: no file, no row."""
    press.remove(stale.path.path)
    PublicPath.objects.filter(pk=stale.path.pk).delete()


def _postpone(stale: StalePath, exc: Exception) -> None:
    attempts = stale.attempts + 1
    wait = timedelta(seconds=min(2**attempts, _LONGEST_WAIT_S))
    try:
        StalePath.objects.update_or_create(
            path=stale.path,
            defaults={
                "attempts": attempts,
                "error": f"{type(exc).__name__}: {exc}"[:2000],
                "not_before": clock.now() + wait,
                "lease_until": None,
            },
        )
    except DatabaseError:
        # The lease expires by itself and the page is tried again.
        log.exception("Failure not kept", extra={"event": "bake_failure_lost", "path": stale.path.path})
