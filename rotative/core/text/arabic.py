"""Arabic typography: numbers with signs keep their order in a line that runs from right to left."""

import re

# Unicode's marks around a piece of text that is set from left to right for itself.
ISOLATE, END = "\u2066", "\u2069"
# Unicode's marks around digits that follow each other from left to right whatever they are: inside a piece set from left
# to right, Arabic-Indic ones turn round all the same.
FORCE, END_OF_FORCE = "\u202d", "\u202c"
_INDIC = re.compile("[\u0660-\u0669]")

_SPACE = " \u00a0\u202f\u2009"
_HYPHENS = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
# A number begins after none of these; an Arabic particle may be written in one with it.
_NO_START = "A-Za-z\u00c0-\u024f\\d_/@."
# Tags and references of HTML, and what is isolated already, stay as they are. Every repetition is bounded.
_PIECE = re.compile(
    rf"(?P<kept><[^<>]*>|&#?\w{{1,32}};|{ISOLATE}[^{ISOLATE}{END}]*{END})"
    # A telephone number: a country or an area first, or three groups and more; a space, a point or a hyphen between two.
    rf"|(?<![{_NO_START}])(?P<phone>(?:(?:\+|00)\d{{1,4}}|\(\+?\d{{1,5}}\)|0\d{{0,5}})(?:[{_SPACE}.{_HYPHENS}]?\(?\d{{1,8}}+\)?){{1,7}}"
    rf"|\d{{1,4}}(?:[{_SPACE}]\d{{2,4}}){{2,7}})(?![\w@])"
    # A date, a period, a score, a negative number: signs before digits, or between them.
    rf"|(?<![{_NO_START}{_HYPHENS}])(?P<signed>(?:(?<!\w)[+\u00b1\u2212-])?\d{{1,32}}(?:[{_HYPHENS}/.:,*\u066b\u066c×]\d{{1,32}}){{0,8}})(?![\w@{_HYPHENS}])"
)
# What each of them has, and few texts.
_LOOK = re.compile(
    rf"[+\u00b1\u2212({_HYPHENS}]\+?\d|\d\)?[+*×\u00b1(\u202f\u2009{_SPACE}{_HYPHENS}]\(?\d|\d\)"
)
# Unicode sets points, commas, colons and slashes between digits by itself.
_TURNS = re.compile(rf"[+*×\u00b1()\u202f\u2009{_SPACE}{_HYPHENS}]")


def arabic(words: str) -> str:
    """Isolate telephone numbers, dates and periods with hyphens, and signed numbers, so that they do not turn round.

    words: plain text or HTML. The work is linear in its length.
    """
    return _PIECE.sub(_isolated, words) if _LOOK.search(words) else words


def _isolated(match: re.Match[str]) -> str:
    found = match[0]
    if match["kept"] or not _TURNS.search(found):
        return found
    return f"{ISOLATE}{FORCE}{found}{END_OF_FORCE}{END}" if _INDIC.search(found) else f"{ISOLATE}{found}{END}"
