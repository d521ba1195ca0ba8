"""Telling a repetition from another story of the same kind."""

from dataclasses import replace

import pytest

from rotative.editions.composing.duplicates import ComparedArticle, commonness, groups, same_story, similarity


def story(number: int, headline: str, standfirst: str, *subjects: int) -> ComparedArticle:
    return ComparedArticle(id=number, headline=headline, standfirst=standfirst, subjects=frozenset(subjects))


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


# Reports of two agencies: hardly a word of the headlines in common.
FERRY = story(
    10,
    "Panne en mer : deux cents passagers rentrés à bon port",
    "Un ferry parti mardi de Tanger avec deux cents passagers est tombé en panne au large de Tarifa ; un remorqueur"
    " espagnol l’a ramené au port dans la nuit.",
)
FERRY_AGAIN = story(
    11,
    "Un remorqueur espagnol au secours d’un ferry",
    "Le ferry, parti de Tanger mardi, est tombé en panne au large de Tarifa avec ses deux cents passagers. Il a été ramené"
    " au port dans la nuit.",
)
STRIKE = story(
    12,
    "Les dockers cessent le travail",
    "Les dockers du port ont cessé le travail lundi matin pour demander une hausse des salaires, a annoncé leur syndicat.",
)
STRIKE_AGAIN = story(
    13,
    "Port : une journée sans déchargement",
    "Les dockers du port ont cessé le travail lundi matin pour demander une hausse, et aucun navire n’a accosté.",
)
# Two stories of one club.
INJURED = story(
    14,
    "Le Raja privé de son gardien pour le derby",
    "Le Raja jouera sans son gardien le derby de samedi au stade Mohammed V, a confirmé le club : il souffre du genou.",
    21,
)
ELECTED = story(
    15,
    "Le Raja élit son président",
    "Les adhérents du Raja ont élu samedi leur président au second tour, devant l’ancien trésorier du club.",
    21,
)
# One event from two sides: the news of one is further down in the other.
ROOF = ComparedArticle(
    id=16,
    headline="Sept blessés à Taza dans la halle aux grains",
    standfirst="Le toit de la halle est tombé mardi matin pendant le marché.",
    body="La charpente a cédé vers neuf heures. Les secours ont sorti sept blessés, dont deux graves. Le gouverneur a"
    " ouvert une enquête : bâtie en 1952, la halle n’avait pas été contrôlée depuis onze ans.",
)
INQUIRY = ComparedArticle(
    id=17,
    headline="Taza : le gouverneur ouvre une enquête",
    standfirst="Bâtie en 1952, la charpente n’avait pas été contrôlée depuis onze ans.",
    body="La halle aux grains a perdu son toit mardi pendant le marché ; sept blessés ont été conduits à l’hôpital. Les"
    " commerçants s’étaient plaints de fuites.",
)
# Of the same affair, with news of its own.
TRADERS = ComparedArticle(
    id=18,
    headline="Où vendre les céréales cet hiver ?",
    standfirst="Une douzaine de négociants demandent à la commune un hangar provisoire près de la gare.",
    body="Depuis que le toit de la halle aux grains est tombé mardi, ils vendent sous la pluie. La commune répondra lundi.",
)
DAY = [BRIDGE, BUDGET, TRAM, MINISTER, FERRY, STRIKE, INJURED, ELECTED, ROOF, TRADERS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BRIDGE, BRIDGE_AGAIN),
        (MINISTER, MINISTER_AGAIN),
        (FERRY, FERRY_AGAIN),
        (STRIKE, STRIKE_AGAIN),
    ],
)
def test_success_one_story_printed_twice(one: ComparedArticle, other: ComparedArticle) -> None:
    assert same_story(one, other)
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [(BUDGET, TRAM), (BRIDGE, BUDGET), (MINISTER, BRIDGE), (INJURED, ELECTED), (ROOF, TRADERS)],
)
def test_success_two_stories(one: ComparedArticle, other: ComparedArticle) -> None:
    assert not same_story(one, other, commonness(DAY))


def test_success_each_tells_the_news_of_the_other() -> None:
    openings = [replace(one, body="") for one in (ROOF, INQUIRY)]

    assert same_story(ROOF, INQUIRY, commonness(DAY))
    assert not same_story(openings[0], openings[1], commonness(DAY))


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
