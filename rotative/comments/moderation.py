"""Automatic moderation: the state a new comment gets before the desk reads it. Pure: no Django, no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from rotative.comments import sanitize
from rotative.core.errors import gettext_noop
from rotative.core.text import fold, stems, tokens

# So many links are advertising; fewer only make the comment wait.
MANY_LINKS = 3
# A text is written in capitals if it has this many letters and this share of them are capitals.
LEAST_LETTERS = 20
CAPITALS_SHARE = 0.8
# Characters, after folding. Two readers may both write a shorter text, such as "Bravo !".
LONG_TEXT = 30
# So many invisible characters inside words are not an accident of copying.
MANY_INVISIBLE = 3

# Texts whose folded form is remembered.
_REMEMBERED = 2000

SENT_TWICE = gettext_noop("The same person has already sent the same words under this article.")
BLOCKED_WORD = gettext_noop("It contains a word the newsroom blocks.")
TRAP = gettext_noop("It filled the field that people do not see.")
MARKUP = gettext_noop("It is written with the markup of advertising programs.")
LINK_IN_NAME = gettext_noop("The name is a link.")
MANY = gettext_noop("It has many links.")
REPEATED = gettext_noop("The same text was sent elsewhere.")
HIDDEN = gettext_noop("Its words contain invisible characters.")
MIXED = gettext_noop("One word mixes letters of two alphabets.")
LINK = gettext_noop("It has a link.")
IN_CAPITALS = gettext_noop("It is written in capitals.")
SEVERAL = gettext_noop("It has several small signs of advertising.")

_LINK = re.compile(
    r"(?:https?|ftp)://[^\s,;<>\"]+|\bwww\.[^\s,;<>\"]+"
    # A bare domain, but not the domain of an e-mail address; a name has at most 127 parts (RFC 1035, section 2.3.4).
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.){1,127}(?:com|net|org|info|biz|xyz|ru|shop|online|io|ly)\b(?!@)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\s*a\s[^<>]*href|\[\s*(?:url|link)\s*[=\]]", re.IGNORECASE)
_INVISIBLE = re.compile(rf"(?<=\w)[{sanitize.INVISIBLE}]+(?=\w)|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_LOOKALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")


class State(StrEnum):
    """The states that a new comment may get."""

    HELD = "held"
    SHOWN = "shown"
    REJECTED = "rejected"
    SPAM = "spam"


@dataclass(frozen=True, kw_only=True)
class RawComment:
    """A comment as it was sent, not sanitized."""

    name: str
    email: str
    # As typed.
    text: str
    # The content of the form field that people do not see.
    trap: str = ""


@dataclass(frozen=True, kw_only=True)
class Context:
    """Facts that a comment is judged by, besides the comment itself."""

    # The newsroom's list; matched as whole words, without case, accents or Arabic particles.
    blocked_words: tuple[str, ...] = ()
    # Texts from the same address under the same article.
    own_texts: tuple[str, ...] = ()
    # The newest texts from all readers under all articles.
    recent_texts: tuple[str, ...] = ()
    # Whether a comment from this address was shown before.
    known: bool = False
    # Whether such a comment is then shown at once. Off by default, because anybody can type a known address.
    trust_known: bool = False


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A decision of automatic moderation."""

    state: State
    # For the desk: an English message, translated when it is shown; "" if there is nothing to say.
    reason: str = ""


def judge(comment: RawComment, *, context: Context) -> Verdict:
    """Choose the state of a new comment: held, unless something speaks for another one."""
    verdict = _judge_by_one_sign(comment, context)
    if verdict is not None:
        return verdict
    signs = _find_small_signs(comment)
    if len(signs) > 1:
        return Verdict(state=State.SPAM, reason=SEVERAL)
    if signs:
        return Verdict(state=State.HELD, reason=signs[0])
    if context.trust_known and context.known:
        return Verdict(state=State.SHOWN)
    return Verdict(state=State.HELD)


def _count_links(text: str) -> int:
    """Count the links in a text. An e-mail address is not a link."""
    return len(_LINK.findall(text))


def _judge_by_one_sign(comment: RawComment, context: Context) -> Verdict | None:
    """Return the verdict if a single sign is enough for one."""
    seen = sanitize.text(comment.text)
    if comment.trap.strip():
        return Verdict(state=State.SPAM, reason=TRAP)
    if _is_among(seen, context.own_texts):
        return Verdict(state=State.REJECTED, reason=SENT_TWICE)
    if _has_blocked_word(f"{comment.name} {seen}", context.blocked_words):
        return Verdict(state=State.REJECTED, reason=BLOCKED_WORD)
    advertising = (
        (bool(_MARKUP.search(comment.text)), MARKUP),
        (_count_links(comment.name) > 0, LINK_IN_NAME),
        (_count_links(seen) >= MANY_LINKS, MANY),
        (len(fold(seen)) >= LONG_TEXT and _is_among(seen, context.recent_texts), REPEATED),
        (len(_INVISIBLE.findall(comment.text)) >= MANY_INVISIBLE, HIDDEN),
    )
    return next((Verdict(state=State.SPAM, reason=reason) for sign, reason in advertising if sign), None)


def _is_among(text: str, others: Iterable[str]) -> bool:
    """Return whether one of the other texts says the same, apart from case and accents."""
    wanted = _folded(text)
    return any(_folded(other) == wanted for other in others)


def _folded(text: str) -> bytes:
    """Return a digest of the folded text. Every comment is compared with the same two hundred: each is folded once."""
    key = _digest(text)
    found = _folded_by_text.get(key)
    if found is None:
        if len(_folded_by_text) >= _REMEMBERED:
            _folded_by_text.clear()
        found = _folded_by_text[key] = _digest(fold(text))
    return found


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


# Digests only: no word of a comment that is erased stays here.
_folded_by_text: dict[bytes, bytes] = {}


def _find_small_signs(comment: RawComment) -> list[str]:
    """Return the small signs of advertising. One of them only makes the comment wait."""
    signs = (
        (_count_links(sanitize.text(comment.text)) > 0, LINK),
        (bool(_INVISIBLE.search(comment.text)), HIDDEN),
        (any(map(_mixes_alphabets, _WORD.findall(comment.text))), MIXED),
        (_is_in_capitals(comment.text), IN_CAPITALS),
    )
    return [reason for sign, reason in signs if sign]


def _has_blocked_word(text: str, blocked_words: tuple[str, ...]) -> bool:
    """Return whether a blocked entry occurs in the text: one word, or several in a row."""
    words = [set(stems(word)) for word in tokens(text)] if blocked_words else []
    return any(_contains(words, tokens(blocked)) for blocked in blocked_words)


def _contains(words: list[set[str]], wanted: list[str]) -> bool:
    places = range(len(words) - len(wanted) + 1) if wanted else ()
    return any(all(word in words[start + n] for n, word in enumerate(wanted)) for start in places)


def _mixes_alphabets(word: str) -> bool:
    return bool(_LATIN.search(word) and _LOOKALIKE.search(word))


def _is_in_capitals(text: str) -> bool:
    letters = [char for char in _LINK.sub("", text) if char.isupper() or char.islower()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= LEAST_LETTERS and capitals >= CAPITALS_SHARE * len(letters)
