"""Newsrooms whose processes may be killed: one for all the tests of a test process, left at rest by each."""

from collections.abc import Iterator

import pytest

from tests.bake import newsrooms
from tests.bake.newsrooms import Newsroom
from tests.browser.conftest import empty_home, filled_home, shared
from tests.postgres import answers

__all__ = ["empty_home", "filled_home", "resting_room", "room", "shared"]


@pytest.fixture(scope="session", params=newsrooms.DATABASES)
def resting_room(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("newsroom")
    if request.param == "sqlite":
        with newsrooms.on_sqlite(folder, request.getfixturevalue("filled_home")) as room:
            yield room
        return
    if not answers():
        pytest.skip("no PostgreSQL answers at ROTATIVE_TEST_POSTGRES")
    with newsrooms.on_postgresql(folder) as room:
        yield room


@pytest.fixture
def room(resting_room: Newsroom) -> Iterator[Newsroom]:
    """A newsroom on each database, none of whose processes runs before or after the test."""
    yield resting_room
    resting_room.kill_everything()
    resting_room.settings.clear()
