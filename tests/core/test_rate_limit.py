"""Rate limits: every rate must allow a request, for each network and each form alone."""

import time

import pytest

from rotative.core.rate_limit import RateLimit


def test_success_networks_and_forms_are_counted_alone() -> None:
    limit, other_form = RateLimit("2/minute"), RateLimit("2/minute")

    near = [limit.allows("near") for _request in range(3)]

    assert near == [True, True, False]
    assert (limit.allows("far"), other_form.allows("near")) == (True, True)


def test_success_a_request_must_be_within_all_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    limit, now = RateLimit("2/minute;3/hour"), time.time()

    allowed = []
    for seconds in (0, 1, 2, 70, 71, 3700):
        monkeypatch.setattr(time, "time", lambda at=now + seconds: at)
        allowed.append(limit.allows("near"))

    # At 71 s the minute would allow it, the hour does not.
    assert allowed == [True, True, False, True, False, True]


def test_success_a_reset_forgets_all_counts() -> None:
    limit = RateLimit("1/hour")
    limit.allows("near")

    limit.reset()

    assert limit.allows("near")
