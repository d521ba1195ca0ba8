"""The kind of each character of a text, one byte each: a rule finds its places in them at once, whatever letters they are."""

from rotative.core.text.opaque import THIN

SMALL, CAPITAL, OTHER_CAPITAL, FIGURE, SPACE, SIGN = b"aCb9 p"


def _kind(code: int) -> int:
    char = chr(code)
    if char in " \u00a0":
        return SPACE
    if "0" <= char <= "9":
        return FIGURE
    # Characters that are not in Latin-1, most of them letters, come as question marks.
    if char.islower() or char == "?":
        return SMALL
    # I is an English word.
    return CAPITAL if "A" <= char <= "Z" and char != "I" else OTHER_CAPITAL if char.isupper() else SIGN


_TABLE = bytes(map(_kind, range(256)))


def kinds(text: str) -> bytes:
    """Return the kinds of the characters of a text; what comes from another alphabet counts as a small letter."""
    return (
        text.replace(THIN, " ")
        .replace("…", ".")
        .replace("’", "'")
        .encode("latin-1", "replace")
        .translate(_TABLE)
    )
