"""The terms of the vocabularies. Imports neither Django nor Wagtail."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from rotative.core.languages import CODES

_TOPICS = Path(__file__).with_name("mediatopics.tsv")
_TOPIC = "http://cv.iptc.org/newscodes/mediatopic/"
# Codes of CLDR with two letters that are no country: groups of them, and those for tests.
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A subject as a vocabulary has it."""

    # As in Subject.Kind.
    kind: str
    # Language code → name.
    names: dict[str, str]
    # Its address in the vocabulary, or "".
    address: str


def mediatopics() -> Iterator[Term]:
    """Yield the themes of the IPTC."""
    with _TOPICS.open(encoding="utf-8") as lines:
        languages = next(lines).rstrip("\n").split("\t")[1:]
        for line in lines:
            number, *names = line.rstrip("\n").split("\t")
            told = {code: _capital(name) for code, name in zip(languages, names, strict=True) if name.strip()}
            yield Term(kind="theme", names=told, address=f"{_TOPIC}{number}")


def countries() -> Iterator[Term]:
    """Yield the countries and territories of CLDR."""
    by_language = {code: Locale(code).territories for code in CODES}
    for code in sorted(by_language[CODES[0]]):
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
            names = {language: names[code] for language, names in by_language.items() if code in names}
            yield Term(kind="place", names=names, address="")


VOCABULARIES = {"mediatopics": mediatopics, "countries": countries}


def _capital(name: str) -> str:
    name = name.strip()
    return name[:1].upper() + name[1:]
