"""Strings that are a name in one place and another word, or a part of another name, in the next."""

import pytest

from rotative.subjects.finding import Article, Index, Known, find
from tests.subjects.finding.vocabularies import asked, found, named

_KNOWN = {
    "movement": ("organisation", {"ar": ["حركة الصافوري", "الصافوري"]}),
    "club": ("organisation", {"ar": ["نادي الاتحاد", "الاتحاد"]}),
    "channel": ("organisation", {"ar": ["قناة العربية", "العربية"]}),
    "muscat": ("place", {"ar": ["مسقط"]}),
    "douma": ("place", {"ar": ["دوما"]}),
    "cup": ("event", {"fr": ["Coupe du monde"], "ar": ["كأس العالم"]}),
}
_INDEX = Index(Known(id=pk, kind=kind, names=names) for pk, (kind, names) in _KNOWN.items())


def _certain(text: str) -> list[str]:
    language = "ar" if any("\u0621" <= letter <= "\u064a" for letter in text) else "fr"
    findings = find(_INDEX, Article(language=language, text=text), new=False)
    return [each.ids[0] for each in findings.subjects if not each.asked]


@pytest.mark.parametrize(
    ("text", "other", "subject"),
    [
        # An adverb, a birthplace, an adjective.
        ("يسألون دوماً عن الخبر", "يسألون في دوما عن الخبر", "douma"),
        ("وصل إلى مسقط رأس الزعيم", "وصل إلى مسقط مع الزعيم", "muscat"),
        ("شارك في البطولة العربية", "قالت قناة العربية", "channel"),
        ("يشارك الفريق في البطولة العربية للأندية", "بثت قناة العربية الخبر", "channel"),
        # The European one, or a party.
        ("وأضاف الاتحاد في بيان", "تعادل نادي الاتحاد أمس", "club"),
        ("قال حزب الاتحاد من أجل الجمهورية", "هدف نادي الاتحاد من ركلة", "club"),
        # Somebody's surname.
        ("قتل زعيم المتمردين عبد الملك الصافوري", "قتل زعيم ميليشيا الصافوري", "movement"),
        # Another cup.
        ("انطلقت كأس العالم للأندية", "انطلقت كأس العالم للمرة الأولى", "cup"),
        ("La Coupe du monde féminine commence.", "La Coupe du monde commence.", "cup"),
        ("La Coupe du monde des clubs commence.", "La Coupe du monde des records.", "cup"),
        ("La Coupe du monde U-17 commence.", "La Coupe du monde u commence.", "cup"),
    ],
)
def test_success_only_where_it_is_the_name(text: str, other: str, subject: str) -> None:
    assert _certain(text) == []
    assert _certain(other) == [subject]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Là, C'EST Paris.", []),
        ("Il joue à L'EST de Tunis.", ["est"]),
        ("Le lac Niger est à sec.", []),
        ("Le golfe de Guinée est calme.", []),
        ("Un lac du Niger est à sec.", ["niger"]),
        ("غرق مركب في خليج غينيا", []),
        ("غرق مركب في خليج قبالة غينيا", ["guinea"]),
        # A state whose name is a word, before a verb, or after its ministers.
        ("تكشف الوثائق أن قطر دفعت المال", ["qatar"]),
        ("زار وزير خارجية قطر البلاد", ["qatar"]),
    ],
)
def test_success_places_and_initials(text: str, subjects: list[str]) -> None:
    assert [pk for pk in named(text) if pk not in ("paris", "psg")] == subjects


def test_fail_and_was_is_no_city_in_a_list() -> None:
    assert [each.ids for each in found("وصل إلى غزة وكان يحمل رسالة").subjects] == [("gaza",)]
    # Between cities that are words it may be one.
    assert named("وصل إلى فاس ومالي") == ["fez", "mali"]
    assert asked("قطر ثوب") == [("qatar",)]
