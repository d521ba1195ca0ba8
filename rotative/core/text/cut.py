"""Cuts of a text: at a word, at a sentence, never inside a letter."""

import re
import unicodedata

ELLIPSIS = "…"
# A sentence is not cut for fewer characters than these.
SPARED = 80

# A single space stays, and need not be replaced by itself.
_ORDINARY_SPACES = re.compile(r" [ \t\r\n\f\v]+|[\t\r\n\f\v][ \t\r\n\f\v]*")
# Characters that must not come before the "…" of a cut text.
_DANGLING = " \u00a0\u202f\u2009,;:.!?…-–—«“‘„([{/&'\"’·•،؛؟¿¡"

_TERMINATOR = re.compile(
    r"(?<![.!?؟…])[.!?؟…]++"  # the end of a sentence
    r"(?:[»”’\")\]]|[\u00a0\u202f ](?=[»”’\")\]])){0,12}"  # closers that belong to it
    r"(?=\s|$)"
)
_STARTER = re.compile(r"\s*[\"«“‘'(\[—–-]?\s*(.)", re.DOTALL)
_ABBREVIATIONS = {
    "m", "mm", "me", "mme", "mlle", "dr", "pr", "st", "ste", "mr", "mrs", "ms", "prof", "sr", "sra",
    "srta", "no", "n", "art", "al", "vol", "éd", "ed", "cf", "p", "pp", "vs", "av", "bd", "etc", "ex",
    "env", "tél", "tel", "fig", "dept", "gen", "gov", "sen", "rep", "jr", "inc", "ltd", "co", "corp",
    "janv", "févr", "avr", "juill", "sept", "oct", "nov", "déc", "د", "م", "أ", "ص", "ج", "ه", "ق",
}  # fmt: skip
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))


def excerpt(text: str, limit: int) -> str:
    """Cut the text to at most `limit` characters, at a word and with "…" at its end; a text that fits stays.

    Runs of ordinary white space become one space.
    """
    whole = _ORDINARY_SPACES.sub(" ", text).strip()
    if len(whole) <= limit:
        return whole
    if limit < 1:
        return ""
    room = limit - 1
    end = room if whole[room] == " " else whole.rfind(" ", 0, room)
    if end <= 0:
        end = _letter_boundary(whole, room)
    return whole[:end].rstrip(_DANGLING) + ELLIPSIS


def deck(text: str, limit: int) -> str:
    """Return the first sentences of a text, about `limit` characters of them, or the whole of a text that is little longer.

    Cuts inside a sentence, at a word and with "…", only if SPARED characters or more of it would be left out.
    """
    whole = _ORDINARY_SPACES.sub(" ", text).strip()
    if len(whole) < limit + SPARED:
        return whole
    end = 0
    for match in _TERMINATOR.finditer(whole):
        if match.end() > limit and end >= limit // 2:
            break
        if match.end() > limit + SPARED:
            break
        if _ends_here(whole, end, match):
            end = match.end()
    return whole[:end] if end >= limit // 2 else excerpt(whole, limit)


def sentences(text: str) -> list[str]:
    """Split plain text into sentences, in order; a new line always ends one."""
    return [sentence for line in text.splitlines() for sentence in _line_sentences(line.strip()) if sentence]


def first_sentences(text: str, n: int) -> str:
    """Return the first `n` sentences, joined by a space."""
    return " ".join(sentences(text)[: max(n, 0)])


def _line_sentences(line: str) -> list[str]:
    found = []
    start = 0
    for match in _TERMINATOR.finditer(line):
        if _ends_here(line, start, match):
            found.append(line[start : match.end()].strip())
            start = match.end()
    found.append(line[start:].strip())
    return found


def _ends_here(line: str, start: int, match: re.Match[str]) -> bool:
    """Return whether the terminator closes a sentence rather than an abbreviation or an aside."""
    following = _STARTER.match(line, match.end())
    if following and following[1].islower():
        return False
    if following and following[1] in "!?:;»,،؛":
        return False
    if match[0] != ".":
        return True
    word = _word_before(line, start, match.start())
    if not word or not following:
        return True
    # A lone capital before a name is an initial; a lone digit ends a sentence.
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    return not initial and word.lower() not in _ABBREVIATIONS


def _word_before(line: str, start: int, end: int) -> str:
    """Return the word that ends there; of one that is too long for an abbreviation, only its last letters."""
    at = end
    while (
        at > start and end - at <= _LONGEST_ABBREVIATION and (line[at - 1].isalnum() or line[at - 1] == "_")
    ):
        at -= 1
    return line[at:end]


def _letter_boundary(text: str, at: int) -> int:
    """Return the last place at or before `at` that is not inside a letter with its marks or an emoji sequence."""
    while at > 0 and _sticks(text, at):
        at -= 1
    return at


def _sticks(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or after in "\u200c\u200d":
        return True
    if before == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if "\U000e0020" <= after <= "\U000e007f":
        return True
    return _is_flag_half(before) and _is_flag_half(after) and _flags_before(text, at) % 2 == 1


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < at and _is_flag_half(text[at - 1 - count]):
        count += 1
    return count
