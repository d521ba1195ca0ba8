"""French typography, after the Lexique des règles typographiques en usage à l'Imprimerie nationale.

Thin no-break space before ; ! ? and between the groups of a number, full no-break space before : and inside
guillemets. A space is made unbreakable where one stands, never added where the writer put none, except inside
guillemets.
"""

import re

NBSP = "\u00a0"
THIN = "\u202f"

_SPACE = f"[ {NBSP}{THIN}\u2009]"

# Opaque parts stand in the string as one control character: a block tag parts quotations, the rest does not.
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
_OPAQUE = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>pre|code|kbd|samp|script|style|textarea)\b[^>]*>.*?</(?P=raw)\s*>"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)\b[^>]*>"
    rf"|(?:https?|ftp)://{_ADDRESS}|\bwww\.{_ADDRESS}|(?:mailto|tel):{_ADDRESS}"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|&(?:[a-zA-Z][a-zA-Z0-9]*|\#[0-9]+|\#[xX][0-9a-fA-F]+);",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESSES = ("www.", "mailto:", "tel:")
_ESCAPED_QUOTE = re.compile(r"&(?:quot|apos|#34|#39|#x27);", re.IGNORECASE)

# 1 200 000
_GROUPED = re.compile(rf"(?<![\w.,])[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d)")

# Each rule after the signs without which it finds nothing: most texts are spared most rules.
_FIGURE = re.compile(r"[0-9]")
_RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = tuple(
    (re.compile(marks), re.compile(rule), replacement)
    for marks, rule, replacement in (
        (r"\.\.\.", r"(?<!\.)\.\.\.(?!\.)", "…"),
        # l'eau, aujourd'hui, l'« affaire »
        (r"'", r"(?<=[^\W\d_])'(?=[^\W_]|[«“])", "’"),
        # l'<em>eau</em>
        (r"'\x00", r"(?i:(?<![^\W_])([cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\x00))", r"\1’"),
        # 2 x 5, 4x4
        (r"[x×]", rf"(?<!\w)([1-9]\d*){_SPACE}[x×]{_SPACE}(?=\d)", rf"\1{NBSP}×{NBSP}"),
        (r"[1-9]\d*x", r"(?<!\w)([1-9]\d*)x(?=[1-9]\d*\b)", r"\1×"),
        # 15 %, 2 h, 3 millions
        (rf"\d{_SPACE}", rf"(?<=\d){_SPACE}(?=[^\W\d_]|[%‰€$£¥°])", NBSP),
        # M. Martin, n° 5
        (
            r"[MDP°º]",
            rf"\b(MM?\.|M(?:mes?|lles?|e)|[DP]r|n[°º]){_SPACE}(?=[A-ZÀ-ÖØ-Þ0-9])",
            rf"\1{NBSP}",
        ),
        (r"[;!?]", rf"(?<![\s\"\x01]){_SPACE}+([;!?]+)(?=[\s\x00\x01»”\")\],.…]|$)", rf"{THIN}\1"),
        (r":", rf"(?<![\s\"\x01]){_SPACE}+:(?=[\s\x00\x01«\"]|$)", f"{NBSP}:"),
        (r"«", rf"«{_SPACE}*", f"«{NBSP}"),
        (r"»", rf"{_SPACE}*»", f"{NBSP}»"),
    )
)


def french(text: str) -> str:
    """The text set by the rules of French; a second passing changes nothing.

    text: plain text, or HTML whose tags, entities, URLs, addresses and code stay as they are.
    """
    if _HELD in text or _HELD_BLOCK in text:
        return text
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        if (spelled := _SPELLED.get(match[0].lower())) is not None:
            return spelled
        held.append(match[0])
        tag = match["tag"]
        return _HELD_BLOCK if tag and tag.lower() not in _INLINE else _HELD

    work = _OPAQUE.sub(hold, text) if _holds_opaque(text) else text
    work = _guillemets(work) if '"' in work else work
    if _FIGURE.search(work):
        work = _GROUPED.sub(lambda match: re.sub(_SPACE, THIN, match[0]), work)
    for marks, pattern, replacement in _RULES:
        if marks.search(work):
            work = pattern.sub(replacement, work)
    if "&" in text and _ESCAPED_QUOTE.search(text):
        # It may stand in an attribute: what was escaped and is still a quote is escaped again.
        work = work.replace('"', "&#34;").replace("'", "&#39;")
    kept = iter(held)
    return _PLACES.sub(lambda _: next(kept), work) if held else work


def _holds_opaque(text: str) -> bool:
    if "<" in text or "&" in text or "@" in text or "://" in text:
        return True
    lower = text.lower()
    return any(address in lower for address in _ADDRESSES)


def _guillemets(text: str) -> str:
    """Straight quotation marks in pairs become guillemets; one alone, or a prime after a figure, stays."""
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
