"""The progress bar of long commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tqdm import tqdm


class Bar:
    """A progress bar; shows nothing outside a terminal."""

    def __init__(self, *, shown: bool, unit: str = " items") -> None:
        self.shown = shown
        self.unit = unit
        self._bar: Any = None

    def started(self, items: int) -> Callable[[], None]:
        self.close()
        self._bar = tqdm(total=items, disable=not self.shown, unit=self.unit)
        update: Callable[[], None] = self._bar.update
        return update

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
