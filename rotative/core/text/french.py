"""French typography, after the Lexique des règles typographiques en usage à l'Imprimerie nationale.

Thin no-break space before ; ! ? and between the groups of a number, full no-break space before : and inside
guillemets. A space that is there is made unbreakable; none is added where the writer put none, except inside
guillemets.
"""

import re
from collections.abc import Sequence

NBSP = "\u00a0"
THIN = "\u202f"

_SPACES = f" {NBSP}{THIN}\u2009"
_SPACE = f"[{_SPACES}]"

# Each opaque part is one control character in the string: a block tag separates quotations, the others do not.
_HELD = "\x00"
_HELD_BLOCK = "\x01"
_PLACES = re.compile(f"[{_HELD}{_HELD_BLOCK}]")

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "del", "em", "i", "img", "ins", "mark", "s", "small", "span",
    "strong", "sub", "sup", "time", "u",
}  # fmt: skip
_SPELLED = {
    "&nbsp;": NBSP, "&#160;": NBSP, "&#xa0;": NBSP, "&#8239;": THIN, "&#x202f;": THIN, "&laquo;": "«",
    "&raquo;": "»", "&quot;": '"', "&#34;": '"', "&apos;": "'", "&#39;": "'", "&#x27;": "'", "&rsquo;": "’",
    "&hellip;": "…",
}  # fmt: skip
_ADDRESS = rf"(?:(?!{'|'.join(map(re.escape, _SPELLED))})[^\s<>\"«»])+"
# What an opaque part begins with; a tag, a comment and what is typed as it is have an end to be looked for.
_OPAQUE = re.compile(
    r"<(?P<comment>!--)"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)\b"
    rf"|(?:https?|ftp)://{_ADDRESS}|\bwww\.{_ADDRESS}|(?:mailto|tel):{_ADDRESS}"
    # Not from the middle of a word: a long one would be read once for each of its letters.
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|&(?:[a-zA-Z][a-zA-Z0-9]*|\#[0-9]+|\#[xX][0-9a-fA-F]+);",
    re.IGNORECASE,
)
_COMMENT_END = re.compile("-->")
_TAG_END = re.compile(">")
_RAW_END = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("pre", "code", "kbd", "samp", "script", "style", "textarea")
}
_ADDRESSES = ("www.", "mailto:", "tel:")
# The last letter of one that ends with a colon.
_BEFORE_COLON = ("o", "O", "l", "L")
_ESCAPED_QUOTE = re.compile(r"&(?:quot|apos|#34|#39|#x27);", re.IGNORECASE)

# 1 200 000
_GROUPS = re.compile(rf"\d{_SPACE}\d{{3}}")
_GROUPED = re.compile(rf"[1-9](?<![\w.,].)\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d)")

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
_TITLES = (("M", frozenset(".Mmle")), ("DP", frozenset("r")))
# n° 5
_NUMBERED = re.compile(rf"\b(n[°º]){_SPACE}(?=[A-ZÀ-ÖØ-Þ0-9])")
# What every rule for figures begins with: a figure, and what follows it.
_FIGURES = "0123456789"
_AFTER_FIGURE = frozenset(f"{_SPACES}x")
_FIGURE = re.compile(rf"[0-9](?:{_SPACE}|x)")
# 2 x 5, 4x4
_TIMES_SIGN = re.compile(rf"\d{_SPACE}?[x×]")
_TIMES = re.compile(rf"([1-9](?<!\w.)\d*){_SPACE}[x×]{_SPACE}(?=\d)")
_TIMES_CLOSE = re.compile(r"([1-9](?<!\w.)\d*)x(?=[1-9]\d*\b)")
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
    together = _HELD_BLOCK.join(lines)
    if _HELD in together or together.count(_HELD_BLOCK) != len(lines) - 1 or _holds_opaque(together):
        return [french(line) for line in lines]
    return _set(together).split(_HELD_BLOCK)


def french(text: str) -> str:
    """Set the text by the rules of French; to set it twice changes nothing.

    text: plain text, or HTML whose tags, entities, URLs, addresses and code stay as they are.
    """
    if _HELD in text or _HELD_BLOCK in text:
        return text
    held: list[str] = []
    work = _set(_hold(text, held) if _holds_opaque(text) else text)
    if "&" in text and _ESCAPED_QUOTE.search(text):
        # It may be inside an attribute: a quote that was escaped and is still a quote is escaped again.
        work = work.replace('"', "&#34;").replace("'", "&#39;")
    kept = iter(held)
    return _PLACES.sub(lambda _: next(kept), work) if held else work


def _hold(text: str, held: list[str]) -> str:
    """Put the opaque parts into a list, and one character in the place of each."""
    ends = _Ends(text)
    out: list[str] = []
    done = at = 0
    while (match := _OPAQUE.search(text, at)) is not None:
        end, block = ends.of(match)
        if end is None:
            # A sign as any other.
            at = match.start() + 1
            continue
        part = text[match.start() : end]
        out.append(text[done : match.start()])
        if (spelled := _SPELLED.get(part.lower())) is not None:
            out.append(spelled)
        else:
            held.append(part)
            out.append(_HELD_BLOCK if block else _HELD)
        done = at = end
    out.append(text[done:])
    return "".join(out)


class _Ends:
    """The ends of opaque parts in one text. What was not found once is not looked for again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[re.Pattern[str]] = set()

    def of(self, match: re.Match[str]) -> tuple[int | None, bool]:
        """Return the place after the part that begins with a match, and whether it is the tag of a block.

        The place is None when the part has no end.
        """
        if match["comment"]:
            return self._after(_COMMENT_END, match.end()), False
        if not match["tag"]:
            return match.end(), False
        tag = match["tag"].lower()
        end = self._after(_TAG_END, match.end())
        raw = _RAW_END.get(tag) if match[0][1] != "/" else None
        if end is not None and raw is not None and (whole := self._after(raw, end)) is not None:
            return whole, False
        return end, tag not in _INLINE

    def _after(self, ending: re.Pattern[str], at: int) -> int | None:
        if ending in self._missing:
            return None
        found = ending.search(self._text, at)
        if found is None:
            self._missing.add(ending)
            return None
        return found.end()


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
    work = _figures(work)
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
        text = _ELISION.sub(r"\1’", text) if _HELD in text else text
    if _holds_title(text):
        text = _TITLE.sub(rf"\1{NBSP}", text)
    return _NUMBERED.sub(rf"\1{NBSP}", text) if "n°" in text or "nº" in text else text


def _holds_title(text: str) -> bool:
    """Return whether `_TITLE` may find something; single letters are found in a tenth of the time it takes."""
    return any(text[at + 1 : at + 2] in second for first, second in _TITLES for at in _places(text, first))


def _figures(text: str) -> str:
    """Groups of figures joined, and each figure to its unit; signs between two figures are left to `_any_figures`."""
    out: list[str] = []
    done = 0
    for figure in sorted(_places(text, _FIGURES)):
        at = figure + 1
        if text[at : at + 1] not in _AFTER_FIGURE:
            continue
        follows = text[at + 1 : at + 2]
        if text[at] == "x" or follows in ("x", "×"):
            lines = text.split(_HELD_BLOCK)
            return _HELD_BLOCK.join([_any_figures(line) if _FIGURE.search(line) else line for line in lines])
        if at < done:
            continue
        if follows.isdecimal():
            start = figure
            while start > 0 and text[start - 1].isdecimal():
                start -= 1
            if group := _GROUPED.match(text, start):
                out += (text[done:start], re.sub(_SPACE, THIN, group[0]))
                done = group.end()
        elif follows.isalnum() or (follows and follows in _UNITS):
            out += (text[done:at], NBSP)
            done = at + 1
    return "".join((*out, text[done:])) if out else text


def _any_figures(text: str) -> str:
    if _TIMES_SIGN.search(text):
        text = _TIMES.sub(rf"\1{NBSP}×{NBSP}", _TIMES_CLOSE.sub(r"\1×", text))
    # After the signs: what was one word with the figure before it may be a group now.
    if _GROUPS.search(text):
        text = _GROUPED.sub(lambda match: re.sub(_SPACE, THIN, match[0]), text)
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


def _holds_opaque(text: str) -> bool:
    if "<" in text or "&" in text or "@" in text:
        return True
    at = text.find(":")
    while at >= 0:
        # http:, mailto:, tel:
        if text.startswith("//", at + 1) or text[at - 1 : at] in _BEFORE_COLON:
            break
        at = text.find(":", at + 1)
    if at < 0 and ("w" not in text or "w." not in text) and ("W" not in text or "W." not in text):
        return False
    lower = text.lower()
    return "://" in text or any(address in lower for address in _ADDRESSES)


def _guillemets(text: str) -> str:
    """Turn pairs of straight quotation marks into guillemets; one alone, or a prime after a figure, stays."""
    out = list(text)
    opened: int | None = None
    for at, char in enumerate(text):
        if char == _HELD_BLOCK:
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
    return (before.isspace() or before in f"([-–—’'/{_HELD}{_HELD_BLOCK}") and not after.isspace()


def _closes(before: str, after: str) -> bool:
    return not before.isspace() and not after.isalnum()
