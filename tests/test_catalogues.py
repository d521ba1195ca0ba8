"""Texts of the interface: translated, with the plurals and the spaces of each language."""

import io
import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message

from rotative.core import extraction
from rotative.core.languages import CODES, SOURCE
from rotative.core.text.french import french
from tests.catalogues import compile_stale

TRANSLATED = tuple(sorted(set(CODES) - {SOURCE}))

# Number → index of its plural form. Arabic has six: 0, 1, 2, 3 to 10, 11 to 99, and hundreds.
FORMS = {
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4},
    "en": {0: 1, 1: 0, 2: 1, 100: 1},
    "es": {0: 1, 1: 0, 2: 1, 100: 1},
    "fr": {0: 0, 1: 0, 2: 1, 100: 1},
}

_PLACEHOLDER = re.compile(r"%(?:\((?P<name>\w+)\))?[#0+-]*[\d.]*(?P<kind>[diouxXeEfFgGcrsa%])")


# The rules: each yields one sentence for each mistake.


def differing_texts(catalogue: Catalog, found: Catalog) -> Iterator[str]:
    """Name the texts that only the source or only the catalogue has."""
    ours, theirs = _keys(catalogue), _keys(found)
    yield from (f"not in the catalogue: {key}" for key in sorted(theirs - ours))
    yield from (f"no longer in the source: {key}" for key in sorted(ours - theirs))


def empty_texts(catalogue: Catalog) -> Iterator[str]:
    for message in _messages(catalogue):
        if not all(form.strip() or not _id(message).strip() for form in _forms(message)):
            yield f"empty: {_id(message)}"


def foreign_texts(catalogue: Catalog) -> Iterator[str]:
    """Name the texts of the English catalogue that differ from the source, which is English."""
    for message in _messages(catalogue):
        said = message.id if message.pluralizable else (message.id,)
        if any(form and form not in said for form in _forms(message)):
            yield f"not English: {_forms(message)}"


def fuzzy_texts(catalogue: Catalog) -> Iterator[str]:
    yield from (f"fuzzy: {_id(message)}" for message in _messages(catalogue) if message.fuzzy)


def wrong_counts(catalogue: Catalog) -> Iterator[str]:
    for message in _messages(catalogue):
        expected = catalogue.num_plurals if message.pluralizable else 1
        if len(_forms(message)) != expected:
            yield f"{len(_forms(message))} forms instead of {expected}: {_id(message)}"


def wrong_placeholders(catalogue: Catalog) -> Iterator[str]:
    """Name the forms with other placeholders; only a form for a single number may omit the number's."""
    for message in _messages(catalogue):
        expected = placeholders(message.id[1] if message.pluralizable else message.id)
        for index, form in enumerate(_forms(message)):
            lacking, strange = expected - placeholders(form), placeholders(form) - expected
            spared = 1 if message.pluralizable and _is_for_one_number(catalogue, index) else 0
            if strange or len(lacking) > spared:
                yield f"placeholders of {form!r} differ from those of {_id(message)!r}"


def wrong_spaces(catalogue: Catalog) -> Iterator[str]:
    """Name the French texts whose spaces and apostrophes are not those of print."""
    for message in _messages(catalogue):
        yield from (f"write {french(form)!r}" for form in _forms(message) if french(form) != form)


def placeholders(text: str) -> set[tuple[str | None, str]]:
    """Return the placeholders of a text with their format; "%%" is none."""
    return {(part["name"], part["kind"]) for part in _PLACEHOLDER.finditer(text) if part["kind"] != "%"}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _id(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (message.string,)


def _keys(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {
        (message.context or "", *(message.id if message.pluralizable else (message.id,)))
        for message in _messages(catalogue)
    }


def _form_of(catalogue: Catalog, number: int) -> int:
    return _forms_of_numbers(catalogue.plural_expr)[number]


@lru_cache
def _forms_of_numbers(plural_expression: str) -> list[int]:
    """Return the form that a language uses for each number below 200."""
    return [_evaluate(plural_expression.strip("()"), number) for number in range(200)]


def _evaluate(expression: str, number: int) -> int:
    # The conditional expression of C, read from the left: a ? b : c
    condition, mark, rest = expression.partition("?")
    if mark:
        yes, _colon, no = rest.partition(":")
        return _evaluate(yes if _evaluate(condition, number) else no, number)
    python = condition.replace("&&", " and ").replace("||", " or ").strip()
    return int(eval(python, {"__builtins__": {}}, {"n": number}))


def _is_for_one_number(catalogue: Catalog, form: int) -> bool:
    return _forms_of_numbers(catalogue.plural_expr).count(form) == 1


# The catalogues.

read = lru_cache(extraction.read)


@pytest.fixture(scope="module")
def found() -> Catalog:
    """Return the texts that the source marks for translation now."""
    return extraction.template()


@pytest.mark.parametrize("language", sorted(CODES))
def test_success_catalogue_is_up_to_date(language: str, found: Catalog) -> None:
    """If this fails: `make messages`, then translate the new texts."""
    assert list(differing_texts(read(language), found)) == []


def test_success_every_folder_of_templates_is_read() -> None:
    """If this fails: name the folder in babel.cfg, or its texts leave the catalogues."""
    folders = {
        f"{path.relative_to(extraction.SOURCE)}/**"
        for path in extraction.SOURCE.rglob("templates")
        if path.is_dir()
    }

    named = re.findall(r"^\[\w+: (.*templates/\*\*)\]", extraction.MAPPING.read_text(), re.MULTILINE)

    assert set(named) == folders


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("rule", [empty_texts, fuzzy_texts, wrong_counts, wrong_placeholders])
def test_success_catalogue_is_complete(rule: Callable[[Catalog], Iterator[str]], language: str) -> None:
    assert list(rule(read(language))) == []


def test_success_english_is_that_of_the_source() -> None:
    assert list(foreign_texts(read(SOURCE))) == []


def test_success_french_is_spaced_as_in_print() -> None:
    assert list(wrong_spaces(read("fr"))) == []


@pytest.mark.parametrize("language", sorted(FORMS))
def test_success_numbers_choose_their_form(language: str) -> None:
    catalogue = read(language)

    chosen = {number: _form_of(catalogue, number) for number in FORMS[language]}

    assert chosen == FORMS[language]


@pytest.mark.parametrize("language", sorted(CODES))
def test_success_file_holds_no_date_machine_or_guess(language: str, tmp_path: Path) -> None:
    copy = tmp_path / "django.po"

    extraction.write(read(language), copy)

    head, *texts = copy.read_text().split("\n\n")
    assert tuple(re.findall(r'^"([\w-]+): ', head, re.MULTILINE)) == extraction.KEPT_HEADERS
    assert [text for text in texts if re.search(r"^#[^:,.]|^#: .*:\d|^#: /", text, re.MULTILINE)] == []


# Every rule with a good and a bad example.


def catalogue(text: str, language: str = "fr") -> Catalog:
    rules = {
        "fr": "nplurals=2; plural=(n > 1);",
        "es": "nplurals=2; plural=(n != 1);",
    }
    head = f'msgid ""\nmsgstr ""\n"Plural-Forms: {rules[language]}\\n"\n\n'
    return pofile.read_po(io.BytesIO((head + text).encode()), locale=language)


def test_success_same_texts() -> None:
    both = 'msgid "Paper"\nmsgstr "Papier"\n'

    assert list(differing_texts(catalogue(both), catalogue(both))) == []


def test_fail_texts_differ() -> None:
    old, new = catalogue('msgid "Paper"\nmsgstr "Papier"\n'), catalogue('msgid "Ink"\nmsgstr ""\n')

    assert list(differing_texts(old, new)) == [
        "not in the catalogue: ('', 'Ink')",
        "no longer in the source: ('', 'Paper')",
    ]


def test_success_nothing_empty() -> None:
    assert list(empty_texts(catalogue('msgid "Ink"\nmsgstr "Encre"\n'))) == []


def test_fail_one_form_empty() -> None:
    text = 'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "%(num)d jour"\nmsgstr[1] ""\n'

    assert list(empty_texts(catalogue(text))) == ["empty: %(num)d day"]


def test_success_nothing_foreign() -> None:
    text = 'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] ""\nmsgstr[1] ""\n\nmsgid "Ink"\nmsgstr "Ink"\n'

    assert list(foreign_texts(catalogue(text, "es"))) == []


def test_fail_french_in_english() -> None:
    assert list(foreign_texts(catalogue('msgid "Ink"\nmsgstr "Encre"\n', "es"))) == [
        "not English: ('Encre',)"
    ]


def test_success_nothing_fuzzy() -> None:
    assert list(fuzzy_texts(catalogue('msgid "Ink"\nmsgstr "Encre"\n'))) == []


def test_fail_fuzzy() -> None:
    assert list(fuzzy_texts(catalogue('#, fuzzy\nmsgid "Ink"\nmsgstr "Encre"\n'))) == ["fuzzy: Ink"]


def test_success_two_forms() -> None:
    text = 'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "jour"\nmsgstr[1] "jours"\n'

    assert list(wrong_counts(catalogue(text))) == []


def test_fail_three_forms() -> None:
    three = Catalog(locale="fr")
    three.add(("day", "days"), string=("jour", "jours", "jours"))

    assert list(wrong_counts(three)) == ["3 forms instead of 2: day"]


def test_success_a_form_for_one_number_without_the_number() -> None:
    text = 'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "un día"\nmsgstr[1] "%(num)d días"\n'

    assert list(wrong_placeholders(catalogue(text, "es"))) == []


def test_fail_a_form_for_many_numbers_without_the_number() -> None:
    text = (
        'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "un jour"\nmsgstr[1] "%(num)d jours"\n'
    )

    assert list(wrong_placeholders(catalogue(text))) == [
        "placeholders of 'un jour' differ from those of '%(num)d day'"
    ]


def test_success_placeholders_in_another_order() -> None:
    text = 'msgid "%(day)s at %(hour)s"\nmsgstr "à %(hour)s, %(day)s"\n'

    assert list(wrong_placeholders(catalogue(text))) == []


def test_fail_placeholder_renamed() -> None:
    text = 'msgid "By %(name)s"\nmsgstr "Par %(nom)s"\n'

    assert list(wrong_placeholders(catalogue(text))) == [
        "placeholders of 'Par %(nom)s' differ from those of 'By %(name)s'"
    ]


def test_success_thin_space() -> None:
    assert list(wrong_spaces(catalogue('msgid "Stop?"\nmsgstr "Arrêter\u202f?"\n'))) == []


def test_fail_ordinary_space() -> None:
    assert list(wrong_spaces(catalogue('msgid "Stop?"\nmsgstr "Arrêter ?"\n'))) == ["write 'Arrêter\\u202f?'"]


def test_success_compiled_once(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    extraction.write(catalogue('msgid "Ink"\nmsgstr "Encre"\n'), source)

    first, second = compile_stale(tmp_path), compile_stale(tmp_path)

    assert (first, second) == ([source.with_suffix(".mo")], [])


def test_success_compiled_again_after_a_change(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    extraction.write(catalogue('msgid "Ink"\nmsgstr "Encre"\n'), source)
    [compiled] = compile_stale(tmp_path)
    older = source.stat().st_mtime - 10
    os.utime(compiled, (older, older))

    assert compile_stale(tmp_path) == [compiled]
