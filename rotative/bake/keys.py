"""Keys: the names of the things that a page shows, recorded while it is rendered.

Grammar: `kind:id[:part]`, at most 100 characters. Every function of a `reads` module records the keys of what it
returns; nobody lists keys by hand. See docs/features/press.md.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

# Anything that the masthead says; and the part on which the insides of every page depend.
MASTHEAD = "masthead"
CONVENTIONS = "masthead:conventions"
# Marked instead of single keys when everything may look different.
EVERYTHING = "*"
# The names of all subjects together; no page shows it, what finds them in texts does.
SUBJECT_NAMES = "subjects:names"

_recorded: ContextVar[set[str] | None] = ContextVar("recorded_keys", default=None)


def record(key: str) -> None:
    """Record that the page being rendered shows this; do nothing outside a rendering."""
    recorded = _recorded.get()
    if recorded is not None:
        recorded.add(key)


def record_all(shown: AbstractSet[str]) -> None:
    """Record the keys of a cached value that the page being rendered shows again."""
    recorded = _recorded.get()
    if recorded is not None:
        recorded.update(shown)


@contextmanager
def recording() -> Iterator[set[str]]:
    """Yield a set that fills with keys while a page is rendered within the block."""
    recorded: set[str] = set()
    token = _recorded.set(recorded)
    try:
        yield recorded
    finally:
        _recorded.reset(token)


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


def document(document_id: int) -> str:
    return f"document:{document_id}"


def poster(player: str) -> str:
    """Name the poster of an embed. player: the name of it."""
    return f"poster:{player}"


def sharing_card(article_id: int) -> str:
    """Name the card that other sites show with a link to an article."""
    return f"sharing:{article_id}"


def dossier(dossier_id: int) -> str:
    return f"dossier:{dossier_id}"


def corrections(subject_id: int, language: str) -> str:
    """Name the corrections of the articles that have a subject."""
    return f"corrections:{subject_id}:{language}"


def window(list_name: str, number: int) -> str:
    """Name one window of a list. list_name: in its written form, here and below."""
    return f"list:{list_name}:w{number}"


def head(list_name: str) -> str:
    return f"list:{list_name}:head"


def opening(list_name: str, number: int) -> str:
    """Name the existence of a window: marked when it gets its first article or loses its last."""
    return f"list:{list_name}:o{number}"


def existing(list_name: str) -> str:
    """Name the existence of a list: marked when it gets its first article or loses its last."""
    return f"list:{list_name}:any"


def months(language: str) -> str:
    """Name the set of months that have an article."""
    return f"months:{language}"


def translations(translation_key: UUID) -> str:
    """Name the set of translations of an article, a section or a byline."""
    return f"translations:{translation_key}"


def frame(language: str) -> str:
    """Name the frame of the pages in a language; the keys behind it are in `FrameKey`."""
    return f"frame:{language}"


def front(language: str) -> str:
    return f"front:{language}"


def menu(language: str) -> str:
    return f"menu:{language}"


def standing(page_id: int) -> str:
    return f"standing:{page_id}"
