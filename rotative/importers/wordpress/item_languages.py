"""Says which language an item is in, and which items are one another's translations: WPML, Polylang, folders, else the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from rotative.core.languages import CODES
from rotative.importers.language import detect, short_code
from rotative.importers.wordpress.xml import Channel

# Custom fields in which plugins keep the language of an item.
_LANGUAGE_FIELDS: Final = (
    "_icl_lang_code",
    "_wpml_import_language_code",
    "_wpml_language",
    "wpml_language",
    "_locale",
)
# Custom fields that two translations have in common.
_GROUP_FIELDS: Final = ("_wpml_import_translation_group", "_icl_trid", "_wpml_trid", "trid")
# Parameters of an address that choose the language.
_PARAMETERS: Final = ("lang", "language")
# The numbers of an item's translations, as Polylang keeps them: a:2:{s:2:"fr";i:12;s:2:"ar";i:13;}
_SERIALIZED: Final = re.compile(r's:\d+:"([A-Za-z_-]{2,12})";i:(\d+);')


@dataclass(frozen=True, kw_only=True)
class ItemLanguage:
    """The language of one item."""

    code: str
    # True when the export says it; False when it was guessed.
    noted: bool
    # Items of one group are translations of each other; "" for none.
    group: str


class SiteLanguages:
    """The languages of one export."""

    def __init__(self, *, default: str, likely: Sequence[str], channels: Sequence[Channel]) -> None:
        self.default = default
        self._likely = tuple(dict.fromkeys((default, *likely)))
        categories = {nice for channel in channels for nice in channel.categories.values()}
        # A first part of a path that is a section's is no language.
        self._folders = frozenset(CODES) - categories
        # Numbers of items, and of sections and tags → language and group.
        self._items = dict(_translations(channels, "post_translations"))
        self.terms = dict(_translations(channels, "term_translations"))

    def of(
        self,
        number: str,
        terms: Mapping[str, list[tuple[str, str]]],
        meta: Mapping[str, list[str]],
        *,
        path: str,
        query: str,
        text: str,
    ) -> ItemLanguage:
        """Return the language that a plugin noted or that the address shows, else the one of its words."""
        asked = dict(parse_qsl(query))
        parameter = next((short_code(asked[name]) for name in _PARAMETERS if name in asked), "")
        folder = path.split("/")[1] if path.count("/") > 1 else ""
        folder = folder if folder in self._folders else ""
        listed, listed_group = self._items.get(number, ("", ""))
        noted = noted_in(terms, meta) or listed or parameter or folder
        bare = path.removeprefix(f"/{folder}") if folder else path
        return ItemLanguage(
            code=noted or detect(text, default=self.default, likely=self._likely),
            noted=bool(noted),
            group=(_group(terms, meta) or listed_group or f"path:{bare}" * bool(bare)) if noted else "",
        )


def noted_in(terms: Mapping[str, list[tuple[str, str]]], meta: Mapping[str, list[str]]) -> str:
    """Return the language that a plugin wrote down with the item; "" for none."""
    fields = (short_code(meta[name][0]) for name in _LANGUAGE_FIELDS if meta.get(name))
    named = (short_code(nice.removeprefix("pll_")) for nice, _ in terms.get("language", ()))
    return next(filter(None, (*fields, *named)), "")


def _group(terms: Mapping[str, list[tuple[str, str]]], meta: Mapping[str, list[str]]) -> str:
    """Return a name that an item and its translations have in common; "" when no plugin wrote one."""
    for nice, _ in terms.get("post_translations", ()):
        return f"polylang:{nice}"
    return next((f"wpml:{meta[name][0]}" for name in _GROUP_FIELDS if meta.get(name)), "")


def _translations(channels: Sequence[Channel], taxonomy: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield number, language and group of everything that Polylang's terms link."""
    for channel in channels:
        for term in channel.every("wp:term"):
            if term.text("wp:term_taxonomy") == taxonomy:
                for language, number in _SERIALIZED.findall(term.text("wp:term_description")[:10_000]):
                    yield number, (short_code(language), f"polylang:{term.text('wp:term_slug')}")
