"""Parts of files that are the same in many files, or in one file again and again: each is written once."""

from collections.abc import Callable

from rotative.bake.batch.cache import Cached

# By format and address: the content and the bytes written for it.
_written: Cached[tuple[str, str], tuple[tuple[object, ...], bytes]] = Cached()


def written_once(
    format_name: str, url: str, content: tuple[object, ...], write: Callable[[], bytes]
) -> bytes:
    """Return what `write` returns, called again only when the content at this address changes.

    content: everything that decides about the bytes. Records no key: the caller has recorded those of the content.
    """
    known = _written.get((format_name, url))
    if known is None or known[0] != content:
        known = (content, write())
        _written.put((format_name, url), known, frozenset())
    return known[1]
