"""French typography, after the Lexique des règles typographiques en usage à l'Imprimerie nationale.

Thin no-break space before ; ! ? and between the groups of a number, full no-break space before : and inside
guillemets. A space that is there is made unbreakable; none is added where the writer put none, except inside
guillemets. What holds together in every language is bound in `binding`.
"""

import re
from collections.abc import Sequence

from rotative.core.text.binding import bind
from rotative.core.text.kinds import kinds
from rotative.core.text.opaque import (
    HELD,
    HELD_BLOCK,
    NBSP,
    THIN,
    escaped_again,
    hold,
    holds_opaque,
    released,
)

_SPACES = f" {NBSP}{THIN}\u2009"
_SPACE = f"[{_SPACES}]"

# 1 200 000
_GROUPS = re.compile(rf"\d{_SPACE}\d{{3}}")
_GROUPED = re.compile(rf"[1-9](?<![\w.,].)\d{{0,2}}(?:{_SPACE}\d{{3}}){{1,20}}(?!\d)")

# Before each rule comes a look for the signs without which it finds nothing: looking costs next to nothing, and most
# texts are spared most rules. A pattern begins with what is rare, because one that looks behind first is tried at every
# character.
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
# l'eau, aujourd'hui, l'« affaire »
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W_]|[«“])")
# l'<em>eau</em>
_ELISION = re.compile(r"(?i:(?<![^\W_])([cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\x00))")
# M. Martin, Mme Diallo, Dr Alaoui
_TITLE = re.compile(rf"([MDP](?<!\w.)(?:(?<=M)(?:M?\.|mes?|lles?|e)|(?<=[DP])r)){_SPACE}(?=[A-ZÀ-ÖØ-Þ0-9])")
# The letters with which they begin, and those that may follow.
_TITLES = "MDP"
_IN_TITLE = frozenset(".Mmler")
# n° 5
_NUMBERED = re.compile(rf"\b(n[°º]){_SPACE}(?=[A-ZÀ-ÖØ-Þ0-9])")
# What every rule for figures begins with: a figure, and what follows it.
_FIGURE_KINDS = re.compile(b"9[ a]")
_AFTER_FIGURE = frozenset(f"{_SPACES}x")
_FIGURE = re.compile(rf"[0-9](?:{_SPACE}|x)")
# 2 x 5, 4x4
_TIMES_SIGN = re.compile(rf"\d{_SPACE}?[x×]")
_TIMES = re.compile(rf"([1-9](?<!\w.)\d*){_SPACE}[x×]{_SPACE}(?=\d)")
_TIMES_CLOSE = re.compile(r"([1-9](?<!\w.)\d*)x(?=[1-9]\d*\b)")
_MINUTES = re.compile(r"h \d")
_UNITS = "%‰€$£¥°"
# 15 %, 2 h, 3 millions
_UNIT = re.compile(rf"(\d){_SPACE}(?=[^\W\d_]|[{_UNITS}])")
_OPENING = re.compile(rf"«{_SPACE}*")
# Signs that have a space before them in French, and what may follow.
_SPACED = (":", ";", "!", "?")
# Marks of quotation are paired in so many turns at most; four were enough for 300,000 texts of such marks.
_MOST_TURNS = 8
_AFTER_COLON = frozenset('\x00\x01«»"')
_AFTER_OTHERS = frozenset('\x00\x01»”")],.…')


def french_lines(lines: Sequence[str]) -> list[str]:
    """Set each text by the rules of French, as `french` does; many short ones are set in one go.

    lines: without spaces around them.
    """
    together = HELD_BLOCK.join(lines)
    if HELD not in together and not holds_opaque(together):
        done = _set(together).split(HELD_BLOCK)
        if len(done) == len(lines):
            return done
    return [french(line) for line in lines]


def french(text: str) -> str:
    """Set the text by the rules of French; to set it twice changes nothing.

    text: plain text, or HTML whose tags, entities, URLs, addresses and code stay as they are.
    """
    if HELD in text or HELD_BLOCK in text:
        return text
    held: list[str] = []
    work = _set(hold(text, held, spelled=True) if holds_opaque(text) else text)
    return released(escaped_again(work, text), held)


def _set(work: str) -> str:
    """Apply every rule to a text whose opaque parts are held.

    Guillemets get a space inside, and then a quotation mark next to them may open or close: it is paired in another turn.
    """
    for _turn in range(_MOST_TURNS):
        done = _set_once(work)
        if done == work or '"' not in done:
            return done
        work = done
    return work


def _set_once(work: str) -> str:
    work = _guillemets(work) if '"' in work else work
    work = _words(work)
    found = kinds(work)
    work = bind(_figures(work, found), found)
    work = _signs_spaced(work)
    if "«" in work:
        work = _OPENING.sub(f"«{NBSP}", work)
    if "»" in work:
        *before, last = work.split("»")
        work = f"{NBSP}»".join([*(part.rstrip(_SPACES) for part in before), last])
    return work


def _words(text: str) -> str:
    if "..." in text:
        text = _ELLIPSIS.sub("…", text)
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
        text = _ELISION.sub(r"\1’", text) if HELD in text else text
    text = _titles(text)
    return _NUMBERED.sub(rf"\1{NBSP}", text) if "°" in text or "º" in text else text


def _titles(text: str) -> str:
    """Bind the titles of persons to the name; their first letters are found in a tenth of the time a pattern takes."""
    out: list[str] = []
    done = 0
    for at in sorted(_places(text, _TITLES)):
        if text[at + 1 : at + 2] in _IN_TITLE and (title := _TITLE.match(text, at)):
            out += (text[done : title.end() - 1], NBSP)
            done = title.end()
    return "".join((*out, text[done:])) if out else text


def _figures(text: str, found: bytes) -> str:
    """Groups of figures joined, and each figure to its unit; signs between two figures are left to `_any_figures`."""
    out: list[str] = []
    done = 0
    for match in _FIGURE_KINDS.finditer(found):
        figure = match.start()
        at = figure + 1
        if text[at] not in _AFTER_FIGURE:
            continue
        follows = text[at + 1 : at + 2]
        if text[at] == "x" or follows in ("x", "×"):
            lines = text.split(HELD_BLOCK)
            return HELD_BLOCK.join([_any_figures(line) if _FIGURE.search(line) else line for line in lines])
        if at < done:
            continue
        if follows.isdecimal():
            start = figure
            while start > 0 and text[start - 1].isdecimal():
                start -= 1
            if group := _GROUPED.match(text, start):
                out += (text[done:start], THIN.join(group[0].split()))
                done = group.end()
        elif follows.isalnum() or (follows and follows in _UNITS):
            out += (text[done:at], NBSP)
            done = at + 1
            if _MINUTES.match(text, done):
                # 12 h 30
                out += ("h", NBSP)
                done += 2
    return "".join((*out, text[done:])) if out else text


def _any_figures(text: str) -> str:
    if _TIMES_SIGN.search(text):
        text = _TIMES.sub(rf"\1{NBSP}×{NBSP}", _TIMES_CLOSE.sub(r"\1×", text))
    # After the signs: what was one word with the figure before it may be a group now.
    if _GROUPS.search(text):
        text = _GROUPED.sub(lambda match: THIN.join(match[0].split()), text)
    return _UNIT.sub(rf"\1{NBSP}", text)


def _signs_spaced(text: str) -> str:
    """Spaces before a colon, a semicolon, question and exclamation marks made unbreakable, of the right width."""
    out: list[str] = []
    done = 0
    for start in sorted(_places(text, _SPACED)):
        if start < done:
            continue
        end = start + 1
        colon = text[start] == ":"
        while not colon and text[end : end + 1] in (";", "!", "?"):
            end += 1
        left = start
        while left > done and text[left - 1] in _SPACES:
            left -= 1
        if left == start or (left > 0 and (text[left - 1].isspace() or text[left - 1] in '"\x01')):
            continue
        follows = text[end : end + 1]
        if follows and not follows.isspace() and follows not in (_AFTER_COLON if colon else _AFTER_OTHERS):
            continue
        out += (text[done:left], NBSP if colon else THIN, text[start:end])
        done = end
    return "".join((*out, text[done:])) if out else text


def _places(text: str, signs: Sequence[str]) -> list[int]:
    """Return the places of these characters, sign after sign: quicker than a pattern, because they are rare."""
    found: list[int] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    return found


def _guillemets(text: str) -> str:
    """Turn pairs of straight quotation marks into guillemets; one alone, or a prime after a figure, stays."""
    out = list(text)
    opened: int | None = None
    for at, char in enumerate(text):
        if char == HELD_BLOCK:
            opened = None
        if char != '"':
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if opened is not None and _closes(before, after):
            out[opened], out[at] = "«", "»"
            opened = None
        elif _opens(before, after):
            opened = at
    return "".join(out)


def _opens(before: str, after: str) -> bool:
    return (before.isspace() or before in f"([-–—’'/{HELD}{HELD_BLOCK}") and not after.isspace()


def _closes(before: str, after: str) -> bool:
    return not before.isspace() and not after.isalnum()
