"""Several subjects of one name: the place in the other names of one speaks for it where the text names that place."""

import pytest

from rotative.subjects.finding import Article, Index, Known, find

_KNOWN = {
    "algeria": ("place", {"fr": ["Algérie"], "ar": ["الجزائر"]}),
    "senegal": ("place", {"fr": ["Sénégal"], "ar": ["السنغال"]}),
    "morocco": ("place", {"fr": ["Maroc"], "ar": ["المغرب"]}),
    "turkey": ("place", {"fr": ["Turquie"], "ar": ["تركيا"]}),
    "mali": ("place", {"fr": ["Mali"], "ar": ["مالي"]}),
    "niger": ("place", {"fr": ["Niger"]}),
    "nigeria": ("place", {"fr": ["Nigeria"]}),
    "kinshasa": ("place", {"fr": ["Kinshasa"]}),
    "brazzaville": ("place", {"fr": ["Brazzaville"]}),
    "drc": ("place", {"fr": ["Congo-Kinshasa", "Congo"]}),
    "congo": ("place", {"fr": ["Congo-Brazzaville", "Congo"]}),
    "service": ("organisation", {"fr": ["Algérie Presse Service", "APS"]}),
    "agency": ("organisation", {"fr": ["Agence de presse sénégalaise", "APS"]}),
    "sport": ("organisation", {"fr": ["Association pour la promotion du sport", "APS"]}),
    "ma-party": ("organisation", {"ar": ["حزب التنمية المغربي", "حزب التنمية"]}),
    "tr-party": ("organisation", {"ar": ["حزب التنمية التركي", "حزب التنمية"]}),
    "ml-party": ("organisation", {"ar": ["حزب التنمية المالي", "حزب التنمية"]}),
    "ne-union": ("organisation", {"fr": ["Union du Niger", "UPD"]}),
    "ng-union": ("organisation", {"fr": ["Union du Nigeria", "UPD"]}),
    "singer": ("person", {"fr": ["Awa Mali", "Awa"]}),
    "player": ("person", {"fr": ["Awa Sarr", "Awa"]}),
}  # fmt: skip
_INDEX = Index(Known(id=pk, kind=kind, names=names) for pk, (kind, names) in _KNOWN.items())


def _found(text: str) -> list[tuple[str, ...]]:
    language = "ar" if any("\u0621" <= letter <= "\u064a" for letter in text) else "fr"
    places = {pk for pk, (kind, _names) in _KNOWN.items() if kind == "place"} - {"drc", "congo"}
    findings = find(_INDEX, Article(language=language, text=text), new=False)
    return [each.ids for each in findings.subjects if not places & set(each.ids)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("L'Algérie dément, écrit l'APS.", "service"),
        # An adjective in the text, or in the name.
        ("Le ministre algérien a été reçu, écrit l'APS.", "service"),
        ("Le Sénégal ouvre une enquête, écrit l'APS.", "agency"),
        ("Les autorités sénégalaises enquêtent, écrit l'APS.", "agency"),
        ("فاز حزب التنمية في تركيا.", "tr-party"),
        ("رئيس الحكومة المغربية يقود حزب التنمية.", "ma-party"),
        # Of several places the one next to the name.
        ("Le Sénégal et l'Algérie signent, écrit l'APS sénégalaise.", "agency"),
        ("Le Sénégal et l'Algérie signent, écrit l'agence algérienne APS.", "service"),
        ("اختلف المغرب وتركيا، وصمت حزب التنمية المغربي الحاكم", "ma-party"),
        # A city in a country's name.
        ("À Kinshasa, le Congo vote.", "drc"),
        ("Le Congo vote, dit-on à Brazzaville.", "congo"),
    ],
)
def test_success_a_place_decides(text: str, subject: str) -> None:
    assert _found(text) == [(subject,)]


def test_success_the_reason_names_the_place() -> None:
    (agency,) = find(
        _INDEX, Article(language="fr", text="Les Sénégalais votent, écrit l'APS."), new=False
    ).subjects

    assert (agency.ids, agency.reason.because, agency.reason.several) == (("agency",), "Sénégal", False)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("L'APS l'annonce ce matin.", ("service", "agency", "sport")),
        # A common word of a name is no sign.
        ("La presse et le sport, écrit l'APS.", ("service", "agency", "sport")),
        ("Le Sénégal et l'Algérie signent, écrit l'APS.", ("service", "agency", "sport")),
        ("Le ministre algérien est au Sénégal, écrit l'APS.", ("service", "agency", "sport")),
        # Of one country or the other.
        ("Un ministre nigérien a rejoint l'UPD.", ("ne-union", "ng-union")),
        ("À Kinshasa et à Brazzaville, le Congo vote.", ("drc", "congo")),
        ("زار الوفد المغربي والوفد التركي حزب التنمية.", ("ma-party", "tr-party", "ml-party")),
        # مالي is money too.
        ("وقع الاتفاق المالي مع حزب التنمية.", ("ma-party", "tr-party", "ml-party")),
        # A person is not from a place that is in a surname.
        ("Au Mali, Awa chante.", ("singer", "player")),
    ],
)
def test_fail_the_text_does_not_decide(text: str, choice: tuple[str, ...]) -> None:
    assert _found(text) == [choice]
