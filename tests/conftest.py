"""Fixtures of every test, the database of each test process, and the tier of each test."""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TypeVar

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer

from rotative.bake.batch import loaders
from rotative.bake.store.folder import MemoryPress
from rotative.layout import live_cache
from rotative.subjects import newsroom_index
from tests import tiers
from tests.catalogues import WORDING, compile_stale
from tests.processes import databases

# Fixtures that several folders share.
pytest_plugins = ["tests.fixtures.editions", "tests.fixtures.newsrooms", "tests.fixtures.presses"]

Extent = TypeVar("Extent")
_AS_EVER = gc.get_threshold()
_MIGRATION = pytest.StashKey["subprocess.Popen[bytes] | None"]()

# How quickly examples are made says how busy the machine is, not whether the test is right.
settings.register_profile("suite", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("suite")
# Imports make thousands of classes and keep them: to collect seldom makes them faster.
gc.set_threshold(50_000, 20, 100)


def proofs(small: Extent, full: Extent) -> Extent:
    """Return the size of a proof: small at every change, full for `make prove`."""
    return full if os.environ.get("ROTATIVE_PROVE") == "1" else small


def pytest_configure(config: pytest.Config) -> None:
    """Bring the compiled catalogues up to their sources; begin to migrate while several processes collect tests."""
    compile_stale()
    compile_stale(WORDING)
    spread = config.getoption("dist", "no") != "no"
    if spread and not config.option.collectonly and config.option.markexpr != tiers.PURE:
        config.stash[_MIGRATION] = databases.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Wait for the migration, should no test have done so."""
    if process := config.stash.get(_MIGRATION, None):
        process.wait()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> tiers.Scheduling | None:
    """Let tests that share something that takes long to make run in one process."""
    return tiers.Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Give each test its tier and, once all plugins have had their say, its place in the run."""
    tiers.mark(items)
    yield
    tiers.arrange(items)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all that was imported, and be as it ever is."""
    gc.freeze()
    gc.set_threshold(*_AS_EVER)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a database of its own with all tables, and no other."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(databases.in_use())
        yield


@pytest.fixture
def press() -> MemoryPress:
    """Return a press that keeps its files in memory."""
    return MemoryPress()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Show texts for people as they were written, and leave no language of a request behind."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_batch_left() -> Iterator[None]:
    """Check that no card outlives a test; what answers share goes with the test's database."""
    live_cache.forget()
    newsroom_index.forget()
    yield
    assert not loaders.in_batch()


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"  # type: ignore[attr-defined]
