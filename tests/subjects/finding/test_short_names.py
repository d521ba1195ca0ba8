"""Arabic names of few letters, with what is written in one with them."""

import pytest

from tests.subjects.finding.vocabularies import asked, found, named


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("وغزة تنتظر المساعدات", ["gaza"]),
        ("تدخل الشاحنات لغزة عبر معبر واحد", ["gaza"]),
        ("ولمصر رأي آخر", ["egypt"]),
        ("سافر إلى الرياض فمصر", ["egypt"]),
        ("حمص وحلب تستقبلان العائدين", ["aleppo"]),
        ("أحيا حفلا في وجدة أمس", ["oujda"]),
    ],
)
def test_success_a_short_place_after_a_prefix(text: str, subjects: list[str]) -> None:
    assert named(text) == subjects


@pytest.mark.parametrize(
    "text",
    [
        # The whole is a word: like a bank, sons, complete.
        "كمصر وطني نرفض ذلك",
        "حضر كامل العدد",
        # A grandfather, or someone was found, and no town that ends in ة.
        "وجده مسرور",
        "قال إن غزه كان سريعا",
    ],
)
def test_fail_a_word_that_only_looks_like_a_short_place(text: str) -> None:
    assert named(text) == []
    assert asked(text) == []


def test_fail_a_word_with_a_prefix_is_not_taken_along_by_a_name() -> None:
    text = "طالبت المنظمة بفتح المعابر أمس. وتستعد حركة فتح لعقد مؤتمر. وقالت فتح إنها ترحب."
    (suggestion,) = found(text).subjects

    assert suggestion.ids == ("fatah",)
    assert [span.words for span in suggestion.spans] == ["حركة فتح", "فتح"]
