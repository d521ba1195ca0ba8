"""Each kind of name that is hard to find, with a near miss."""

import pytest

from tests.subjects.finding.vocabularies import asked, found, named


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # Case, accents, hyphens and apostrophes.
        ("Un accord avec la Cote d’Ivoire.", ["ivory-coast"]),
        ("Un accord avec la Côte-d'Ivoire.", ["ivory-coast"]),
        ("La côte d’ivoire sculptée est au musée.", ["ivory-coast"]),
        ("La côte, d'Ivoire et de bois, est longue.", []),
        # Elisions.
        ("Jusqu'au Mali et l'ONU, d'Orange et qu'Ousmane Sonko.", ["mali", "orange", "sonko", "un"]),
        ("Il retourne à N'Djamena puis à Ndjamena.", ["ndjamena"]),
        # Line ends, of Windows too; an empty line is none.
        ("Le parti d'Ousmane\r\nSonko et le Paris\nSaint-Germain.", ["psg", "sonko"]),
        ("Le parti d'Ousmane\r\n\r\nSonko et le Saint-Germain.", []),
        # Signs beyond the first 65,536.
        ("Un accord \U0001f91d avec le Tchad\U0001f1f9\U0001f1e9.", ["chad"]),
        # Merged articles.
        ("Du Caire à Paris, puis au Caire.", ["cairo", "paris"]),
        ("Il vit à la caire, près de Parisot.", []),
        # Parts of words.
        ("Les Maliens du Nigeria.", ["nigeria"]),
        ("La présidence nigérienne et malienne.", []),
        # Capitals.
        ("L'ONU condamne.", ["un"]),
        ("Il y a un an.", []),
        ("Le match de l'EST de Tunis, à l'est du pays.", ["est"]),
        ("Il est parti à l'est.", []),
        ("Les U.N. et l'O.N.U. sont d'accord.", ["un"]),
        ("Il a dit o, n, u. Puis U, n et d'autres.", []),
        # Names that are words.
        ("Le maire de Salé a parlé.", ["sale"]),
        ("Salé ou sucré, c'est bon. Sale temps.", []),
        ("L'opérateur Orange recrute.", ["orange"]),
        ("Une orange par jour. Orange et citron.", []),
        ("Selon le quotidien Le Monde, rien n'est joué.", ["le-monde"]),
        ("Partout dans le monde. Le monde change.", []),
        # The longest wins.
        ("Le Soudan du Sud vote.", ["south-sudan"]),
        ("Le Soudan vote au sud.", ["sudan"]),
        ("Le Paris Saint-Germain gagne.", ["psg"]),
        # Longer names that the vocabulary does not have.
        ("Hier, Biram Senghor a parlé.", []),
        ("L'Organisation mondiale de la santé animale (OMSA) alerte.", []),
        ("L'Organisation mondiale de la santé alerte.", ["who"]),
        ("Radio France et Air France recrutent.", []),
        ("Elle part de France demain.", ["france"]),
        ("La chaîne France 24 diffuse.", []),
        ("La Nouvelle-Guinée et la Guinée équatoriale.", []),
        ("Le stade Léopold Sédar Senghor est plein.", []),
        # Surnames.
        ("Ousmane Sonko parle. Sonko reviendra.", ["sonko"]),
        ("Sonko reviendra.", []),
        # Names in the text's language only, for places.
        ("Le joueur Chad est là. Cairo aussi.", []),
        ("Le Tchad vote.", ["chad"]),
        ("The UN met in Cairo.", ["cairo", "un"]),
    ],
)  # fmt: skip
def test_success_french(text: str, subjects: list[str]) -> None:
    language = "en" if text.startswith("The ") else "fr"

    assert named(text, language=language) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # Letters that vary.
        ("زار عثمان سونكو الامم المتحده", ["sonko", "un"]),
        ("زار عُثْمان سونكـــو فَرَنسا", ["france", "sonko"]),
        # Prefixes.
        ("وفرنسا وبفرنسا فلفرنسا", ["france"]),
        ("للسودان والسودان وبالسودان", ["sudan"]),
        ("سفرنسا", []),
        ("السودانية والسودانيون", []),
        # Words that begin as a prefix and a name would.
        ("عدد كبير وكبرى الشركات", []),
        ("يعيش بفاس منذ عام", ["fez"]),
        ("ضربه بفأس", []),
        ("عدد كامل من الصور", []),
        # Words that are names.
        ("كان الرجل في البيت", []),
        ("وصل إلى مدينة كان", ["cannes"]),
        ("صور من المهرجان", []),
        ("قصف على مدينة صور", ["tyre"]),
        ("زار دولة قطر", ["qatar"]),
        ("في مالي والنيجر", ["mali", "niger"]),
        ("هناك أمل كبير", []),
        ("قالت حركة أمل", ["amal"]),
        # Longer names.
        ("رحلة إلى غينيا الجديدة", []),
        ("رحلة إلى غينيا", ["guinea"]),
        ("قال صلاح البردويل", []),
        ("سجل صلاح هدفا", ["salah"]),
        ("في ملعب محمد صلاح", []),
        # Joined and separate.
        ("التقى عبدالفتاح السيسي", ["sisi"]),
        # Surnames.
        ("التقى عبد الفتاح السيسي وفدا وقال السيسي", ["sisi"]),
        ("قال السيسي", []),
        # Homonyms.
        ("في الكونغو الديمقراطية", ["drc"]),
        ("جمهورية الكونغو", ["congo"]),
        # Themes take the article.
        ("مكافحة التصحر", ["desert"]),
    ],
)  # fmt: skip
def test_success_arabic(text: str, subjects: list[str]) -> None:
    assert named(text) == subjects


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Le Congo vote.", [("drc", "congo")]),
        ("Le Congo vote. La RDC aussi.", []),
        ("الكونغو اليوم", [("drc", "congo")]),
        ("دعم مالي", [("mali",)]),
        ("سعر قطر", [("qatar",)]),
        ("دعم كان", []),
    ],
)
def test_success_questions(text: str, questions: list[tuple[str, ...]]) -> None:
    assert asked(text) == questions


def test_success_nearest_full_name_owns_a_surname() -> None:
    findings = found("Abdoulaye Wade est là. Wade sourit. Karim Wade arrive. Wade pleure.")

    spans = {each.ids[0]: [span.start for span in each.spans] for each in findings.subjects}
    assert spans == {"a-wade": [0, 23], "k-wade": [36, 55]}


def test_success_positions_cut_the_words_as_written() -> None:
    text = "L’Œuvre — d'Ousmane  Sonko, à N’Djamena"
    findings = found(text)

    assert [(text[s.start : s.end], s.words) for each in findings.subjects for s in each.spans] == [
        ("Ousmane  Sonko", "Ousmane  Sonko"), ("N’Djamena", "N’Djamena")
    ]  # fmt: skip
