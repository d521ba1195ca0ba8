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


@pytest.mark.skipif(not CASES.exists(), reason="the typography corpus is not on this machine")
def test_success_french_agrees_with_a_published_set_of_cases() -> None:
    cases = json.loads(CASES.read_text())

    wrong = [case for case in cases if french(case["input"]) != case["expected"]]

    assert wrong == []
