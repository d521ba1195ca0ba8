"""What every test finds ready."""

import gc
import os
from collections.abc import Iterator
from typing import TypeVar

import pytest
from django.utils import translation

from rotative.bake.batch import loaders
from rotative.bake.store.folder import MemoryPress
from tests.catalogues import compile_stale

# Fixtures that several folders share.
pytest_plugins = ["tests.fixtures.editions", "tests.fixtures.newsrooms", "tests.fixtures.presses"]

Extent = TypeVar("Extent")
_AS_EVER = gc.get_threshold()


def proofs(small: Extent, full: Extent) -> Extent:
    """How much a proof tries: little at every change, all of it for `make prove`."""
    return full if os.environ.get("ROTATIVE_PROVE") == "1" else small


def pytest_configure() -> None:
    """Before anything is translated, bring the compiled catalogues up to their sources."""
    compile_stale()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Migrations draw thousands of classes and keep them: collecting seldom halves their time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The tables are there; from now on garbage is collected as ever."""
    gc.set_threshold(*_AS_EVER)


@pytest.fixture
def press() -> MemoryPress:
    """A press that keeps its files in memory."""
    return MemoryPress()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Texts for people are read as they were written, and no request leaves its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_batch_left() -> Iterator[None]:
    """Cards never outlive a test."""
    yield
    assert not loaders.in_batch()


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"  # type: ignore[attr-defined]
