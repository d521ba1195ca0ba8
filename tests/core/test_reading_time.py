"""Reading times: the words of four languages, the table, the rounding."""

import pytest

from rotative.core import reading_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Bonjour", 1),
        ("L'eau monte aujourd'hui.", 3),
        ("Peut-être : « non » !", 2),
        ("Il y a 1\u202f200\u202f000 habitants", 5),
        ("oui — non…peut-être", 3),
        ("قال الوزيرُ: «سنواصل العمل»، ثم غادر.", 6),
        ("¿Qué pasa? ¡Nada!", 3),
        ("Don't panic -- it's 10:30 & fine", 5),
    ],
)
def test_success_words(text: str, expected: int) -> None:
    assert reading_time.words(text) == expected


@pytest.mark.parametrize(
    ("word_count", "language", "pictures", "expected"),
    [
        (204, "fr", 0, 60),
        (144, "ar", 0, 60),
        (238, "en", 0, 60),
        (228, "es", 0, 60),
        (144, "ar-MA", 0, 60),
        (1, "fr", 0, 1),
        (0, "fr", 2, 10),
        (0, "fr", 9, 30),
        (330, "fr", 0, 98),
    ],
)
def test_success_seconds(word_count: int, language: str, pictures: int, expected: int) -> None:
    assert reading_time.seconds(word_count, language, pictures=pictures) == expected


def test_success_seconds_with_the_outlets_own_speed() -> None:
    assert reading_time.seconds(100, "fr", speeds={"fr": 100}) == 60


@pytest.mark.parametrize(("duration_s", "expected"), [(0, 1), (1, 1), (60, 1), (61, 2), (98, 2), (600, 10)])
def test_success_minutes(duration_s: int, expected: int) -> None:
    assert reading_time.minutes(duration_s) == expected
