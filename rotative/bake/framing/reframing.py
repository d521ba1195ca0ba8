"""Reframing: which pages keep the insides that are in their own files."""

import hashlib
from typing import cast

from rotative.bake.models import StalePath
from rotative.bake.store.file_names import Kind
from rotative.bake.store.folder import Press


def kept(press: Press, stale: StalePath) -> bytes | None:
    """Return the bytes of a page's own file, when they are those on record and nothing but their frame changed; else None."""
    page = stale.path
    if not stale.reframe or stale.attempts or not page.cuts:
        return None
    body = press.kept(page.path, kind=cast(Kind, page.state))
    return body if body is not None and hashlib.sha256(body).hexdigest() == page.digest else None
