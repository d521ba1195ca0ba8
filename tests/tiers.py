"""Tiers of the suite, by what a test needs: nothing, a database, or processes and browsers."""

import pytest

PURE, APP, FLOWS = "pure", "app", "flows"
# Whole roads, and readers' browsers.
_FOLDERS = ("tests/flows/", "tests/browser/")
_MARKERS = ("browser", "processes", "slow")
_FIXTURES = {"site", "room", "empty_home", "filled_home"}
_DATABASES = {"db", "django_db_setup", "store"}


def mark(items: list[pytest.Item]) -> None:
    """Mark each test with its tier."""
    for item in items:
        item.add_marker(_tier(item))


def _tier(item: pytest.Item) -> str:
    fixtures = set(getattr(item, "fixturenames", ()))
    if (
        item.nodeid.startswith(_FOLDERS)
        or any(item.get_closest_marker(name) for name in _MARKERS)
        or fixtures & _FIXTURES
    ):
        return FLOWS
    if item.get_closest_marker("django_db") or fixtures & _DATABASES:
        return APP
    return PURE


def arrange(items: list[pytest.Item]) -> None:
    """Put the longest first, so that no test process is left with one in the end."""
    order = {FLOWS: 0, APP: 1, PURE: 2}
    items.sort(key=lambda item: order[_tier(item)])
