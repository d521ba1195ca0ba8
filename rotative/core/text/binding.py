"""Bonds between words in every language: a capital and its noun, a figure and the thing counted, the last two words of a text.

Binding turns spaces into no-break spaces, and puts words with a hyphen into an element that does not wrap. It never changes
the words, so that they are found and copied as they were written: a no-break hyphen would be another letter.
"""

import re

from rotative.core.text.kinds import kinds
from rotative.core.text.opaque import HELD, HELD_BLOCK, NBSP, THIN, hold, released

_SMALL = "a-zß-öø-ÿœ\u0621-\u064a"
# Signs after a single capital. A point that a space follows may end an initial: "J. Karim" is not "ligne J".
_AFTER_CAPITAL = rf"(?=$|[ {NBSP}{THIN},;:!?)»”\"…\n{HELD}{HELD_BLOCK}]|\.(?![\w {NBSP}{THIN}]))"
# ligne A, plan B, vitamine C; I is an English word.
_CAPITAL = re.compile(rf" (?=[A-HJ-Z]{_AFTER_CAPITAL})(?<=[{_SMALL}] )")
_ALONE = re.compile(b"C(?<=a C)(?:[ p]|$)")
# 3 million, 5 %, 3 ملايين
_FIGURE = re.compile(r" (?<=[0-9\u0660-\u0669\u2069] )(?=[^\W\d_]|[%‰€$£¥°])")

# Letters and signs of a word that does not stay alone in the last line, and of one that takes it in.
_LAST = 5
_BEFORE_LAST = 14
# Letters of a word with a hyphen that stays in one line: demi-finale, week-end, 2-1.
_COMPOUND = 12
_NO_END = frozenset("/@_=&#%+~")


def bind(work: str, found: bytes) -> str:
    """Bind capitals in a text without opaque parts, of these kinds of characters."""
    return _CAPITAL.sub(NBSP, work) if _ALONE.search(found) else work


def bound(text: str) -> str:
    """Bind capitals, figures and guillemets in a text, plain or HTML, of a language without rules of its own for spaces."""
    if HELD in text or HELD_BLOCK in text:
        return text
    held: list[str] = []
    work = hold(text, held) if "<" in text else text
    found = kinds(work)
    work = bind(_FIGURE.sub(NBSP, work) if b"9" in found or not work.isascii() else work, found)
    if "«" in work:
        work = work.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
    return released(work, held)


def last_bound(text: str) -> str:
    """Bind a short last word to the one before, for browsers that do not avoid a last line of one word themselves."""
    at = text.rfind(" ", -_LAST - 1)
    if at < 0:
        return text
    last = text[at + 1 :]
    before = text.rfind(" ", max(at - _BEFORE_LAST, 0), at)
    if before < 0 or not last or NBSP in last or ">" in last:
        return text
    return f"{text[:at]}{NBSP}{last}"


def unbroken(html: str) -> str:
    """Keep short words with a hyphen, and scores, in one line.

    html: cleaned or escaped, so that every ">" is the end of a tag.
    """
    if "-" not in html and "–" not in html:
        return html
    out: list[str] = []
    # What is written already, and how far tags were looked for. Only attributes have hyphens.
    done = seen = 0
    inside = False
    attributes = "=" in html
    for at in _hyphens(html):
        if at < done:
            continue
        if attributes:
            opened, closed = html.rfind("<", seen, at), html.rfind(">", seen, at)
            inside = opened > closed if opened != closed else inside
            seen = at
        if not inside and (found := _compound(html, at, done)):
            start, end = found
            out += (html[done:start], '<span class="unbroken">', html[start:end], "</span>")
            done = end
    return "".join((*out, html[done:])) if out else html


def _hyphens(html: str) -> list[int]:
    """Return the places of hyphens, and of dashes between figures."""
    found: list[int] = []
    at = html.find("-")
    while at >= 0:
        found.append(at)
        at = html.find("-", at + 1)
    at = html.find("–")
    while at >= 0:
        if html[at - 1 : at].isdecimal() and html[at + 1 : at + 2].isdecimal():
            found.append(at)
        at = html.find("–", at + 1)
    return sorted(found)


def _compound(html: str, at: int, done: int) -> tuple[int, int] | None:
    """Return where the short word around a hyphen begins and ends; None for a long one, or for a part of an address."""
    start, end = html.rfind(" ", max(at - _COMPOUND - 1, done), at) + 1, html.find(" ", at, at + _COMPOUND)
    if 0 < start < at < end - 1 and end - start <= _COMPOUND and html[start:end].replace("-", "").isalnum():
        # Most are words between two spaces.
        return start, end
    start = at
    while start > done and at - start < _COMPOUND and html[start - 1].isalnum():
        start -= 1
    end = at
    while end - start <= _COMPOUND and (html[end : end + 1].isalnum() or html[end : end + 1] in ("-", "–")):
        end += 1
    if start == at or not html[end - 1].isalnum() or end - start > _COMPOUND:
        return None
    before, after = html[start - 1 : start] if start else "", html[end : end + 1]
    joined = after in (".", ":") and html[end + 1 : end + 2].isalnum()
    if joined or before in _NO_END or after in _NO_END or before in ("-", "–", ".", ":"):
        return None
    return start, end
