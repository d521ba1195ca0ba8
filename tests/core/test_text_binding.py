"""Bonds between words in every language; they never change the words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.core.languages import CODES
from rotative.core.text import typeset, typeset_lines, unbroken

NBSP = "\u00a0"
SPAN = re.compile('<span class="unbroken">(.*?)</span>')

WORDS = st.lists(
    st.sampled_from(
        [
            "ligne", "A", "B", "I", "plan", "M.", "12", "h", "30", "3", "millions", "5", "%", "1 200", "week-end", "2-1", "2010–2015",
            "أ", "الخطة", "ملايين", "٣", "mot", "c’est-à-dire", "à", "le", "A.", "A,", "x", "€", ".", "?", "«", "»", '"oui"',
            "<b>A</b>", '<a href="/a-b/ A 3 b">', "</a>", "&amp;", "https://a-b.example/x-y", "\n",
        ]
    )
)  # fmt: skip
TEXTS = st.one_of(
    WORDS.map(" ".join),
    st.text(alphabet="abM.AB1 2-–<>/=\"'&;\u00a0\u202f«»?:ا٣\n", max_size=40),
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "la ligne A ferme demain", "la ligne_A ferme demain"),
        ("fr", "le plan B, puis le plan C.", "le plan_B, puis le plan_C."),
        ("fr", "vitamine C ? Oui.", "vitamine_C\u202f? Oui."),
        ("fr", "à 12 h 30, puis à 7 h", "à 12_h_30, puis à 7_h"),
        ("fr", "de M. Karim et de J. Alaoui", "de M._Karim et de J. Alaoui"),
        ("fr", "il en manque 3 millions", "il en manque 3_millions"),
        ("fr", "un très long mot final : le sel", "un très long mot final_: le_sel"),
        ("fr", "Un <b>quai</b> de <i>sel</i> fin", "Un <b>quai</b> de <i>sel</i>_fin"),
        ("en", "Plan B needs 3 million dollars", "Plan_B needs 3_million dollars"),
        ("en", "when I went to group C", "when I went to group_C"),
        ("es", "el plan B cuesta un 5 % más", "el plan_B cuesta un 5_%_más"),
        ("ar", "في الخطة B يلزم 3 ملايين « درهم » اليوم", "في الخطة_B يلزم 3_ملايين «_درهم_»_اليوم"),
        ("en", '<a title="plan B 3 dogs">plan B</a> follows', '<a title="plan B 3 dogs">plan_B</a> follows'),
        ("en", "Two words", "Two words"),
    ],
)
def test_success_bound(language: str, text: str, expected: str) -> None:
    assert typeset(text, language) == expected.replace("_", NBSP)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("le week-end, la demi-finale : 2-1", ["week-end", "demi-finale", "2-1"]),
        ("<p>c’est-à-dire</p><p>(a-t-il)</p>", ["est-à-dire", "a-t-il"]),
        ("de 2010–2015 – et après", ["2010–2015"]),
        ("anticonstitutionnel-lement, -5, a-, b- c, --", []),
        ('<a href="/a-b/" title="c-d">e-f</a>', ["e-f"]),
        ("https://a-b.example/x-y a-b@c-d.example c-d.example", []),
        ("عن النتيجة \u20662-1\u2069", ["2-1"]),
    ],
)
def test_success_short_words_with_a_hyphen_do_not_wrap(html: str, kept: list[str]) -> None:
    assert SPAN.findall(unbroken(html)) == kept
    assert SPAN.sub(r"\1", unbroken(html)) == html


@pytest.mark.parametrize("language", [code for code in CODES if code != "fr"])
@given(text=TEXTS)
def test_success_binding_never_changes_the_words(language: str, text: str) -> None:
    bare = re.sub("[\u202d\u202c\u2066\u2069]", "", typeset(text, language))

    assert bare.replace(NBSP, " ") == text.replace(NBSP, " ")


@given(text=TEXTS.map(lambda text: re.sub("[\"'«»&.]", "", text)))
def test_success_spaces_of_french_never_change_the_words(text: str) -> None:
    """Leave out marks of quotation, apostrophes and points: French has its own."""

    def spaced(words: str) -> str:
        return re.sub("(?<=[ax0-9])×|(?<=\\s)×", "x", re.sub("[\u00a0\u202f\u2009]", " ", words))

    assert re.sub(" +(?=[:;!?])", " ", spaced(typeset(text, "fr"))) == re.sub(
        " +(?=[:;!?])", " ", spaced(text)
    )


@pytest.mark.parametrize("language", CODES)
@given(text=TEXTS)
def test_success_bound_twice_is_bound_once(language: str, text: str) -> None:
    assert typeset(typeset(text, language), language) == typeset(text, language)


@given(html=TEXTS)
def test_success_unbroken_only_adds_elements(html: str) -> None:
    assert SPAN.sub(r"\1", unbroken(html)) == html


def test_success_lines_are_set_as_texts() -> None:
    lines = ["à la ligne A", "le 3 mai", "A ou B"]

    assert typeset_lines(lines, "fr") == [typeset(line, "fr") for line in lines]
