"""Texts that cost a careless program much more than their length: a short piece, repeated."""

from collections.abc import Callable
from statistics import median
from time import process_time

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


def growth(work: Callable[[str], object], piece: str, *, length: int) -> float:
    """Return how many times longer the work takes for a text of twice the length.

    Processor time of this process, so that what else runs on the machine counts little; the median of three turns.
    """
    short, long = repeated(piece, length), repeated(piece, 2 * length)
    work(short)
    ratios = []
    for _turn in range(3):
        before = process_time()
        work(short)
        between = process_time()
        work(long)
        ratios.append((process_time() - between) / max(between - before, 1e-6))
    return median(ratios)
