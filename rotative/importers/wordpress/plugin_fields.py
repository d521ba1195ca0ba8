"""Reads what plugins keep in custom fields: texts for search engines, the main section, and fields named by the newsroom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from rotative.core import html as safe
from rotative.importers.old_site import OldSite
from rotative.importers.wordpress.reading_choices import Target

# Fields that are an article's own; the others have a place of their own here.
OWN: Final[tuple[Target, ...]] = (
    "search_title", "search_description", "share_title", "share_description", "original_url",
)  # fmt: skip
_TITLE_LETTERS: Final = 200
_DESCRIPTION_LETTERS: Final = 400
_URL_LETTERS: Final = 500
# "%%title%% %%sep%% %%sitename%%" of Yoast, "%title%" of Rank Math.
_VARIABLE: Final = re.compile(r"%%?([a-z_]+(?:\([^)%]*\))?)%?%")
_SEPARATORS: Final = " -–—|·•:»"
_PRIMARY: Final = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_aioseo_primary_category")


def primary_categories(meta: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the numbers of the categories that a plugin marked as the main one."""
    for name in _PRIMARY:
        yield from meta.get(name, ())


def search_fields(meta: Mapping[str, list[str]], headline: str, site: OldSite) -> dict[str, Any]:
    """Return the fields for search engines and networks that are filled, as keyword arguments of a record."""
    own = {
        "search_title": _title(
            _first(meta, "_yoast_wpseo_title", "rank_math_title", "_aioseo_title"), headline
        ),
        "search_description": _text(
            _first(meta, "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"),
            _DESCRIPTION_LETTERS,
        ),
        "share_title": _title(
            _first(meta, "_yoast_wpseo_opengraph-title", "rank_math_facebook_title"), headline
        ),
        "share_description": _text(
            _first(meta, "_yoast_wpseo_opengraph-description", "rank_math_facebook_description"),
            _DESCRIPTION_LETTERS,
        ),
        "share_picture_id": _first(meta, "_yoast_wpseo_opengraph-image-id", "rank_math_facebook_image_id"),
        "original_url": _canonical(_first(meta, "_yoast_wpseo_canonical", "rank_math_canonical_url"), site),
    }
    found: dict[str, Any] = {name: value for name, value in own.items() if value}
    if _is_hidden(meta):
        found["hidden_from_search"] = True
    return found


def mapped(meta: Mapping[str, list[str]], fields: Mapping[str, Target]) -> dict[str, str]:
    """Return the texts of the custom fields that the newsroom named, by field of an article."""
    found: dict[str, str] = {}
    for name, target in fields.items():
        value = next(iter(meta.get(name, ())), "")
        if text := safe.plain(value):
            limit = _TITLE_LETTERS if target.endswith("title") else 10_000
            found.setdefault(
                target, text[: _DESCRIPTION_LETTERS if target.endswith("description") else limit]
            )
    if not found.get("original_url", "").startswith(("http://", "https://")):
        found.pop("original_url", None)
    return found


def _first(meta: Mapping[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if meta.get(name) and meta[name][0]), "")


def _text(value: str, limit: int) -> str:
    return "" if _VARIABLE.search(value) else safe.plain(value)[:limit]


def _title(value: str, headline: str) -> str:
    """Return a title with its variables filled in; the name of the site, which pages add themselves, is left out."""
    filled = _VARIABLE.sub(lambda found: headline if found[1] in ("title", "seo_title") else "", value)
    title = safe.plain(filled).strip(_SEPARATORS)
    return "" if title == headline else title[:_TITLE_LETTERS]


def _canonical(url: str, site: OldSite) -> str:
    """Return the address of the original, when it is on another site."""
    whole = site.absolute(url) if url else ""
    return whole if whole and not site.owns(whole) and len(whole) <= _URL_LETTERS else ""


def _is_hidden(meta: Mapping[str, list[str]]) -> bool:
    robots = " ".join(meta.get("rank_math_robots", ()))
    return _first(meta, "_yoast_wpseo_meta-robots-noindex") == "1" or '"noindex"' in robots
