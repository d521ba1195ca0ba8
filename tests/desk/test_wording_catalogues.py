"""The catalogues of Wagtail's texts in a newsroom's words: each text is one of Wagtail's, complete, and none of ours."""

import re
from pathlib import Path

import django
import django_otp
import pytest
import wagtail
from babel.messages import pofile
from babel.messages.catalog import Catalog

from rotative.core import extraction
from tests.catalogues import WORDING
from tests.test_catalogues import empty_texts, fuzzy_texts, placeholders, wrong_counts, wrong_spaces

FILES = sorted(WORDING.glob("*/LC_MESSAGES/*.po"))
_MARKUP = re.compile(r"<[^>]+>")


def read(file: Path) -> Catalog:
    with file.open("rb") as lines:
        return pofile.read_po(lines, locale=file.parts[-3])


def texts(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3::2]))
def test_success_every_text_is_wagtails(file: Path) -> None:
    """If this fails, Wagtail has changed a text: look it up in its catalogue, and change or delete ours."""
    packages = [Path(one.__file__).parent for one in (wagtail, django, django_otp)]
    theirs = set()
    # Wagtail's Spanish catalogue lacks some: those that ours gives instead are in its French one.
    for package in packages:
        for language in {file.parts[-3], "fr"}:
            for source in package.glob(f"**/locale/{language}/LC_MESSAGES/{file.name}"):
                theirs |= texts(read(source))

    assert sorted(map(str, texts(read(file)) - theirs)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3::2]))
@pytest.mark.parametrize("rule", [empty_texts, fuzzy_texts, wrong_counts])
def test_success_complete(file: Path, rule: object) -> None:
    assert list(rule(read(file))) == []  # type: ignore[operator]


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3::2]))
def test_success_no_placeholder_of_its_own(file: Path) -> None:
    """A text may leave one out, but not have another one: Django would fail."""
    wrong = []
    for message in read(file):
        if message.id:
            known = placeholders(message.id[1] if message.pluralizable else message.id)
            forms = message.string if message.pluralizable else (message.string,)
            wrong += [form for form in forms if placeholders(form) - known]

    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_success_none_is_ours(language: str) -> None:
    """Ours go first, so a text in both would be read in one place and printed from the other."""
    file = WORDING / language / "LC_MESSAGES" / "django.po"

    assert texts(read(file)) & texts(extraction.read(language)) == set()


def test_success_french_is_spaced_as_in_print() -> None:
    catalogue = read(WORDING / "fr" / "LC_MESSAGES" / "django.po")

    # Tags have spaces and apostrophes of their own.
    assert [one for one in wrong_spaces(catalogue) if not _MARKUP.search(one)] == []
