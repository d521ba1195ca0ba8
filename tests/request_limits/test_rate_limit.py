"""Rate limits: every rate must allow a request, for each network and each form alone, in all processes together."""

from datetime import UTC, datetime, timedelta

import pytest

from rotative.core import clock
from rotative.request_limits.models import Window
from rotative.request_limits.rate_limit import RateLimit, sweep

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(seconds=seconds))


def test_success_networks_and_forms_are_counted_alone() -> None:
    limit, other_form = RateLimit("form", "2/minute"), RateLimit("other", "2/minute")

    near = [limit.allows("near") for _request in range(3)]

    assert near == [True, True, False]
    assert (limit.allows("far"), other_form.allows("near")) == (True, True)


def test_success_a_request_must_be_within_all_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = RateLimit("form", "2/minute;3/hour")

    allowed = []
    for seconds in (0, 1, 2, 70, 71, 3700):
        at(monkeypatch, seconds)
        allowed.append(limit.allows("near"))

    # At 71 s the minute would allow it, the hour does not.
    assert allowed == [True, True, False, True, False, True]


def test_success_processes_count_together() -> None:
    """Each process makes its own object; nothing of the count is in it."""
    allowed = [RateLimit("form", "3/hour").allows("near") for _process in range(5)]

    assert allowed == [True, True, True, False, False]


def test_success_ended_windows_are_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0)
    RateLimit("form", "2/minute;3/hour").allows("near")
    at(monkeypatch, 61)

    swept = sweep()

    assert swept == 1
    assert Window.objects.get().ends_at == START + timedelta(hours=1)
