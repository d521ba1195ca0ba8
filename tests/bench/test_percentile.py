"""Percentiles by the nearest rank."""

import pytest

from rotative.bench.percentile import percentile


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [
        ([7.0], 95, 7.0),
        ([20.0, 10.0], 50, 10.0),
        ([20.0, 10.0], 51, 20.0),
        ([float(number) for number in range(100, 0, -1)], 95, 95.0),
        ([float(number) for number in range(1, 102)], 99, 100.0),
        ([3.0, 1.0, 2.0], 100, 3.0),
    ],
)
def test_success_nearest_rank(values: list[float], percent: int, found: float) -> None:
    assert percentile(values, percent) == found
