"""Tiers of the suite, by what a test needs: nothing, a database, or processes and browsers."""

import pytest
from xdist.scheduler import LoadScopeScheduling

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
_PROCESSES = {"empty_home", "filled_home", "demo_home", "resting_room", "site"}
_DATABASES = {"db", "django_db_setup"}
# An object store that answers requests.
_SERVICES = {"any_press", "bucket", "store"}
# Folders and files whose tests share something that takes long to make: they run one after the other in one test process.
_TOGETHER = {
    "tests/browser/test_hostile.py": "hostile",
    "tests/browser/": "site",
    "tests/bake/test_killed.py": "room",
    "tests/bake/test_schedule.py": "room",
    "tests/run/test_serve.py": "room",
    "tests/run/test_broker.py": "brokers",
    "tests/project/test_nginx.py": "nginx",
    "tests/server/test_app.py": "app",
    "tests/server/test_wsgi_bridge.py": "bridge",
}


def mark(items: list[pytest.Item]) -> None:
    """Mark each test with its tier."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        item.add_marker(_tier(item, fixtures))
        if item.nodeid.startswith(_PROGRAMS) and not _has_database(item, fixtures):
            item.add_marker("processes")


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


class Scheduling(LoadScopeScheduling):
    """Gives the tests to the processes one by one, those that share something together.

    The marks of pytest-xdist's own `loadgroup` are lost in pytest 9.2, whose ids of tests no longer change.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((name for place, name in _TOGETHER.items() if nodeid.startswith(place)), nodeid)
