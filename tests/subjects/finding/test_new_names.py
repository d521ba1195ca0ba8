"""Names that no subject has, other spellings of known ones, and near matches before a subject is made."""

import pytest

from rotative.subjects.finding import similar
from tests.subjects.finding.vocabularies import found, named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Selon le ministre Amadou Kouyaté, tout va bien.", ["Amadou Kouyaté"]),
        ("Le pays va bien. Hier encore, tout allait bien.", []),
        ("Mme Turay a parlé. Elle a dit que Mme Turay viendrait.", ["Turay"]),
        ("Ousmane Sonko parle au Mali.", []),
        ("قال وزير المالية السعودي محمد الجدعان إن", ["محمد الجدعان"]),
        ("وقالت سيندي أندرسن مديرة الشركة", ["سيندي أندرسن"]),
        ("قال مسؤولون أميركيون إن", []),
        ("وقالت الباحثة نوال بوزيان مرابط إن الكلفة", ["نوال بوزيان مرابط"]),
        ("وقال النائب حيدر عبد الكاظم الموسوي إن القرار", ["حيدر عبد الكاظم الموسوي"]),
        ("L'actrice Fatou Mané est là.", ["Fatou Mané"]),
        ("L’opposant Narcisse Kouadio est là.", ["Narcisse Kouadio"]),
        ("L'hôpital Fatou Mané est là.", []),
        ("Le ministre Cheikh Tidiane Badji est là.", ["Cheikh Tidiane Badji"]),
        ("Le ministre Cheikh Badji est là.", ["Badji"]),
        # A verb is no third word of a name.
        ("اللاعب محيسن الجمعان اعتزل.", ["محيسن الجمعان"]),
        # A compound goes on: not Mohamed Salah.
        ("قال الوزير محمد صلاح الدين إن الميزانية جاهزة", ["محمد صلاح الدين"]),
        ("قال عثمان سونكو إن", []),
    ],
)
def test_success_names_that_no_subject_has(text: str, names: list[str]) -> None:
    assert list(found(text).new) == names


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("L'attaque a visé Tillabéry hier.", "tillaberi"),
        ("التقى سالفا كير الوفد", "kiir"),
        ("فاز كريم بنزيمة بالجائزة", "benzema"),
        ("Le roi Mohamed VI est rentré.", "mohammed-vi"),
    ],
)
def test_success_another_spelling(text: str, subject: str) -> None:
    (suggestion,) = found(text).subjects

    assert (suggestion.ids, suggestion.spelled_otherwise) == ((subject,), True)


def test_success_one_word_spelled_otherwise_is_not_main() -> None:
    (town,) = found("La ville vit.", headline="Tillabéry vit").subjects
    (person,) = found("Le roi est là.", headline="Mohamed VI est rentré").subjects

    assert (town.main, person.main) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "Les Maliens et les Soudanais.",
        "Tillages et labours.",
        "السفلى كبيرة",
        # Other words with the same consonants.
        "البطولة الوطنية تنطلق السبت",
        "تتمدد العروق في الذراع",
        # Another person: an ending, another given name, another king.
        "توفي الكاتب نجيب محفوظي أمس",
        "نجم المنتخب وليد الركراك هنا",
        "المدرب محمد صالح يقود الفريق",
        "La rue Mohammed-V est barrée.",
    ],
)
def test_fail_another_word_is_no_spelling(text: str) -> None:
    assert found(text).subjects == ()
    assert named(text) == []


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Elisabeth", "Élisabeth"), ("الادريسي", "الإدريسي"), ("Mohamed", "Mohammed"), ("Mohamed", "محمد"), ("Idrissi", "الإدريسي"),
        ("Bouteflika", "بوتفليقة"), ("Abdel Fattah al-Sissi", "عبد الفتاح السيسي"), ("Tillabéry", "Tillabéri"), ("Chérif", "شريف"),
        ("Khadija", "خديجة"), ("عبدالله", "عبد الله"),
    ],
)  # fmt: skip
def test_success_similar(name: str, other: str) -> None:
    assert similar([name], [("1", ["Dakar", other])]) == ["1"]


@pytest.mark.parametrize(
    ("name", "other"),
    [("Mali", "Malawi"), ("Niger", "Nigeria"), ("Tunisie", "Tunisien"), ("محمد", "محمود"), ("Maroc", "مالي"), ("", "Dakar")],
)  # fmt: skip
def test_fail_not_similar(name: str, other: str) -> None:
    assert similar([name], [("1", [other])]) == []
