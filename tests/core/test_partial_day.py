"""Days of which only the year or the month may be known."""

from datetime import date

import pytest

from rotative.core.text import partial_day

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "read"),
    [("2017", "2017"), (" 2017-05 ", "2017-05"), ("2017-05-17", "2017-05-17"), ("٢٠١٧-٠٥", "2017-05")],
)
def test_success_read(text: str, read: str) -> None:
    assert partial_day.read(text) == read


@pytest.mark.parametrize(
    "text", ["", "17", "2017-13", "2017-02-30", "2017-5", "mai 2017", "0000", "2017-05-17T"]
)
def test_fail_it_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        partial_day.read(text)


@pytest.mark.parametrize(
    ("since", "until", "day", "covered"),
    [
        ("2017", "", "2017-01-01", True),
        ("2017", "", "2016-12-31", False),
        ("2017-05-17", "", "2017-05-16", False),
        ("", "2020", "2020-12-31", True),
        ("", "2020", "2021-01-01", False),
        ("2017-05", "2017-06", "2017-06-30", True),
        ("", "", "1900-01-01", True),
    ],
)
def test_success_a_time_includes_its_ends(since: str, until: str, day: str, covered: bool) -> None:
    assert partial_day.covers(since, until, date.fromisoformat(day)) == covered
