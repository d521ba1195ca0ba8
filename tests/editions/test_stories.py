"""Telling a repetition from another story of the same kind."""

import pytest

from rotative.editions.stories import Story, groups, same_story, similarity


def story(number: int, headline: str, standfirst: str, *subjects: int) -> Story:
    return Story(id=number, headline=headline, standfirst=standfirst, subjects=frozenset(subjects))


BRIDGE = story(
    1,
    "Crue de l’oued : le pont de la Rive Sud fermé à la circulation",
    "La montée des eaux a conduit la commune à fermer le pont dès lundi soir.",
    7,
)
BRIDGE_AGAIN = story(
    2,
    "Le pont de la Rive Sud fermé après la crue",
    "La commune a fermé lundi soir le pont à toute circulation après la montée des eaux.",
    7,
)
BUDGET = story(
    3,
    "Le conseil municipal vote le budget",
    "Les recettes progressent de 3 %, les impôts restent stables.",
    9,
)
TRAM = story(
    4,
    "Le conseil municipal reporte le vote sur le tramway",
    "Le tracé de la deuxième ligne divise la majorité.",
    9,
)
MINISTER = story(5, "وزير النقل يفتتح الجسر الجديد", "افتتح وزير النقل اليوم الجسر الجديد في المدينة.", 4)
MINISTER_AGAIN = story(
    6, "افتتاح الجسر الجديد من قبل وزير النقل", "الجسر الجديد في المدينة افتتح اليوم بحضور وزير النقل.", 4
)


@pytest.mark.parametrize(("one", "other"), [(BRIDGE, BRIDGE_AGAIN), (MINISTER, MINISTER_AGAIN)])
def test_success_one_story_told_twice(one: Story, other: Story) -> None:
    assert same_story(one, other)
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(("one", "other"), [(BUDGET, TRAM), (BRIDGE, BUDGET), (MINISTER, BRIDGE)])
def test_success_two_stories(one: Story, other: Story) -> None:
    assert not same_story(one, other)


def test_success_a_copied_standfirst_is_the_same_story() -> None:
    copy = story(9, "Trafic : ce qui change", BRIDGE.standfirst)

    assert same_story(BRIDGE, copy)


def test_success_groups() -> None:
    found = groups([BRIDGE, BUDGET, TRAM, BRIDGE_AGAIN, MINISTER, MINISTER_AGAIN])

    assert found == {1: "story-1", 2: "story-1", 3: "", 4: "", 5: "story-5", 6: "story-5"}


def test_success_a_formula_does_not_make_one_story() -> None:
    bulletins = [
        story(
            n,
            f"Nouvelle {word} de la ville",
            f"Le chapeau {word} dit l'essentiel en une phrase. Il y a une suite.",
        )
        for n, word in enumerate(["fanfare", "gare", "digue", "foire", "halle", "lagune", "mine", "noria"])
    ]

    assert set(groups(bulletins).values()) == {""}


def test_success_two_hundred_different_stories_stay_apart() -> None:
    many = [
        story(n, f"Nouvelle {n} du quartier {n % 17}", f"Le chapeau {n} raconte autre chose {n * 7 % 31}.")
        for n in range(200)
    ]

    assert set(groups(many)) == {one.id for one in many}
