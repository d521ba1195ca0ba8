"""Is the baked site right? Every public path rendered afresh and compared byte by byte with its file."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from rotative.bake import keys, oven, queue, recipes
from rotative.bake.errors import NothingHere
from rotative.bake.models import PublicPath
from rotative.bake.press import Kind, Press, canonical

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a verification found; three empty lists mean the site is fresh."""

    checked: int
    # Files that differ from a fresh rendering.
    stale: tuple[str, ...]
    # Public paths without a file, or pages that should exist and have no path.
    missing: tuple[str, ...]
    # Files, or paths, that nothing public corresponds to.
    surplus: tuple[str, ...]

    @property
    def fresh(self) -> bool:
        return not (self.stale or self.missing or self.surplus)


def verify(press: Press, *, progress: Callable[[int], None] | None = None) -> Verdict:
    """Compare the whole press with fresh renderings; changes nothing."""
    stale: list[str] = []
    missing, surplus = _map_errors()
    known: set[tuple[str, str]] = set()
    checked = 0
    for pages in _chunks(PublicPath.objects.order_by("id").iterator(500)):
        with keys.batch():
            oven.prepare(pages)
            for page in pages:
                known.add((canonical(page.path), page.state))
                _compare(page, press, stale=stale, missing=missing, surplus=surplus)
        checked += len(pages)
        if progress is not None:
            progress(len(pages))
    surplus += [path for path, kind in press.paths() if (path, kind) not in known]
    return Verdict(
        checked=checked,
        stale=tuple(stale),
        missing=tuple(dict.fromkeys(missing)),
        surplus=tuple(dict.fromkeys(surplus)),
    )


def sync() -> int:
    """Bring the map of the site in line with what the recipes say should exist; returns the corrections made."""
    wanted = {spec.path: spec for spec in _wanted()}
    missing, surplus = _map_errors()
    queue.place([wanted[path] for path in missing])
    queue.withdraw(surplus, last=True)
    return len(missing) + len(surplus)


def _wanted() -> Iterator[recipes.Spec]:
    for recipe in recipes.every():
        yield from recipe.specs()


def _map_errors() -> tuple[list[str], list[str]]:
    wanted = {spec.path: (spec.recipe, spec.arg) for spec in _wanted()}
    live = PublicPath.objects.filter(state=PublicPath.State.LIVE).values_list("path", "recipe", "arg")
    known = {path: (recipe, arg) for path, recipe, arg in live.iterator(2000)}
    missing = [path for path, what in wanted.items() if known.get(path) != what]
    surplus = [path for path in known if path not in wanted]
    return missing, surplus


def _compare(
    page: PublicPath, press: Press, *, stale: list[str], missing: list[str], surplus: list[str]
) -> None:
    printed = press.read(page.path, kind=cast(Kind, page.state))
    try:
        fresh = oven.render(page).body
    except NothingHere:
        surplus.append(page.path)
        return
    except Exception:
        # A page that cannot be rendered is not fresh; its reason stands in the log and in the stale queue.
        log.exception("Page cannot be rendered", extra={"event": "verify_failed", "path": page.path})
        stale.append(page.path)
        return
    if printed is None:
        missing.append(page.path)
    elif printed != fresh:
        stale.append(page.path)


def _chunks(pages: Iterable[PublicPath]) -> Iterator[list[PublicPath]]:
    iterator = iter(pages)
    while chunk := list(islice(iterator, 200)):
        yield chunk
