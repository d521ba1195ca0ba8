"""The cells of lists: formulas, encodings, dates, and the cost of reading them."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

import pytest
from django.utils.timezone import get_default_timezone

from rotative.subscribers.lists.csv_file import decoded
from rotative.subscribers.lists.csv_guard import guarded, unguarded
from rotative.subscribers.lists.list_states import is_nothing, state_of, truth_of
from rotative.subscribers.lists.written_dates import moment_of

FORMULAS = [
    "=1",
    "+1",
    "-1",
    "@a",
    "\t=1",
    "a;=1",
    "a,+1",
    "a\n-1",
    "a|@b",
    "; =1",
    ',"=1',
    "''=1",
    "'=1",
    "＝1",
    "a;'=1",
    "=1;=1",
]


@pytest.mark.parametrize("text", [*FORMULAS, "", "a", "a-b", "l'eau", "2024-01-02", "a, b", "'a", "/lettre/"])
def test_success_no_cell_begins_a_formula_for_any_separator_and_the_way_back_is_exact(text: str) -> None:
    safe = guarded(text)

    for separator in ",;\t|\n\r":
        for cell in safe.split(separator):
            assert not cell.strip(" '\"").startswith(("=", "+", "-", "@", "＝")) or cell.startswith("'")
    assert unguarded(safe) == text
    assert (safe != text) == (text in FORMULAS)


@pytest.mark.parametrize(
    "seed", ["0", "0.", "0 ", ",", ",\n", "'", "' ", ";'", "=;", "é", "ا", "1/", "a ", "unsub ", " (e)", "\r"]
)
@pytest.mark.parametrize(
    "read",
    [guarded, unguarded, is_nothing, state_of, truth_of, moment_of, lambda text: decoded(text.encode())],
)
def test_success_reading_a_cell_takes_steps_in_proportion_to_its_length(
    read: Callable[[str], object], seed: str
) -> None:
    def cost_s(length: int) -> float:
        text = seed * (length // len(seed)) + "x"
        return min(_process_time_s(lambda: read(text)) for _ in range(3))

    # Twice the length may take twice the time, and some; quadratic work would take four times as much.
    assert cost_s(200_000) <= 3 * cost_s(100_000) + 0.01


def _process_time_s(act: Callable[[], object]) -> float:
    start = process_time()
    act()
    return process_time() - start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-05-01 09:00:00", datetime(2023, 5, 1, 9, tzinfo=UTC)),
        ("2023-05-01T09:00:00Z", datetime(2023, 5, 1, 9, tzinfo=UTC)),
        ("2023-05-01 09:00:00 UTC", datetime(2023, 5, 1, 9, tzinfo=UTC)),
        ("12-02-2018 17:59:31", datetime(2018, 2, 12, 17, 59, 31, tzinfo=UTC)),
        ("4/3/2022 9:05 PM", datetime(2022, 4, 3, 21, 5, tzinfo=UTC)),
        ("Mar 4, 2022 12:05 AM", datetime(2022, 3, 4, 0, 5, tzinfo=UTC)),
        ("3 mars 2022 à 18h05", datetime(2022, 3, 3, 18, 5, tzinfo=UTC)),
        ("3 de marzo de 2022", datetime(2022, 3, 3)),
        ("1er août 2022", datetime(2022, 8, 1)),
        ("2024-03-02", datetime(2024, 3, 2)),
        ("3 مارس 2022", datetime(2022, 3, 3)),
        ("soon", None),
        ("2022-13-45", None),
        ("", None),
    ],
)
def test_success_dates_as_programs_and_people_write_them(text: str, expected: datetime | None) -> None:
    if expected is not None and expected.tzinfo is None:
        expected = expected.replace(tzinfo=get_default_timezone())

    assert moment_of(text) == expected
