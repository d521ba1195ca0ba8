"""The spaces, quotation marks and apostrophes of French."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rotative.core.text import french

CASES = Path(__file__).parents[3] / "shared/corpora/typography/french-jolitypo.json"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Le bilan : ok", "Le bilan\u00a0: ok"),
        ("à 10:30", "à 10:30"),
        ("https://exemple.test/a?b=1 ; et", "https://exemple.test/a?b=1\u202f; et"),
        ("l'« affaire »", "l’«\u00a0affaire\u00a0»"),
        ("1 200 000 habitants", "1\u202f200\u202f000\u00a0habitants"),
        ("le 06 12 34 56 78", "le 06 12 34 56 78"),
        ("15 % de M. Karim", "15\u00a0% de M.\u00a0Karim"),
        ("4x4, 2 x 5 m et 3x1 200 pas", "4×4, 2\u00a0×\u00a05\u00a0m et 3×1\u202f200\u00a0pas"),
        ("12 m², 7 € et 1 000 fois", "12\u00a0m², 7\u00a0€ et 1\u202f000\u00a0fois"),
        ("Hôtel: 5 Www.exemple.test : 6", "Hôtel: 5 Www.exemple.test\u00a0: 6"),
        ("Attendez...", "Attendez…"),
        ("a &amp; b ; c&nbsp;!", "a &amp; b\u202f; c\u202f!"),
        ('le "top 5" ?', "le «\u00a0top 5\u00a0»\u202f?"),
        ("l'<em>Estuaire</em> !", "l’<em>Estuaire</em>\u202f!"),
    ],
)
def test_success_french(text: str, expected: str) -> None:
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One alone cannot become a guillemet; raw, it would end the attribute it is in.
        ("a&#34; onclick=&#34;b", "a&#34; onclick=&#34;b"),
        ("5&quot; ; l&#39;eau &#39;", "5&#34; ; l’eau &#39;"),
        ('<a href="/?a=&quot; onclick=&quot;b">c</a> !', '<a href="/?a=&quot; onclick=&quot;b">c</a>\u202f!'),
        ("&#34;https://exemple.test/&#34; !", "«\u00a0https://exemple.test/\u00a0»\u202f!"),
    ],
)
def test_success_escaped_stays_escaped(text: str, expected: str) -> None:
    assert french(text) == expected


@example('«""')
@example('""1""')
@example("4x41 200 000")
@example("4x42 x 5")
@given(st.text(alphabet="ab1 2\"'«»!?;:.…x%&<>/\u00a0\u202f\n", max_size=40))
def test_success_french_twice_is_french_once(text: str) -> None:
    assert french(french(text)) == french(text)


OURS = {
    "Encore !": "Encore\u202f!",
    "Encore ?": "Encore\u202f?",
    "Encore !?": "Encore\u202f!?",
    "Encore ? Non.": "Encore\u202f? Non.",
    "Le port : un an après": "Le port\u00a0: un an après",
    "Le port: un an après": "Le port: un an après",
    "Le quai ; la digue": "Le quai\u202f; la digue",
    "« Le bac est plein »": "«\u00a0Le bac est plein\u00a0»",
    "«Le bac est plein»": "«\u00a0Le bac est plein\u00a0»",
    "Il dit « oui » !": "Il dit «\u00a0oui\u00a0»\u202f!",
    'Le "bac" est plein': "Le «\u00a0bac\u00a0» est plein",
    "L'eau et l'huile": "L’eau et l’huile",
    "Aujourd'hui, qu'importe": "Aujourd’hui, qu’importe",
    "12 % des voix": "12\u00a0% des voix",
    "3 € la traversée": "3\u00a0€ la traversée",
    "25 000 passagers": "25\u202f000\u00a0passagers",
    "en 2024, 12 bacs": "en 2024, 12\u00a0bacs",
    "Un, deux... trois": "Un, deux… trois",
    "à 9:05, puis à 10:30": "à 9:05, puis à 10:30",
    "voir https://exemple.test/?a=1": "voir https://exemple.test/?a=1",
    "écrire à a.b@exemple.test !": "écrire à a.b@exemple.test\u202f!",
    "M. Karim et Mme Nadia": "M.\u00a0Karim et Mme\u00a0Nadia",
    "un bateau de 12 m": "un bateau de 12\u00a0m",
    "un champ de 40 x 60 m": "un champ de 40\u00a0×\u00a060\u00a0m",
}


def test_success_french_agrees_with_lists_of_cases() -> None:
    listed = json.loads(CASES.read_text()) if CASES.exists() else []
    cases = OURS | {case["input"]: case["expected"] for case in listed}

    assert {text: french(text) for text in cases} == cases
