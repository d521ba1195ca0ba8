"""Finds texts for people that are in another language than their page: in the catalogue and not looked up, or never in it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from lxml import html

from rotative.core import extraction
from rotative.core.languages import CODES, SOURCE

_PLACEHOLDER = re.compile(r"%\((\w+)\)[#0+-]*[\d.]*[a-zA-Z]|%[ds]|%%")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060-\u2069]")
_SAID = ("title", "alt", "placeholder", "aria-label", "label")
_META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt", "twitter:title"}
# Words that no French, Spanish or Arabic sentence has, and almost every English one.
_ENGLISH = {
    "the", "of", "and", "is", "are", "was", "were", "this", "that", "with", "from", "for", "it", "its", "you", "your", "be",
    "has", "have", "not", "by", "to", "in", "or", "they", "their", "will", "which", "when", "there", "cannot",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
# A text with fewer letters of its own than this says nothing in any language.
_LETTERS = 3


def foreign(page: str, language: str) -> list[str]:
    """Return the texts of an HTML page that are in another language than the given one."""
    return [text for text in dict.fromkeys(map(_plain, _texts(page))) if is_foreign(text, language)]


def is_foreign(text: str, language: str) -> bool:
    """Return whether a text is one of ours in another language, or an English sentence of nobody's.

    What was put into a text of ours is looked at for itself.
    """
    said = _plain(text)
    if (parts := _parts(said, language)) is not None:
        return any(is_foreign(part, language) for part in parts if len(part) < len(said))
    if said in _wagtails_own(language):
        return False
    return any(_parts(said, other) is not None for other in CODES if other != language) or (
        language != SOURCE and _is_english(said)
    )


def _parts(said: str, language: str) -> tuple[str, ...] | None:
    """Return what fills the holes of the text of ours that this is in a language; None when it is none of them."""
    forms = _forms(language)
    for form in (*forms.get(_first(said), ()), *forms.get("", ())):
        if match := form.fullmatch(said):
            return match.groups()
    return None


def _texts(page: str) -> Iterator[str]:
    """Yield each text of a page: of an element with what is in it, and of its attributes."""
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "code", "pre", "textarea"}:
            continue
        yield from (element.get(name, "") for name in _SAID)
        if element.tag == "meta" and (element.get("name") or element.get("property")) in _META:
            yield element.get("content", "")
        if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield element.get("value", "")
        own = [element.text or "", *(child.tail or "" for child in element)]
        if any(part.strip() for part in own):
            yield from own
            yield element.text_content()


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def _first(said: str) -> str:
    """Return the first word, by which forms are found."""
    return said.partition(" ")[0]


@lru_cache
def _forms(language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return the texts in a language as expressions, by their first word, "" where it is a placeholder."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for message in extraction.read(language):
        for text in map(_plain, _ids(message) if language == SOURCE else _strings(message)):
            if len(re.sub(r"\W", "", _PLACEHOLDER.sub("", text))) >= _LETTERS:
                first = _first(text)
                key = "" if _PLACEHOLDER.search(first) else first
                found.setdefault(key, []).append(re.compile(_expression(text), re.DOTALL))
    return {key: tuple(forms) for key, forms in found.items()}


def _expression(text: str) -> str:
    parts, at = [], 0
    for hole in _PLACEHOLDER.finditer(text):
        parts += [re.escape(text[at : hole.start()]), "(.{0,300})"]
        at = hole.end()
    return "".join([*parts, re.escape(text[at:])])


def _is_english(said: str) -> bool:
    words = [word.lower() for word in _WORD.findall(said)]
    return len(words) >= 4 and len(_ENGLISH.intersection(words)) >= 2


@lru_cache
def _wagtails_own(language: str) -> frozenset[str]:
    """Return the texts of Wagtail and Django in a language, and in those that they fall back to where one is missing.

    Their translations are not ours to complete. A text that we have as well is looked up in ours, and is none of them.
    """
    ours = {_plain(text) for message in extraction.read(SOURCE) for text in _ids(message)}
    found: set[str] = set()
    for code, package in product({language, settings.LANGUAGE_CODE, SOURCE}, ("wagtail", "django", "taggit")):
        spec = find_spec(package)
        for file in (
            Path(str(spec.origin)).parent.rglob(f"locale/{code}/LC_MESSAGES/django.po") if spec else ()
        ):
            with file.open("rb") as lines:
                for message in read_po(lines):
                    if not ours.intersection(map(_plain, _ids(message))):
                        found.update(map(_plain, (*_ids(message), *_strings(message))))
    return frozenset(found)


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else (str(message.id),)


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (str(message.string),)
