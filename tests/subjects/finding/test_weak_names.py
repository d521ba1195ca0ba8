"""Names that were mostly refused: they never count alone."""

from dataclasses import replace

import pytest

from rotative.subjects.finding import Article, Findings, Index, find, words
from tests.subjects.finding.vocabularies import INDEX

# Subject → names, folded, and the languages of the articles in which they are weak.
WEAK = {
    "france": {"فرنسا": frozenset(["ar"])},
    "mali": {"mali": frozenset(["fr"]), "مالي": frozenset(["ar"])},
    "cannes": {"cannes": frozenset(["fr"]), "كان": frozenset(["ar"])},
    "orange": {"orange": frozenset(["fr"])},
    "un": {"onu": frozenset(["fr"])},
    "psg": {"paris": frozenset(["fr"])},
    "drc": {"congo": frozenset(["fr"])},
    "sonko": {"ousmane sonko": frozenset(["fr"])},
    "le-monde": {"le monde": frozenset(["fr"])},
    "tillaberi": {"tillaberi": frozenset(["fr"])},
}
INDEX_OF_WEAK = Index(replace(known, weak=WEAK.get(known.id, {})) for known in INDEX.known)


def found(text: str, *, weak: bool = True, language: str = "", headline: str = "") -> Findings:
    said = language or ("ar" if any("\u0621" <= letter <= "\u064a" for letter in text) else "fr")
    return find(INDEX_OF_WEAK if weak else INDEX, Article(language=said, headline=headline, text=text))


def told(findings: Findings) -> list[tuple[str, bool]]:
    """Return the subjects in alphabetical order, and whether each is a question."""
    return sorted((" ".join(each.ids), each.asked) for each in findings.subjects)


@pytest.mark.parametrize(
    ("text", "subject", "asked"),
    [
        # Alone, a preposition before it or not.
        ("Hier, la France et le Mali se sont vus.", "mali", True),
        ("Elle est née à Cannes en mai.", "cannes", True),
        ("قالت فرنسا إنها توافق", "france", True),
        ("وصل إلى فرنسا أمس", "france", True),
        ("L'ONU condamne.", "un", True),
        # Forms of a name: its article is merged.
        ("Selon un sondage du Monde de mai.", "le-monde", True),
        # A noun of its kind.
        ("La ville de Cannes a voté.", "cannes", False),
        ("رحبت دولة فرنسا بالقرار", "france", False),
        ("L'opérateur Orange recrute.", "orange", False),
        # A noun of another kind.
        ("Elle dit que l'opérateur Cannes recrute.", "cannes", True),
        # Quotation marks, with their spaces or without.
        ("Elle a dit « Cannes » puis rien.", "cannes", False),
        ("Elle a dit «\u00a0Cannes\u00a0» puis rien.", "cannes", False),
        ('Elle a dit "Cannes" puis rien.', "cannes", False),
        ("Elle a dit « Cannes puis » rien.", "cannes", True),
        # Another name of the subject.
        ("L'Organisation des Nations unies a parlé. L'ONU condamne.", "un", False),
        # A name in a list is alone.
        ("بين فرنسا والسودان", "france", True),
    ],
)
def test_success_a_weak_name(text: str, subject: str, asked: bool) -> None:
    assert (subject, asked) in told(found(text))


def test_success_a_word_stays_a_word() -> None:
    assert told(found("كان هذا أمس")) == told(found("كان هذا أمس", weak=False)) == []
    assert told(found("وصل إلى مدينة كان أمس")) == [("cannes", False)]


def test_success_only_in_articles_of_its_language() -> None:
    assert told(found("The UN met in Mali.", language="en")) == [("mali", False), ("un", False)]


def test_success_a_namesake_that_is_trusted_comes_first() -> None:
    assert told(found("Le Congo a voté.", weak=False)) == [("drc congo", True)]
    assert told(found("Le Congo a voté.")) == [("congo", False)]
    # What speaks for the other one counts as before.
    assert told(found("Le Paris Saint-Germain gagne, Paris exulte.")) == [("psg", False)]


def test_success_a_surname_says_nothing_for_a_weak_name() -> None:
    assert told(found("Ousmane Sonko parle. Sonko reviendra.")) == [("sonko", True)]


def test_success_no_near_spelling_of_a_weak_name() -> None:
    text = "Elle vit près de Tillabéry depuis mai."
    assert [each.ids for each in found(text, weak=False).subjects] == [("tillaberi",)]
    assert told(found(text)) == []


def test_success_says_why_it_asks() -> None:
    (suggestion,) = found("Elle est née à Cannes en mai.").subjects

    assert words(suggestion.reason) == "once in the text; the name was mostly refused"
    assert suggestion.main is False
