"""Contexts of real pages for all the tests of this folder."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.layout import newsroom
from tests.layout.newsroom import Samples


@pytest.fixture(scope="session")
def collected(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Samples:
    """Return the contexts of a whole newsroom; made once, without a trace in the database."""
    with django_db_blocker.unblock():
        return newsroom.collect(tmp_path_factory.mktemp("media"))


@pytest.fixture
def samples(collected: Samples) -> Iterator[Samples]:
    """Return the contexts; within the test they have around them what they had in their newsroom."""
    with newsroom.drawn_by(lambda name: collected.frames[name]):
        yield collected
