"""Finds the words before the slugs of categories and tags in the links of an export: `/rubrique/ville/`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Final
from urllib.parse import unquote

# A whole address, with one to four steps before its last.
_LINK: Final = re.compile(
    r"https?://(?P<host>[^/\"'\s<>?#]{1,255})/(?P<above>(?:[^/\"'\s<>?#]{1,200}/){1,4})(?P<slug>[^/\"'\s<>?#]{1,200})/?(?=[\"'\s<?#])"
)
# Different addresses that are remembered; of each thing there are few.
_MOST: Final = 20_000
_NUMBERS: Final = re.compile(r"\d+")


class TermBases:
    """The addresses in the bodies and menus of an export that may be pages of its terms."""

    def __init__(self) -> None:
        # Host, first step, last step → how often.
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def look_at(self, text: str) -> None:
        """Note the addresses in a body, or in the address of an entry of a menu."""
        if "http" not in text or len(self._seen) >= _MOST:
            return
        for found in _LINK.finditer(text):
            first = found["above"].partition("/")[0]
            if not _NUMBERS.fullmatch(first) and first not in (
                "wp-content",
                "wp-includes",
                "wp-json",
                "wp-admin",
            ):
                self._seen[found["host"].lower(), first, found["slug"]] += 1

    def base_of(self, slugs: Collection[str], hosts: Collection[str], *, others: Collection[str]) -> str:
        """Return the first step that most addresses of these terms have; "" when none has one.

        others: first steps that are something else.
        """
        counted: Counter[str] = Counter()
        for (host, first, last), times in self._seen.items():
            if host in hosts and first not in others and unquote(last) in slugs:
                counted[unquote(first)] += times
        return min(counted, key=lambda base: (-counted[base], base)) if counted else ""
