"""Fixtures of the browser tests: newsrooms that are served, and browsers."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.processes import sites
from tests.processes.servers import free_port
from tests.processes.sites import Site

Browse = Callable[..., AbstractContextManager[Browser]]


@pytest.fixture(scope="session")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Start a relay; return its port and the maildir that it fills."""
    folder = tmp_path_factory.mktemp("mail") / "box"
    controller = Controller(Mailbox(str(folder)), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port, folder
    finally:
        controller.stop()


@pytest.fixture(scope="session")
def site(
    filled_home: Path, tmp_path_factory: pytest.TempPathFactory, mail: tuple[int, Path]
) -> Iterator[Site]:
    """Serve a baked newsroom. Tests may add to it, but must not change what is there."""
    with _served(filled_home, tmp_path_factory.mktemp("site") / "home", smtp_port=mail[0]) as running:
        yield running


@pytest.fixture(scope="session")
def demo_site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demo's newsroom, baked. Tests may add to it, but must not change what is there; its letters reach nobody."""
    with _served(demo_home, tmp_path_factory.mktemp("demo") / "home", smtp_port=free_port()) as running:
        yield running


@contextmanager
def _served(home: Path, folder: Path, *, smtp_port: int) -> Iterator[Site]:
    port = free_port()
    shutil.copytree(home, folder)
    sites.settle(folder, site_url=f"http://127.0.0.1:{port}", smtp_port=smtp_port)
    sites.run(folder, "bake", "--all")
    with sites.served(folder, port=port) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Browse:
    """Return a function that starts Chromium with a profile folder; skip the test if Chromium is not installed."""
    if chromium.MISSING:
        pytest.skip(f"No browser to read with: {chromium.MISSING}.")
    return chromium.started


@pytest.fixture(scope="session")
def reader(browser: Browse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a browser of the size of a phone, without JavaScript."""
    with browser(tmp_path_factory.mktemp("reader"), scripts=False) as found:
        found.size(*chromium.PHONE)
        yield found


@pytest.fixture
def viewer(browser: Browse, tmp_path: Path) -> Iterator[Browser]:
    """Start a new browser with JavaScript."""
    with browser(tmp_path / "profile", scripts=True) as found:
        yield found
