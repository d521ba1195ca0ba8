"""Properties that hold for every text and every name."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rotative.subjects.finding import Article, Index, Known, find
from rotative.subjects.finding.folded_text import FoldedText, fold_name
from tests.subjects.finding.vocabularies import INDEX, KNOWN

_NAMES = [name for _kind, names in KNOWN.values() for each in names.values() for name in each]
_PIECES = st.sampled_from(
    [
        *_NAMES,
        "de",
        "le",
        "في",
        "و",
        "مدينة",
        ".",
        ",",
        "\n\n",
        "«",
        "»",
        "كان",
        "M.",
        "un",
        "ﷲ",
        "œ",
        "é",
        "ـ",
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=25).map(" ".join)


def _spans(index: Index, text: str, language: str) -> list[tuple[int, int, str]]:
    findings = find(index, Article(language=language, text=text))
    return sorted((span.start, span.end, span.words) for each in findings.subjects for span in each.spans)


@given(text=_TEXTS, language=st.sampled_from(["fr", "ar", "en", "es", "pt"]))
@settings(max_examples=150, deadline=None)
def test_success_names_never_overlap_and_cut_the_text(text: str, language: str) -> None:
    spans = _spans(INDEX, text, language)

    assert all(text[start:end] == words and words for start, end, words in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def _certain(index: Index, text: str, language: str) -> set[str]:
    findings = find(index, Article(language=language, text=text))
    return {each.ids[0] for each in findings.subjects if not each.asked and not each.spelled_otherwise}


@given(text=_TEXTS, language=st.sampled_from(["fr", "ar"]))
@settings(max_examples=150, deadline=None)
def test_success_weak_names_make_nothing_certain(text: str, language: str) -> None:
    everywhere = frozenset(["fr", "ar"])
    weak = {fold_name(name): everywhere for name in _NAMES}
    index = Index(replace(known, weak=weak) for known in INDEX.known)

    assert _certain(index, text, language) <= _certain(INDEX, text, language)


@given(text=_TEXTS)
@settings(max_examples=100, deadline=None)
def test_success_folding_is_idempotent(text: str) -> None:
    once = FoldedText(text).matched

    assert FoldedText(once).matched.split() == once.split()


@given(text=_TEXTS, name=st.sampled_from(["Zorglub", "Wakanda du Nord", "زرغلوب"]))
@settings(max_examples=50, deadline=None)
def test_success_another_name_changes_nothing_elsewhere(text: str, name: str) -> None:
    language = "ar" if name > "\u0600" else "fr"
    more = Index([*INDEX.known, Known(id="new", kind="place", names={language: [name]})])
    written = f"{text}\n\n({name})"

    with_name = [span for span in _spans(more, written, language) if span[2] != name]

    assert with_name == [span for span in _spans(INDEX, written, language) if span[2] != name]


@given(
    prefix=st.sampled_from(["", "و", "ف"]),
    particle=st.sampled_from(["", "ب", "ك", "ل"]),
    name=st.sampled_from(["السودان", "القاهرة", "النيجر", "الأمم المتحدة", "فرنسا", "نيجيريا", "ساحل العاج"]),
)
def test_success_every_prefix_before_every_name(prefix: str, particle: str, name: str) -> None:
    # ل and the article become لل.
    joined = "لل" + name[2:] if particle == "ل" and name.startswith("ال") else particle + name
    subject = next(pk for pk, (_kind, names) in KNOWN.items() if name in names.get("ar", ()))

    findings = find(INDEX, Article(language="ar", text=f"سافر {prefix}{joined} أمس. سافر {name} اليوم"))

    assert [each.ids for each in findings.subjects] == [(subject,)]
    assert len(findings.subjects[0].spans) == 2
