"""Cutting, folding and naming text in French, Arabic, English and Spanish."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.core.text import (
    deck,
    excerpt,
    first_sentences,
    fold,
    marked,
    plain,
    sentences,
    slug,
    stems,
    tokens,
)
from rotative.core.text.cut import SPARED


def test_success_excerpt_cuts_at_a_word_without_dangling_punctuation() -> None:
    text = "Le maire de la ville, « contre toute attente », a démissionné."

    assert excerpt(text, 26) == "Le maire de la ville…"


def test_success_excerpt_leaves_what_fits() -> None:
    assert excerpt("  Une   phrase\ncourte. ", 40) == "Une phrase courte."


def test_success_excerpt_keeps_letters_whole() -> None:
    family = "👨‍👩‍👧‍👦" * 5
    accented = "e\u0301" * 20

    assert excerpt(family, 10) == "👨‍👩‍👧‍👦…"
    assert excerpt(accented, 6) == "e\u0301e\u0301…"
    assert excerpt("🇲🇦🇫🇷🇪🇸", 4) == "🇲🇦…"


@given(st.text(alphabet="ab e\u0301👨\u200d👩🇲🇦،.,", max_size=60), st.integers(min_value=1, max_value=40))
def test_success_excerpt_never_exceeds_nor_splits(text: str, limit: int) -> None:
    whole = " ".join(text.split(" ")).strip()

    cut = excerpt(text, limit)

    assert len(cut) <= limit
    if len(whole) > limit and " " not in cut:
        kept = len(cut) - 1
        assert kept == 0 or whole[kept : kept + 1] not in ("\u0301", "\u200d")


FIRST = "Le conseil a voté le budget du port par seize voix contre neuf, après deux reports."
SECOND = "L’opposition annonce un recours devant le tribunal et demande l’étude complète, que la ville n’a jamais publiée ; la maire répond qu’elle le sera."


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        # It ends with a sentence.
        (f"{FIRST} {SECOND}", 120, FIRST),
        # What is left out would be shorter than SPARED.
        (f"{FIRST} {SECOND}", 155, f"{FIRST} {SECOND}"),
        # The first sentence alone would be too little.
        (f"Oui. {SECOND} {FIRST}", 100, f"Oui. {SECOND}"),
        # A sentence that goes on for long is cut at a word.
        (SECOND, 60, "L’opposition annonce un recours devant le tribunal et…"),
        # The dot of an abbreviation ends nothing.
        (f"{FIRST[:-1]}, dit M. Selmi. {SECOND}", 110, f"{FIRST[:-1]}, dit M. Selmi."),
        (
            "قال الوزير إن الأسعار ارتفعت منذ بداية العام. هل يكفي ذلك؟ لا أحد يعلم، فالأرقام التي نشرتها الوزارة لا تشمل إلا ستة أشهر من السنة، ولم ينشر المعهد شيئا بعد.",
            60,
            "قال الوزير إن الأسعار ارتفعت منذ بداية العام. هل يكفي ذلك؟",
        ),
        ("  Une   phrase\ncourte. ", 40, "Une phrase courte."),
    ],
)
def test_success_a_deck_ends_with_a_sentence(text: str, limit: int, expected: str) -> None:
    assert deck(text, limit) == expected


@given(st.text(alphabet="abcde AB.!?…»« ،؟\n", max_size=400), st.integers(min_value=1, max_value=250))
def test_success_a_deck_spares_what_is_nearly_whole(text: str, limit: int) -> None:
    whole = re.sub(r"[ \n]+", " ", text).strip()

    cut = deck(text, limit)

    said = sentences(whole)
    assert len(cut) <= limit + SPARED
    if cut not in [whole, *(" ".join(said[:count]) for count in range(len(said)))]:
        kept = cut.removesuffix("…")
        assert whole.startswith(kept) and len(cut) <= limit
        assert len(first_sentences(whole[len(kept) :], 1)) >= SPARED - len("…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "M. Selmi est venu. Il a dit « Oui. » Puis le Dr. Amal a parlé... longtemps.",
            ["M. Selmi est venu.", "Il a dit « Oui. »", "Puis le Dr. Amal a parlé... longtemps."],
        ),
        (
            "Une hausse de 3.5 points. J. Karim approuve !",
            ["Une hausse de 3.5 points.", "J. Karim approuve !"],
        ),
        ("En 2026. Puis rien", ["En 2026.", "Puis rien"]),
        (
            "قال الوزير إن الأسعار ارتفعت. وأضاف: «سنواصل العمل.» هل يكفي ذلك؟ لا أحد يعلم.",
            ["قال الوزير إن الأسعار ارتفعت.", "وأضاف: «سنواصل العمل.»", "هل يكفي ذلك؟", "لا أحد يعلم."],
        ),
        ("Un titre\nUn texte.", ["Un titre", "Un texte."]),
        ("", []),
    ],
)
def test_success_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_success_first_sentences() -> None:
    assert first_sentences("Un. Deux. Trois.", 2) == "Un. Deux."
    assert first_sentences("Un.", 0) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Œuvre d’ÉTÉ", "oeuvre d'ete"),
        ("وَالْمَدْرَسَةُ إلى آخِر مؤتمر", "والمدرسه الي اخر موتمر"),
        ("الرئيــــس ١٢٣", "الرييس 123"),
        ("Straße Łódź  İstanbul", "strasse lodz istanbul"),
        ("\u200fنص\u200e", "نص"),
    ],
)
def test_success_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_success_fold_knows_more_letters_than_it_remembers() -> None:
    everything = "".join(map(chr, range(0x21, 0xD800)))

    assert fold(everything) == fold(everything)
    assert fold("Ⅸ ٣ É\u0301 \u200b") == "ix 3 e"


@given(st.text(max_size=60))
def test_success_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_success_stems_strip_arabic_particles() -> None:
    assert "مدرسه" in stems("والمدرسة")
    assert "مدرسه" in stems("للمدرسة")
    assert "حكومه" in stems("بالحكومة")
    assert stems("ولد")[0] == "ولد"
    assert stems("Écoles") == ("ecoles",)


def test_success_tokens() -> None:
    assert tokens("L'eau, « monte » !") == ["l", "eau", "monte"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Économie : l'œuvre d'été", "fr", "economie-l-oeuvre-d-ete"),
        ("مرسى الزيتون", "ar", "mrsa-al-zitoun"),
        ("¿Qué pasa mañana?", "es", "que-pasa-manana"),
        ("🎉 !", "fr", ""),
        ("", "ar", ""),
    ],
)
def test_success_slug(text: str, language: str, expected: str) -> None:
    assert slug(text, language) == expected


def test_success_slug_is_cut_at_a_word() -> None:
    assert slug("un deux trois quatre", "fr", limit=12) == "un-deux"


@given(st.text(max_size=60))
def test_success_slug_is_always_safe(text: str) -> None:
    name = slug(text, "ar", limit=20)

    assert len(name) <= 20
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name == name.strip("-")


def test_success_plain() -> None:
    html = "<p>Un &amp; <b>de</b>ux</p>\n<p>trois<br>quatre</p><script>x()</script>"

    assert plain(html) == "Un & deux\ntrois\nquatre"


@pytest.mark.parametrize(
    "broken", ["<![>", "<![]>", "<![x", "<![CDATA[x", "<!", "<!-", "<!a[", "</", "<?", "&#", "<a b='"]
)
def test_success_plain_of_broken_markup(broken: str) -> None:
    assert plain(f"Un <b>mot</b> {broken}").startswith("Un mot")


@pytest.mark.parametrize(
    ("words", "set"),
    [
        ("Le nom d’<i>أرض</i>", 'Le nom d’<i><bdi lang="ar">أرض</bdi></i>'),
        ("كان يا ما كان, dit-il", '<bdi lang="ar">كان يا ما كان</bdi>, dit-il'),
        ('<a href="/ar/أرض/">Terre</a>', '<a href="/ar/أرض/">Terre</a>'),
        ("Rien.", "Rien."),
    ],
)
def test_success_arabic_words_among_others_are_marked(words: str, set: str) -> None:
    assert marked(words, "fr") == set


def test_success_an_arabic_text_is_not_marked() -> None:
    assert marked("أرض <i>Terre</i>", "ar") == "أرض <i>Terre</i>"
