"""What every test finds ready."""

from collections.abc import Iterator

import pytest

from rotative.bake import keys
from rotative.bake.press import MemoryPress
from tests.catalogues import compile_stale


def pytest_configure() -> None:
    """Before anything is translated, bring the compiled catalogues up to their sources."""
    compile_stale()


@pytest.fixture
def press() -> MemoryPress:
    """A press that keeps its files in memory."""
    return MemoryPress()


@pytest.fixture(autouse=True)
def _no_batch_left() -> Iterator[None]:
    """Cards never outlive a test."""
    yield
    assert keys.shared() == {}


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"  # type: ignore[attr-defined]
