"""Addresses of posts: Ghost's own `/{slug}/`, or the pattern of its routes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

_PLACE: Final = re.compile(r"\{(\w+)\}|:(\w+)")
_MOST: Final = 200


class Permalinks:
    """A pattern such as `/{year}/{month}/{slug}/`; that of older versions, `/:year/:slug/`, is read as well."""

    def __init__(self, pattern: str) -> None:
        """Read a pattern; "" means `/{slug}/`."""
        found = pattern.strip()[:_MOST] or "/{slug}/"
        self.pattern = f"/{found.strip('/')}/"

    def path(self, *, slug: str, number: str, at: datetime | None, tag: str, author: str) -> str:
        """Return the path of a post; "" without a slug."""
        if not slug:
            return ""
        values = {"slug": slug, "id": number, "primary_tag": tag or "all", "primary_author": author or "all"}
        values |= {"author": values["primary_author"]}
        if at is not None:
            values |= {"year": f"{at.year:04}", "month": f"{at.month:02}", "day": f"{at.day:02}"}
        return _PLACE.sub(lambda found: values.get(found[1] or found[2], found[0]), self.pattern)
