"""Keys: the names of the things a page shows, noted while it is rendered.

Grammar: `kind:id[:part]`, at most 100 characters. Every function of a `reads` module records what it hands out; nobody
lists keys by hand. See docs/features/press.md.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_recorded: ContextVar[set[str] | None] = ContextVar("recorded_keys", default=None)
_cards: ContextVar[dict[Any, Any] | None] = ContextVar("batch_cards", default=None)


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
def batch() -> Iterator[None]:
    """Within: cards loaded for one page serve all pages. Only as long as nobody changes them."""
    token = _cards.set({})
    try:
        yield
    finally:
        _cards.reset(token)


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


MASTHEAD = "masthead"
