"""The line of a text around a name, for the eye. Pure."""

from dataclasses import dataclass

# Letters before a name, and letters of the whole line.
BEFORE, LONGEST = 80, 230
# A name is seldom longer; of one that is, the rest is not marked.
_LONGEST_NAME = 120
_CUT = "…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line with the place of a name in it."""

    text: str
    starts: int
    ends: int


def around(text: str, start: int, end: int) -> Line:
    """Return the line around the place of a name, cut between words; other white space becomes spaces."""
    end = min(end, start + _LONGEST_NAME)
    first, last = _line(text, start, end)
    before, name = _flat(text[first:start]).lstrip(), _flat(text[start:end])
    after = _flat(text[end:last]).rstrip()
    if len(before) > BEFORE:
        before = _CUT + before[-BEFORE:].partition(" ")[2]
    room = LONGEST - len(before) - len(name)
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + _CUT
    return Line(text=before + name + after, starts=len(before), ends=len(before) + len(name))


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the ends of the line, looking no further than what can be shown."""
    least, most = max(0, start - 2 * BEFORE), min(len(text), end + 2 * LONGEST)
    first = text.rfind("\n", least, start) + 1 or least
    last = text.find("\n", end, most)
    return first, most if last < 0 else last


def _flat(text: str) -> str:
    return "".join(" " if letter.isspace() and letter not in "\u00a0\u202f" else letter for letter in text)
