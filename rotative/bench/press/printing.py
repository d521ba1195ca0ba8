"""Inside a newsroom: print what is stale with a press that only benchmarks use."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from rotative.bake import oven, queue
from rotative.bake.store.file_names import Kind
from rotative.bake.store.folder import FolderPress, Press


class Nowhere:
    """A press that throws pages away: their keys stay in the database, the disk stays empty."""

    hands = 1

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        return True

    def remove(self, path: str) -> None:
        return None

    def paths(self) -> Iterator[tuple[str, Kind]]:
        return iter(())

    def read(self, path: str, *, kind: Kind = "live") -> bytes | None:
        return None

    def kept(self, path: str, *, kind: Kind = "live") -> bytes | None:
        return None


def measure(*, press: str, mark: bool = False) -> dict[str, Any]:
    """Print what is stale until nothing is. press: `plain` files without variants, `nowhere`.

    mark: first mark everything stale, and print nothing.
    """
    if mark:
        queue.mark_everything()
        return {}
    target: Press = Nowhere() if press == "nowhere" else FolderPress(plain_folder(), variants=False)
    started = time.perf_counter()
    # As many of these run at once as there are cores.
    totals = oven.bake_stale(target, crowded=True)
    return {
        "pages": totals.baked + totals.unchanged,
        "failed": totals.failed,
        "seconds": time.perf_counter() - started,
    }


def plain_folder() -> Path:
    """Return the folder of pages without variants, next to the newsroom's own."""
    return Path(settings.HOME) / "public-plain"
