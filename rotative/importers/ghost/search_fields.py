"""Reads the texts of a post that are for search engines and networks."""

from __future__ import annotations

from typing import Any, Final

from rotative.core import html as safe
from rotative.importers.ghost.ghost_tables import string
from rotative.importers.ghost.json_rows import Row
from rotative.importers.old_site import OldSite

PLACEHOLDER: Final = "__GHOST_URL__"
# Letters, as for other sources.
_TITLE: Final = 200
_DESCRIPTION: Final = 400
_URL: Final = 500


def search_fields(row: Row, meta: Row, headline: str, site: OldSite) -> dict[str, Any]:
    """Return the fields that are filled, as keyword arguments of a record.

    row, meta: the post and its row in `posts_meta`; older versions had these columns in the post.
    """

    def first(*names: str) -> str:
        columns = (string(table, name) for name in names for table in (meta, row))
        return next(filter(None, columns), "")

    def title(*names: str) -> str:
        found = safe.plain(first(*names))[:_TITLE]
        return "" if found == headline else found

    own = {
        "search_title": title("meta_title"),
        "search_description": safe.plain(first("meta_description"))[:_DESCRIPTION],
        "share_title": title("og_title", "twitter_title"),
        "share_description": safe.plain(first("og_description", "twitter_description"))[:_DESCRIPTION],
        "share_picture_id": first("og_image", "twitter_image").replace(PLACEHOLDER, site.url),
        "original_url": _original(first("canonical_url").replace(PLACEHOLDER, site.url), site),
    }
    return {name: value for name, value in own.items() if value}


def _original(url: str, site: OldSite) -> str:
    """Return the address of the original, when it is on another site."""
    whole = site.absolute(url) if url else ""
    return whole if whole and not site.owns(whole) and len(whole) <= _URL else ""
