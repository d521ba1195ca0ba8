"""Verification of the baked site: every public path is rendered again and compared byte by byte with its file."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import cast

from rotative.bake import expected_sql, oven, queue
from rotative.bake.batch import loaders
from rotative.bake.errors import NothingHere
from rotative.bake.models import PublicPath
from rotative.bake.store.file_names import Kind, canonical
from rotative.bake.store.folder import Press

log = logging.getLogger(__name__)

_SLICE = 200


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The result of a verification; three empty lists mean that the site is fresh."""

    checked: int
    # Files that differ from a fresh rendering.
    stale: tuple[str, ...]
    # Public paths without a file, or pages that should exist and have no path.
    missing: tuple[str, ...]
    # Files or paths to which no public page corresponds.
    surplus: tuple[str, ...]

    @property
    def fresh(self) -> bool:
        return not (self.stale or self.missing or self.surplus)


@dataclass(kw_only=True)
class _Found:
    stale: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


def verify(press: Press, *, progress: Callable[[int], None] | None = None) -> Verdict:
    """Compare the whole press with fresh renderings, and change nothing. Memory does not grow with the site."""
    found = _Found()
    with expected_sql.compared():
        lacking = chain(expected_sql.missing(), expected_sql.missing("gone"))
        found.missing += [spec.path for specs in lacking for spec in specs]
        found.surplus += chain.from_iterable(expected_sql.surplus())
    checked = 0
    for pages in _pages():
        with loaders.batch():
            for page in oven.prepared(pages):
                _compare(page, press, found)
        checked += len(pages)
        if progress is not None:
            progress(len(pages))
    found.surplus += (path for path, _kind, _known in _strays(press))
    return Verdict(
        checked=checked,
        stale=tuple(found.stale),
        missing=tuple(dict.fromkeys(found.missing)),
        surplus=tuple(dict.fromkeys(found.surplus)),
    )


def sync() -> int:
    """Correct the map of the site: place the pages that the recipes expect, withdraw the others.

    Returns the number of corrections.
    """
    corrections = 0
    with expected_sql.compared():
        for specs in expected_sql.missing():
            queue.place(specs, over=True)
            corrections += len(specs)
        for specs in expected_sql.missing("gone"):
            queue.place(specs, state=PublicPath.State.GONE)
            corrections += len(specs)
        for paths in expected_sql.surplus():
            queue.withdraw(paths, last=True)
            corrections += len(paths)
    return corrections


def tidy(press: Press) -> int:
    """Remove every file to which no public path corresponds; return their number."""
    removed = 0
    for path, _kind, known in _strays(press):
        press.remove(path)
        if known is not None:
            # The right file was removed with the stray one.
            queue.mark_paths([known])
        removed += 1
    return removed


def _strays(press: Press) -> Iterator[tuple[str, Kind, str | None]]:
    """Yield the files whose path is unknown or in another state: path and kind of the file, and its public path or None."""
    odd: dict[str, tuple[str, str]] | None = None
    for files in _slices(press.paths()):
        states = dict(
            PublicPath.objects.filter(path__in=[path for path, _kind in files]).values_list("path", "state")
        )
        for path, kind in files:
            known, state = path, states.get(path)
            if state is None and "~" in path:
                # A part of the path cannot be a file's name and was replaced by its digest: only the map knows it.
                odd = _odd() if odd is None else odd
                known, state = odd.get(path, (path, None))
            if state != kind:
                yield path, kind, known if state is not None else None


def _odd() -> dict[str, tuple[str, str]]:
    """Return the public paths whose files have another name: name of the file → path and state."""
    return {
        spelled: (page.path, page.state)
        for pages in _pages()
        for page in pages
        if (spelled := canonical(page.path)) != page.path
    }


def _compare(page: PublicPath, press: Press, found: _Found) -> None:
    printed = press.read(page.path, kind=cast(Kind, page.state))
    try:
        fresh = oven.render(page).body
    except NothingHere:
        found.surplus.append(page.path)
        return
    except Exception:
        # A page that cannot be rendered is not fresh; the reason is in the log and in the queue.
        log.exception("Page cannot be rendered", extra={"event": "verify_failed", "path": page.path})
        found.stale.append(page.path)
        return
    if printed is None:
        found.missing.append(page.path)
    elif printed != fresh:
        found.stale.append(page.path)


def _pages() -> Iterator[list[PublicPath]]:
    last = 0
    while pages := list(PublicPath.objects.filter(pk__gt=last).order_by("pk")[:_SLICE]):
        last = pages[-1].pk
        yield pages


def _slices(files: Iterator[tuple[str, Kind]]) -> Iterator[list[tuple[str, Kind]]]:
    while part := list(islice(files, _SLICE)):
        yield part
