"""Opaque parts of a text: tags, entities, URLs, addresses and code, which typesetting leaves as they are."""

import re

NBSP = "\u00a0"
THIN = "\u202f"

# Each opaque part is one control character in the string: a block tag separates quotations, the others do not.
HELD = "\x00"
HELD_BLOCK = "\x01"
_PLACES = re.compile(f"[{HELD}{HELD_BLOCK}]")

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


def holds_opaque(text: str) -> bool:
    """Return whether a text may have opaque parts; most have none."""
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


def hold(text: str, held: list[str], *, spelled: bool = False) -> str:
    """Put the opaque parts into a list, and one character in the place of each.

    spelled: entities of spaces and of marks of quotation are decoded; see `escaped_again`.
    """
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
        if spelled and (sign := _SPELLED.get(part.lower())) is not None:
            out.append(sign)
        else:
            held.append(part)
            out.append(HELD_BLOCK if block else HELD)
        done = at = end
    out.append(text[done:])
    return "".join(out)


def released(work: str, held: list[str]) -> str:
    """Put the opaque parts back into their places."""
    if not held:
        return work
    kept = iter(held)
    return _PLACES.sub(lambda _: next(kept), work)


def escaped_again(work: str, text: str) -> str:
    """Escape the quotes that were escaped in the original text and are still quotes: it may be inside an attribute."""
    if "&" in text and _ESCAPED_QUOTE.search(text):
        return work.replace('"', "&#34;").replace("'", "&#39;")
    return work


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
