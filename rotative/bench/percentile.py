"""Percentiles of what a benchmark measured, by one rule for all of them."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the least of the values that at least so many percent of them do not exceed: the nearest rank.

    values: in any order, at least one. percent: from 1 to 100.
    """
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]
