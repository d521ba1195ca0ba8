"""Places, and clubs of their towns, that share a name: another name in the text does not take every one of them."""

import pytest

from tests.subjects.finding.vocabularies import asked, named


@pytest.mark.parametrize(
    ("text", "subjects", "questions"),
    [
        # In a list next to a name of the one, it is the other.
        ("La Zaïrie et la RDZ signent.", ["democratic-zairie", "zairie"], []),
        # Before any other name.
        (
            "Le président de la Zaïrie a parlé. La RDZ suit.",
            ["democratic-zairie"],
            [("democratic-zairie", "zairie")],
        ),
        # After another name it is short for it.
        ("La RDZ a perdu la ville. La Zaïrie se battra.", ["democratic-zairie"], []),
        # The word more tells the city from the country.
        ("وقعت الجزائر الاتفاق. وجرى الحفل في الجزائر العاصمة.", ["algiers"], [("algeria", "algiers")]),
        ("تظاهر الطلبة في الجزائر العاصمة. وتعيش الجزائر أزمة.", ["algiers"], [("algeria", "algiers")]),
    ],
)
def test_success_a_place_with_a_namesake(
    text: str, subjects: list[str], questions: list[tuple[str, ...]]
) -> None:
    assert named(text) == subjects
    assert asked(text) == questions


@pytest.mark.parametrize(
    ("text", "subjects", "questions"),
    [
        ("Il pleut à Liverpool depuis lundi.", ["liverpool"], []),
        ("Un match de charité a lieu à Liverpool.", ["liverpool"], []),
        ("Le Stade affronte Liverpool en Ligue des champions.", [], [("liverpool", "liverpool-fc")]),
        ("Victoire 3-0 : le Stade bat Nantes à Liverpool.", [], [("liverpool", "liverpool-fc")]),
        ("Le club de Liverpool affronte le Stade en Ligue des champions.", ["liverpool-fc"], []),
    ],
)
def test_success_a_town_and_its_club(
    text: str, subjects: list[str], questions: list[tuple[str, ...]]
) -> None:
    assert named(text) == subjects
    assert asked(text) == questions
