"""A home with a few pages, for the tests of each module of the server."""

from pathlib import Path

import pytest

from rotative.bake.store.folder import FolderPress

PAGE = ("<!doctype html><title>Un</title>" + "<p>Lorem ipsum dolor sit amet.</p>" * 60).encode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the home of this file's tests: each changes only paths of its own."""
    home = tmp_path_factory.mktemp("home")
    (home / "media").mkdir()
    return home


@pytest.fixture(scope="module")
def press(home: Path) -> FolderPress:
    press = FolderPress(home / "public")
    press.write("/un/", PAGE)
    press.write("/404/", b"<p>Page introuvable.</p>")
    press.write("/ar/404/", "<p>الصفحة غير موجودة</p>".encode())
    return press
