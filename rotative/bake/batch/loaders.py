"""Loaders: each value that the pages of a batch need is asked of the database once.

A loader is declared next to the query that it runs. Its values live as long as the batch; outside a batch it asks every
time. Loaders record no keys: the functions of a `reads` module that use them do.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar, cast

from rotative.bake.batch import cache
from rotative.bake.batch.cache import Cache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Loader → what it has loaded in this batch. Each loader reads and writes only its own entry.
_loaded: ContextVar[dict[object, Any] | None] = ContextVar("loaded_in_batch", default=None)
_printing: ContextVar[bool] = ContextVar("batch_is_printed", default=False)


class Loader(Generic[K, V]):
    """Values by key, loaded many at a time.

    load: takes the keys that the batch does not have yet; a key that it leaves out has no value.
    """

    def __init__(self, load: Callable[[Sequence[K]], Mapping[K, V | None]]) -> None:
        self._load = load

    def many(self, wanted: Iterable[K]) -> dict[K, V]:
        """Return the values by key, in the order asked for; a key without a value is left out."""
        ordered = list(wanted)
        known = self._known()
        self._fetch(known, ordered)
        return {key: value for key in ordered if (value := known[key]) is not None}

    def one(self, key: K) -> V | None:
        """Return one value, or None when the key has none."""
        known = self._known()
        if key not in known:
            self._fetch(known, [key])
        return known[key]

    def prepare(self, wanted: Iterable[K]) -> dict[K, V]:
        """Load the values that the batch does not have yet; return only those."""
        known = self._known()
        return {key: value for key in self._fetch(known, wanted) if (value := known[key]) is not None}

    def take(self, key: K) -> V | None:
        """Return one value and forget it: for large values that one page uses once."""
        known = self._known()
        if key not in known:
            self._fetch(known, [key])
        return known.pop(key)

    def _known(self) -> dict[K, V | None]:
        loaded = _loaded.get()
        return {} if loaded is None else cast("dict[K, V | None]", loaded.setdefault(self, {}))

    def _fetch(self, known: dict[K, V | None], wanted: Iterable[K]) -> list[K]:
        """Load what is missing in `known`; return the keys that were missing, each once."""
        missing = [key for key in dict.fromkeys(wanted) if key not in known]
        if missing:
            found = self._load(missing)
            for key in missing:
                known[key] = found.get(key)
        return missing


class Single(Generic[V]):
    """One value that a batch makes at the first use."""

    def __init__(self, make: Callable[[], V]) -> None:
        self._make = make

    def get(self) -> V:
        loaded = _loaded.get()
        if loaded is None:
            return self._make()
        if self not in loaded:
            loaded[self] = self._make()
        return cast(V, loaded[self])


@contextmanager
def batch(store: Cache | None = None, *, printing: bool = False) -> Iterator[None]:
    """Keep what is loaded for one page for the other pages, within the block. Nobody may change the data meanwhile.

    store: the cache of this process, brought up to date; a new one when None. printing: whether files are made of the
    pages, so that what is chosen for them is kept; a reader's request and a verification change nothing.
    """
    loaded, used = _loaded.set({}), cache.in_use.set(Cache() if store is None else store)
    printed = _printing.set(printing)
    try:
        yield
    finally:
        _printing.reset(printed)
        _loaded.reset(loaded)
        cache.in_use.reset(used)


@contextmanager
def ensure_batch() -> Iterator[None]:
    """Continue the batch at work; when there is none, open one for this block."""
    if in_batch():
        yield
    else:
        with batch():
            yield


def in_batch() -> bool:
    """Return whether a batch is open."""
    return _loaded.get() is not None


def is_printing() -> bool:
    """Return whether the pages of the batch become files."""
    return _printing.get()


def forget() -> None:
    """Drop what the batch has loaded, so that each page loads for itself."""
    loaded = _loaded.get()
    if loaded is not None:
        loaded.clear()
