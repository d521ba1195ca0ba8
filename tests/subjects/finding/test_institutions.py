"""Places in the names of institutions, streets and firms that the vocabulary does not have."""

import pytest

from tests.subjects.finding.vocabularies import named


@pytest.mark.parametrize(
    "text",
    [
        "أعلن بنك مصر خفض أسعار الفائدة.",
        "قال أستاذ بجامعة القاهرة إن الدراسة اكتملت.",
        "ذكرت صحيفة «السودان اليوم» أن الطريق مقطوع.",
        "مولت مجموعة مصر القابضة المشروع.",
        "أغلق مصنع فرنسا للحديد أبوابه.",
        "فاز القاهرة سيتي على ضيفه.",
        "La Banque de Guinée ouvre une agence.",
        "L'Université d'Alger est fermée.",
        "La Société générale Mali recrute.",
        "La Banque commerciale du Niger recrute.",
        "Le Grand Hôtel du Niger est complet.",
        "Banque de Guinée : le directeur est parti.",
        "Le magasin est rue de Fès.",
        "Le magasin est dans la rue de Fès.",
        "Les élèves de l'École d'Alger sont là.",
    ],
)
def test_success_a_place_in_the_name_of_an_institution_is_not_named(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("تستعد بنوك مصر لتطبيق القرار.", ["egypt"]),
        ("افتتح بنك في مصر أمس.", ["egypt"]),
        ("أعلن بنك السودان المركزي خفض سعر الفائدة.", ["sudan"]),
        ("تأهلت مجموعة مصر إلى الدور الثاني.", ["egypt"]),
        ("قصف الطيران أحياء حلب الشرقية.", ["aleppo"]),
        ("وصل إلى مصر لتايمز كلمة.", ["egypt"]),
        ("Les banques de Guinée ferment.", ["guinea"]),
        ("Une banque de Guinée ferme.", ["guinea"]),
        ("La Banque centrale de Guinée publie ses comptes.", ["guinea"]),
        ("La Banque soutient Alger.", ["algiers"]),
        ("Le Sporting Club de la Guinée joue.", ["guinea"]),
        ("La Banque proche du Niger recrute.", ["niger"]),
        ("Université d'Alger : la grève continue.", ["algiers"]),
        ("L'Assemblée nationale du Niger vote.", ["niger"]),
        ("Une rue de Fès est barrée.", ["fez"]),
        ("Les enfants de la rue de Fès ont faim.", ["fez"]),
        ("L'école de Salé est fermée.", ["sale"]),
        ("LA BANQUE DE GUINÉE EST EN GRÈVE DEPUIS HIER", ["guinea"]),
    ],
)
def test_fail_a_place_after_another_noun_is_named(text: str, subjects: list[str]) -> None:
    assert named(text) == subjects
