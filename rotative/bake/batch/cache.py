"""The cache of one process: values that outlast a batch, each until a key that it showed is marked.

The owner of a `Cache` drops what was marked (`invalidation_clock.follow`) before a batch begins.
"""

from collections.abc import Callable, Hashable, Iterable
from collections.abc import Set as AbstractSet
from contextvars import ContextVar
from itertools import islice
from typing import Any, Generic, TypeVar, cast

from rotative.bake import keys

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Room for values and the keys that they showed: each key costs 400 bytes, most values show three.
LIMIT = 20_000


class Cache:
    """Values with the keys that they showed. When there is no room, those least recently used go first.

    limit: number of values and keys together.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._values: dict[Hashable, tuple[Any, frozenset[str]]] = {}
        self._places: dict[str, set[Hashable]] = {}
        self._weight = 0
        # The clock at the time when the marks were last followed; None before the first time.
        self.followed: int | None = None

    def __len__(self) -> int:
        return len(self._values)

    def get(self, place: Hashable) -> tuple[Any, frozenset[str]] | None:
        """Return a value and the keys that it showed, or None."""
        found = self._values.pop(place, None)
        if found is not None:
            # The last in the order of use again.
            self._values[place] = found
        return found

    def put(self, place: Hashable, value: Any, shown: frozenset[str]) -> None:
        """Keep a value; when the cache is full, drop the quarter that was not used for the longest time."""
        self._drop([place])
        if self._weight >= self._limit:
            self._drop(list(islice(self._values, max(1, len(self._values) // 4))))
        self._values[place] = value, shown
        self._weight += 1 + len(shown)
        for key in shown:
            self._places.setdefault(key, set()).add(place)

    def forget(self, marked: Iterable[str]) -> None:
        """Drop the values that showed one of these keys; drop everything when the conventions of all pages were marked."""
        for key in marked:
            if key in (keys.EVERYTHING, keys.CONVENTIONS):
                self.clear()
                return
            self._drop(list(self._places.get(key, ())))

    def clear(self) -> None:
        self._values.clear()
        self._places.clear()
        self._weight = 0

    def _drop(self, places: Iterable[Hashable]) -> None:
        for place in places:
            found = self._values.pop(place, None)
            if found is None:
                continue
            _value, shown = found
            self._weight -= 1 + len(shown)
            for key in shown:
                there = self._places[key]
                there.discard(place)
                if not there:
                    del self._places[key]


# The cache of the batch at work; `loaders.batch` sets it.
in_use: ContextVar[Cache | None] = ContextVar("cache_in_use", default=None)


class Cached(Generic[K, V]):
    """Values of one kind in the cache of the batch at work. Outside a batch nothing is cached."""

    def get(self, key: K) -> V | None:
        """Return the cached value, and record its keys for the page being rendered; None when there is none."""
        store = in_use.get()
        found = store.get((self, key)) if store is not None else None
        if found is None:
            return None
        keys.record_all(found[1])
        return cast(V, found[0])

    def put(self, key: K, value: V, shown: AbstractSet[str]) -> None:
        """Cache a value, and record its keys for the page being rendered.

        value: never None. shown: every key that it shows.
        """
        store = in_use.get()
        if store is not None:
            store.put((self, key), value, frozenset(shown))
        keys.record_all(shown)

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return the cached value, or make it and cache it with every key that it records. make: never returns None."""
        found = self.get(key)
        if found is None:
            with keys.recording() as shown:
                found = make()
            self.put(key, found, shown)
        return found
