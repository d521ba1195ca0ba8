"""Tiers of the suite, by what a test needs: nothing, a database, or processes and browsers."""

import pytest

PURE, APP, FLOWS = "pure", "app", "flows"
TIERS = (FLOWS, APP, PURE)

# Whole roads, and readers' browsers.
_ROADS = ("tests/browser/", "tests/flows/")
# Servers and commands, most of them in processes of their own.
_PROGRAMS = (
    *("tests/bench/", "tests/run/", "tests/server/"),
    *("tests/project/test_cli.py", "tests/project/test_nginx.py"),
)
_MARKERS = ("browser", "processes", "slow")
_PROCESSES = {"empty_home", "filled_home", "resting_room", "site"}
_DATABASES = {"db", "django_db_setup"}
# An object store that answers requests.
_SERVICES = {"any_press", "bucket", "store"}
# What is dear to make: tests that share one run in the same process.
_SHARED = ("site", "written", "resting_room", "ports", "port", "application", "shown", "found", "room")


def mark(items: list[pytest.Item]) -> None:
    """Mark each test with its tier, and with the group that shares what is dear to make."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        item.add_marker(_tier(item, fixtures))
        if item.nodeid.startswith(_PROGRAMS) and not _has_database(item, fixtures):
            item.add_marker("processes")
        for name in _SHARED:
            if name in fixtures:
                # Fixtures of a module may have the same name in another.
                group = name if name in _PROCESSES else f"{item.path.stem}_{name}"
                item.add_marker(pytest.mark.xdist_group(group))
                break


def _tier(item: pytest.Item, fixtures: set[str]) -> str:
    if (
        item.nodeid.startswith((*_ROADS, *_PROGRAMS))
        or fixtures & _PROCESSES
        or any(item.get_closest_marker(name) for name in _MARKERS)
    ):
        return FLOWS
    return APP if _has_database(item, fixtures) or fixtures & _SERVICES else PURE


def _has_database(item: pytest.Item, fixtures: set[str]) -> bool:
    return bool(item.get_closest_marker("django_db") or fixtures & _DATABASES)


def arrange(items: list[pytest.Item]) -> None:
    """Put the longest first, so that no test process is left with a long one in the end."""
    items.sort(key=lambda item: [bool(item.get_closest_marker(tier)) for tier in TIERS].index(True))
