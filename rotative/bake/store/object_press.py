"""The press on an object store: the files of the folder, under the same names, as objects of a bucket.

A page is one object and its companions: `index.html` with `.br` and `.gz`, `index.gone.html` with the same, or
`index.moved` with an `index.html` that redirects to the target: by a header that a website made of the bucket follows,
and by its markup everywhere else. Companions are put first, the page's object last. That object stores the SHA-256 of
its bytes and the entity tag of each companion. A companion belongs to its page exactly when its tag is the one stored
there: a set that a crash left half written is found and put again, however the store computes its tags.

Removing works in the same order as in the folder: companions first. A listing shows at once what was put or deleted;
Amazon's has done so since December 2020, and so do the other stores in use.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from rotative.bake.store import compression
from rotative.bake.store.file_names import Kind, canonical, file_name, page_of
from rotative.bake.store.object_bucket import Bucket, Stored
from rotative.core import http_headers

KINDS: tuple[Kind, ...] = ("live", "gone", "moved")
# Pictures may be stored under the same prefix by other means: no page has a path there.
FOREIGN = "media/"
# Bytes; Amazon refuses a longer x-amz-website-redirect-location.
REDIRECT_MAX_BYTES = 2048
_REDIRECT = "redirect"
_ENCODINGS = {".br": "br", ".gz": "gzip"}
_CACHE: dict[Kind, str] = {"gone": http_headers.CACHE_ERROR, "moved": http_headers.CACHE_REDIRECT}


@dataclass(kw_only=True)
class _Open:
    """A page, while a listing yields its objects."""

    path: str
    # The text with which the names of all its objects begin.
    stem: str
    names: set[str] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)


class ObjectPress:
    """Pages as objects of a bucket. Every method may raise NotStored."""

    # Most of the time goes into waiting for answers; boto3 keeps ten connections.
    hands = 8

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        spelled = canonical(path)
        name, wanted = file_name(spelled, kind), _companions(spelled, kind, body)
        there = self._look(spelled)
        # The metadata of an object costs a request: ask only when the object exists.
        kept = self._bucket.metadata(name) if name in there else None
        printed = kept is not None and _belong(kept, body, there, wanted)
        if not printed:
            self._put(spelled, kind, body)
        surplus = set(there).difference({name}, wanted.values())
        self._delete(surplus)
        return not printed or bool(surplus)

    def remove(self, path: str) -> None:
        self._delete(self._look(canonical(path)))

    def paths(self) -> Iterator[tuple[str, Kind]]:
        opened: list[_Open] = []
        for name, _tag in self._bucket.names():
            if name.startswith(FOREIGN):
                continue
            # Names come in order, so all that begin with one page's stem come together.
            while opened and not name.startswith(opened[-1].stem):
                yield from _closed(opened.pop())
            _noted(opened, name)
        while opened:
            yield from _closed(opened.pop())

    def read(self, path: str, *, kind: Kind = "live") -> bytes | None:
        spelled = canonical(path)
        name = file_name(spelled, kind)
        if (found := self._bucket.get(name)) is None:
            return None
        body, kept = found
        there, wanted = self._look(spelled), _companions(spelled, kind, body)
        foreign = {name + suffix for suffix in _ENCODINGS}.intersection(there).difference(wanted.values())
        return body if not foreign and _belong(kept, body, there, wanted) else None

    def kept(self, path: str, *, kind: Kind = "live") -> bytes | None:
        found = self._bucket.get(file_name(canonical(path), kind))
        return found[0] if found else None

    def _look(self, spelled: str) -> dict[str, str]:
        """Return the objects of a page and their tags, in one request."""
        own = {file_name(spelled, kind) + suffix for kind in KINDS for suffix in ("", *_ENCODINGS)}
        return {name: tag for name, tag in self._bucket.names(_stem(spelled)) if name in own}

    def _put(self, spelled: str, kind: Kind, body: bytes) -> None:
        name, kept = file_name(spelled, kind), {"sha256": _digest(body)}
        stored = _stored(name, kind)
        for label, companion in _companions(spelled, kind, body).items():
            if label == _REDIRECT:
                tag = self._bucket.put(companion, _leading(body), _redirecting(body))
            else:
                packed = replace(stored, encoding=_ENCODINGS[label])
                tag = self._bucket.put(companion, compression.compress(body, label, name=name), packed)
            kept[_kept_as(label)] = tag
        self._bucket.put(name, body, replace(stored, metadata=kept))

    def _delete(self, names: Iterable[str]) -> None:
        """Delete objects, companions first."""
        for name in sorted(names, key=lambda name: (not name.endswith(tuple(_ENCODINGS)), name)):
            self._bucket.delete(name)


def _companions(spelled: str, kind: Kind, body: bytes) -> dict[str, str]:
    """Return the companions of a page's object: ".br", ".gz" or "redirect" → the companion's name."""
    if kind != "moved":
        name = file_name(spelled, kind)
        return {suffix: name + suffix for suffix in compression.suffixes(name, len(body))}
    return {_REDIRECT: file_name(spelled, "live")}


def _stored(name: str, kind: Kind) -> Stored:
    content_type = "text/plain; charset=utf-8" if kind == "moved" else http_headers.content_type(name)
    cache_control = _CACHE.get(kind) or http_headers.cache_control(f"/{name}", content_type)
    return Stored(content_type=content_type, cache_control=cache_control)


def _redirecting(target: bytes) -> Stored:
    short = target.isascii() and target.startswith((b"/", b"http")) and len(target) <= REDIRECT_MAX_BYTES
    return Stored(
        content_type=http_headers.TYPES[".html"],
        cache_control=http_headers.CACHE_REDIRECT,
        redirect=target.decode() if short else "",
    )


def _leading(target: bytes) -> bytes:
    """Return a page without words that redirects at once."""
    place = escape(target.decode())
    return (
        f'<!doctype html><meta charset="utf-8"><title>{place}</title><link rel="canonical" href="{place}">'
        f'<meta http-equiv="refresh" content="0; url={place}"><a href="{place}">{place}</a>'
    ).encode()


def _belong(
    kept: Mapping[str, str], body: bytes, there: Mapping[str, str], companions: Mapping[str, str]
) -> bool:
    """Return whether a page's object is whole and each companion is the one that was put for it."""
    return kept.get("sha256") == _digest(body) and all(
        name in there and kept.get(_kept_as(label)) == there[name] for label, name in companions.items()
    )


def _kept_as(label: str) -> str:
    """Return the name under which a companion's tag is stored with the page: "br", "gz" or "redirect"."""
    return label.removeprefix(".")


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _stem(path: str) -> str:
    """Return the text with which the names of all objects of a page begin."""
    return path[1:] + ("index." if path.endswith("/") else "")


def _noted(opened: list[_Open], name: str) -> None:
    """Add an object to the page to which it belongs."""
    folder, _slash, last = name.rpartition("/")
    page, kind = page_of(last)
    path = f"/{folder}/{page}" if folder else f"/{page}"
    place = next((one for one in opened if one.path == path), None)
    if place is None:
        place = _Open(path=path, stem=_stem(path))
        opened.append(place)
    place.names.add(name)
    place.kinds.add(kind)


def _closed(page: _Open) -> Iterator[tuple[str, Kind]]:
    identity = file_name(page.path)
    lonely = identity in page.names and not page.names.intersection({identity + ".br", identity + ".gz"})
    if "moved" in page.kinds and lonely:
        # That is the redirect of the moved page.
        page.kinds.discard("live")
    for kind in page.kinds:
        yield page.path, kind
