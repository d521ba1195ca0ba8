"""Texts that cost a careless program much more than their length: a short piece, repeated."""

from collections.abc import Callable
from time import process_time

from tests.conftest import proofs

# More than twice the time for twice the text, with room for what else the machine does.
LINEAR = 2.6
_TURNS = 15
# Shorter times say nothing.
_TICK_S = 0.002

PIECES = (
    # Markup that begins and does not end.
    "<", "<a ", "<a <a href", "<!--", "<![", "<![CDATA[", "<?", "</", "<b>", "<p title=\"", "<script>", "<pre>", "&", "&#", "&#9", "&quot", "&nbsp;",
    # One long word, of letters and of what words are joined by.
    "a", "é", "a.", "a-", "a_", "a@", "a@a.", "@", "www.", "http://", "mailto:", "tel:", "aA0+/", "ab'", "x1",
    # Spaces, and signs with spaces.
    " ", "\t", "\n", "\r\n", "\n\n\n ", "\u00a0", " \u202f", " :", " ;!", "1 ", "1 000", "4x", "M. ", "n° ", "...", "\"", "\"a ", "a\" ", "«", "« ", "» ", "\"«",
    # Letters that combine, hide or turn round.
    "\u0301", "e\u0301\u0327", "\u200b", "\u3164\u00ad", "\u202e", "\u00ad", "ل", "وال", "\u0640", "🇫🇷", "👩\u200d", "\ufdfa",
    # What other programs take apart.
    "0", "9", ".", "0.", "-", "%", "%C3", "[url", "](", "(", "{", "\\", ",", "=", "\x00", "x=1&", "Re: ", "a,b;",
)  # fmt: skip


def repeated(piece: str, length: int) -> str:
    """Return a text of so many characters."""
    return (piece * (length // len(piece) + 1))[:length]


def growth(work: Callable[[str], object], text: Callable[[int], str], *, length: int) -> float:
    """Return how many times longer the work takes for a text of twice the length: 2 is linear, 4 quadratic.

    Processor time of this process, and the least of several turns: what else runs on the machine can make one turn look
    worse than it is, but hardly each of them.
    """
    short, long = text(length), text(2 * length)
    least = 100.0
    for _turn in range(_TURNS):
        before = process_time()
        work(short)
        between = process_time()
        work(long)
        least = min(least, (process_time() - between) / max(between - before, _TICK_S))
        if least <= LINEAR:
            break
    return least


def too_dear(work: Callable[[str], object], *, length: int = 12_000, part: int = 0) -> list[str]:
    """Name the pieces of which a longer text costs more than its length, alone and after signs that rules look for.

    part: which third of the pieces is tried; the long proof tries all.
    """
    step = proofs(3, 1)
    return [
        f"{shape.__name__} {piece!r}"
        for piece in PIECES[part % step :: step]
        for shape in (_alone, _after_signs)
        if growth(work, lambda size, make=shape, of=piece: make(of, size), length=length) > LINEAR  # type: ignore[misc]
    ]


def _alone(piece: str, length: int) -> str:
    return repeated(piece, length)


def _after_signs(piece: str, length: int) -> str:
    """Begin with a sign for each rule that looks for one before it works."""
    return f"<p>a &amp; b @ http:// www. l'«1 x 5 : \"</p>{repeated(piece, length)}x"
