"""Keys: the names of the things a page shows, noted while it is rendered.

Grammar: `kind:id[:part]`, at most 100 characters. Every function of a `reads` module records what it hands out; nobody
lists keys by hand. See docs/features/press.md.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any, TypeVar

Piece = TypeVar("Piece")

_recorded: ContextVar[set[str] | None] = ContextVar("recorded_keys", default=None)
_cards: ContextVar[dict[Any, Any] | None] = ContextVar("batch_cards", default=None)
_kept: ContextVar["Kept | None"] = ContextVar("kept_pieces", default=None)

# What one process keeps, in pieces and the keys they showed: each key costs 400 bytes, most pieces show three.
KEPT = 20_000
MASTHEAD = "masthead"
# What a mark says that is not of single keys: everything may look different.
EVERYTHING = "*"


class Kept:
    """Cards and pieces of pages that one process keeps from batch to batch, each until a key it showed is marked.

    Whoever keeps it tells it which keys were marked (`forget`) before a batch begins: see `bake.marks`.
    """

    def __init__(self, limit: int = KEPT) -> None:
        self._limit = limit
        self._pieces: dict[Hashable, tuple[Any, frozenset[str]]] = {}
        self._places: dict[str, set[Hashable]] = {}
        self._weight = 0
        # The clock when the marks were last followed; None before the first time.
        self.followed: int | None = None

    def __len__(self) -> int:
        return len(self._pieces)

    def get(self, place: Hashable) -> tuple[Any, frozenset[str]] | None:
        found = self._pieces.pop(place, None)
        if found is not None:
            # Last in its row again.
            self._pieces[place] = found
        return found

    def put(self, place: Hashable, piece: Any, shown: frozenset[str]) -> None:
        """Keep a piece; where there is no room, those go that were not asked for the longest."""
        self._drop([place])
        if self._weight >= self._limit:
            self._drop(list(islice(self._pieces, max(1, len(self._pieces) // 4))))
        self._pieces[place] = piece, shown
        self._weight += 1 + len(shown)
        for key in shown:
            self._places.setdefault(key, set()).add(place)

    def forget(self, marked: Iterable[str]) -> None:
        """Drop what showed one of these keys; everything where the outlet itself changed."""
        for key in marked:
            if key in (EVERYTHING, MASTHEAD):
                self.clear()
                return
            self._drop(list(self._places.get(key, ())))

    def clear(self) -> None:
        self._pieces.clear()
        self._places.clear()
        self._weight = 0

    def _drop(self, places: Iterable[Hashable]) -> None:
        for place in places:
            found = self._pieces.pop(place, None)
            if found is None:
                continue
            _piece, shown = found
            self._weight -= 1 + len(shown)
            for key in shown:
                there = self._places[key]
                there.discard(place)
                if not there:
                    del self._places[key]


def record(key: str) -> None:
    """Note that the page being rendered shows this; nothing outside a rendering."""
    recorded = _recorded.get()
    if recorded is not None:
        recorded.add(key)


def record_all(shown: AbstractSet[str]) -> None:
    """Note what something showed that is printed again as it was made for another page."""
    recorded = _recorded.get()
    if recorded is not None:
        recorded.update(shown)


@contextmanager
def recording() -> Iterator[set[str]]:
    """The set that fills with keys while a page is rendered."""
    recorded: set[str] = set()
    token = _recorded.set(recorded)
    try:
        yield recorded
    finally:
        _recorded.reset(token)


@contextmanager
def batch(store: Kept | None = None) -> Iterator[None]:
    """Within: cards loaded for one page serve all pages. Only as long as nobody changes them.

    store: what this process keeps for the batches after this one, brought up to date.
    """
    cards, kept_there = _cards.set({}), _kept.set(Kept() if store is None else store)
    try:
        yield
    finally:
        _cards.reset(cards)
        _kept.reset(kept_there)


@contextmanager
def at_hand() -> Iterator[None]:
    """The batch in force; outside one, a batch for this call alone."""
    if _cards.get() is not None:
        yield
    else:
        with batch():
            yield


def shared() -> dict[Any, Any]:
    """The cards of the current batch; a throw-away dict outside one."""
    cards = _cards.get()
    return {} if cards is None else cards


def kept(place: Hashable) -> Any | None:
    """The piece kept there, whose keys the page being rendered then shows; None where there is none."""
    store = _kept.get()
    found = store.get(place) if store is not None else None
    if found is None:
        return None
    record_all(found[1])
    return found[0]


def keep(place: Hashable, piece: Any, shown: AbstractSet[str]) -> None:
    """Keep a piece, which is not None, for other pages. shown: every key it showed; the page shows them now.

    Nothing is kept outside a batch.
    """
    store = _kept.get()
    if store is not None:
        store.put(place, piece, frozenset(shown))
    record_all(shown)


def remembered(place: Hashable, make: Callable[[], Piece]) -> Piece:
    """The piece kept there, else a new one, kept with every key it shows. make: gives a piece, never None."""
    found: Piece | None = kept(place)
    if found is None:
        with recording() as shown:
            found = make()
        keep(place, found, shown)
    return found


def article(article_id: int) -> str:
    return f"article:{article_id}"


def card(article_id: int) -> str:
    return f"card:{article_id}"


def comments(article_id: int) -> str:
    return f"comments:{article_id}"


def section(section_id: int) -> str:
    return f"section:{section_id}"


def subject(subject_id: int) -> str:
    return f"subject:{subject_id}"


def byline(byline_id: int) -> str:
    return f"byline:{byline_id}"


def picture(picture_id: int) -> str:
    return f"picture:{picture_id}"


def dossier(dossier_id: int) -> str:
    return f"dossier:{dossier_id}"


def window(list_name: str, number: int) -> str:
    return f"list:{list_name}:w{number}"


def head(list_name: str) -> str:
    return f"list:{list_name}:head"


def opening(list_name: str, number: int) -> str:
    """Changes when a window gets its first article or loses its last."""
    return f"list:{list_name}:o{number}"


def existing(list_name: str) -> str:
    """Changes when a list gets its first article or loses its last."""
    return f"list:{list_name}:any"


def months(language: str) -> str:
    """Which months have an article."""
    return f"months:{language}"


def front(language: str) -> str:
    return f"front:{language}"


def menu(language: str) -> str:
    return f"menu:{language}"


def standing(page_id: int) -> str:
    return f"standing:{page_id}"
