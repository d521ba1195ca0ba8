"""What becomes of a comment before anybody has read it. Pure: it knows neither Django nor the database."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rotative.comments import sanitize
from rotative.core.errors import gettext_noop
from rotative.core.text import fold, stems, tokens

# So many links are advertising; fewer are only noted.
MANY_LINKS = 3
# Letters from which a text in capitals shouts.
SHOUT_LETTERS = 20
SHOUT_SHARE = 0.8
# Folded characters from which the same words twice are no coincidence: "Bravo !" is.
LONG_TEXT = 30
# Invisible characters inside words that no honest keyboard leaves behind.
MANY_GHOSTS = 3

SENT_TWICE = gettext_noop("The same person has already sent the same words under this article.")
BLOCKED_WORD = gettext_noop("It contains a word the newsroom blocks.")
TRAP = gettext_noop("It filled the field that people do not see.")
MARKUP = gettext_noop("It is written with the markup of advertising programs.")
LINK_IN_NAME = gettext_noop("The name is a link.")
MANY = gettext_noop("It has many links.")
REPEATED = gettext_noop("The same text was sent elsewhere.")
HIDDEN = gettext_noop("Invisible characters stand inside its words.")
MIXED = gettext_noop("Letters of two alphabets stand in one word.")
LINK = gettext_noop("It has a link.")
SHOUTED = gettext_noop("It is written in capitals.")
SEVERAL = gettext_noop("Several small signs of advertising come together.")

_LINK = re.compile(
    r"(?:https?|ftp)://[^\s,;<>\"]+|\bwww\.[^\s,;<>\"]+"
    # A bare domain, not the one of an e-mail address.
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|xyz|ru|shop|online|io|ly)\b(?!@)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\s*a\s[^>]*href|\[\s*(?:url|link)\s*[=\]]", re.IGNORECASE)
_GHOST = re.compile(rf"(?<=\w)[{sanitize.GHOSTS}]+(?=\w)|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_LOOKALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")


class State(StrEnum):
    """The states a comment may be born in."""

    HELD = "held"
    SHOWN = "shown"
    REJECTED = "rejected"
    SPAM = "spam"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A comment as it came in."""

    name: str
    email: str
    # As typed, before anything invisible was taken out.
    text: str
    # What stood in the field that people do not see.
    trap: str = ""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What is known besides the comment itself."""

    # Words of the newsroom's list; matched whole, without case, accents or the Arabic particles.
    blocked_words: tuple[str, ...] = ()
    # What the same address wrote under the same article.
    own_texts: tuple[str, ...] = ()
    # What came in lately, anywhere and from anybody.
    recent_texts: tuple[str, ...] = ()
    # The address has a comment on a page already.
    known: bool = False
    # Whether that is enough to be shown unread. Anybody can type a known address: no by default.
    trust_known: bool = False


@dataclass(frozen=True, kw_only=True)
class Verdict:
    state: State
    # Why, for the desk, in English to be translated when shown; "" where there is nothing to say.
    reason: str = ""


def judge(draft: Draft, *, context: Context) -> Verdict:
    """Held, unless it looks like advertising, comes twice, or its writer is trusted."""
    refused = _refused(draft, context)
    if refused is not None:
        return refused
    doubts = _doubts(draft)
    if len(doubts) > 1:
        return Verdict(state=State.SPAM, reason=SEVERAL)
    if doubts:
        return Verdict(state=State.HELD, reason=doubts[0])
    if context.trust_known and context.known:
        return Verdict(state=State.SHOWN)
    return Verdict(state=State.HELD)


def links(text: str) -> int:
    """How many links a text has; an e-mail address is none."""
    return len(_LINK.findall(text))


def _refused(draft: Draft, context: Context) -> Verdict | None:
    """What one sign alone decides."""
    seen = sanitize.words(draft.text)
    folded = fold(seen)
    if draft.trap.strip():
        return Verdict(state=State.SPAM, reason=TRAP)
    if folded in map(fold, context.own_texts):
        return Verdict(state=State.REJECTED, reason=SENT_TWICE)
    if _blocked(f"{draft.name} {seen}", context.blocked_words):
        return Verdict(state=State.REJECTED, reason=BLOCKED_WORD)
    advertising = (
        (bool(_MARKUP.search(draft.text)), MARKUP),
        (links(draft.name) > 0, LINK_IN_NAME),
        (links(seen) >= MANY_LINKS, MANY),
        (len(folded) >= LONG_TEXT and folded in map(fold, context.recent_texts), REPEATED),
        (len(_GHOST.findall(draft.text)) >= MANY_GHOSTS, HIDDEN),
    )
    return next((Verdict(state=State.SPAM, reason=reason) for sign, reason in advertising if sign), None)


def _doubts(draft: Draft) -> list[str]:
    """Signs that mean little alone."""
    signs = (
        (links(sanitize.words(draft.text)) > 0, LINK),
        (bool(_GHOST.search(draft.text)), HIDDEN),
        (any(map(_mixed, _WORD.findall(draft.text))), MIXED),
        (_shouted(draft.text), SHOUTED),
    )
    return [reason for sign, reason in signs if sign]


def _blocked(text: str, blocked_words: tuple[str, ...]) -> bool:
    """Whether a blocked word, or words in a row, stand in the text."""
    said = [set(stems(word)) for word in tokens(text)]
    return any(_stands(tokens(blocked), said) for blocked in blocked_words)


def _stands(wanted: list[str], said: list[set[str]]) -> bool:
    places = range(len(said) - len(wanted) + 1) if wanted else ()
    return any(all(word in said[start + n] for n, word in enumerate(wanted)) for start in places)


def _mixed(word: str) -> bool:
    return bool(_LATIN.search(word) and _LOOKALIKE.search(word))


def _shouted(text: str) -> bool:
    letters = [char for char in _LINK.sub("", text) if char.isupper() or char.islower()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= SHOUT_LETTERS and capitals >= SHOUT_SHARE * len(letters)
