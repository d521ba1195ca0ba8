"""Dates as each language writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rotative.articles.cards import ArticleCard, Link
from rotative.layout.dates import Calendar

# 23:30 in London is the next day in Casablanca.
LATE = datetime(2026, 8, 22, 23, 30, tzinfo=UTC)


def calendar(language: str, *, time_zone: str = "Africa/Casablanca", digits: str = "latin") -> Calendar:
    return Calendar(language=language, time_zone=time_zone, digits=digits)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "dimanche 23 août 2026"),
        ("ar", "الأحد، 23 غشت 2026"),
        ("en", "Sunday, 23 August 2026"),
        ("es", "domingo, 23 de agosto de 2026"),
    ],
)
def test_success_weekday(language: str, written: str) -> None:
    assert calendar(language).weekday(LATE) == written


def test_success_clock_and_zone() -> None:
    french = calendar("fr")

    assert (french.clock(LATE), french.zone_label(LATE), french.iso(LATE)) == (
        "00:30",
        "UTC+1",
        "2026-08-23T00:30:00+01:00",
    )


def test_success_zone_with_half_an_hour() -> None:
    assert calendar("fr", time_zone="Asia/Kolkata").zone_label(LATE) == "UTC+5:30"


def test_success_zone_without_offset() -> None:
    assert calendar("fr", time_zone="UTC").zone_label(LATE) == "UTC"


def test_success_arabic_digits_only_in_arabic() -> None:
    assert calendar("ar", digits="arabic").day(date(2026, 11, 3)) == "٣ نونبر ٢٠٢٦"
    assert calendar("fr", digits="arabic").day(date(2026, 11, 3)) == "3 novembre 2026"


def test_success_cards_by_day() -> None:
    cards = [
        _card(datetime(2026, 11, 23, 5, 40, tzinfo=UTC) - timedelta(hours=hours))
        for hours in (1, 2, 4, 9, 13, 15)
    ]

    groups = calendar("fr").by_day(cards)

    assert [(group.day, len(group.cards)) for group in groups] == [
        (date(2026, 11, 23), 3),
        (date(2026, 11, 22), 3),
    ]


def _card(published_at: datetime) -> ArticleCard:
    return ArticleCard(
        id=1, language="fr", form="brief", path="/politique/a/", headline="Une", standfirst="", excerpt="",
        section=Link(name="Politique", path="/politique/"), bylines=(), published_at=published_at, updated_at=None, picture=None, genre="news", label="", face=None,
    )  # fmt: skip


def test_success_first_of_a_month_in_french() -> None:
    dates = Calendar(language="fr", time_zone="Africa/Casablanca", digits="latin")

    assert dates.day(date(2026, 11, 1)) == "1er novembre 2026"
    assert dates.weekday(date(2026, 11, 1)) == "dimanche 1er novembre 2026"
    assert dates.day(date(2026, 11, 21)) == "21 novembre 2026"
