"""A surge in a browser: with scripts it solves the proof of work by itself, without them the reader waits."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser
from tests.browser.test_reader import confirm_link, fill, follow
from tests.processes import sites
from tests.processes.servers import free_port
from tests.processes.sites import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def flooded(
    empty_home: Path, tmp_path_factory: pytest.TempPathFactory, mail: tuple[int, Path]
) -> Iterator[Site]:
    """Serve a newsroom that asks every browser for a proof of work."""
    folder, port = tmp_path_factory.mktemp("flooded") / "home", free_port()
    shutil.copytree(empty_home, folder)
    sites.settle(folder, site_url=f"http://127.0.0.1:{port}", smtp_port=mail[0], signups_per_hour=0)
    with sites.served(folder, port=port) as running:
        yield running


def ask(browser: Browser, flooded: Site, address: str) -> None:
    browser.open(f"{flooded.origin}/_/subscribe/?language=fr")
    form = browser.one("main form")
    fill(form, email=address)
    follow(browser, form.find_element("css selector", "button"))


def test_success_a_browser_calculates_and_is_written_to_at_once(
    flooded: Site, viewer: Browser, mail: tuple[int, Path]
) -> None:
    address = "soizic@calcul.example"

    ask(viewer, flooded, address)
    # One script finds the heading and reads it, because the page may be replaced in between.
    heading = "return document.querySelector('h1')?.textContent"
    sites.wait(lambda: viewer.ask(heading) == "Regardez dans votre boîte aux lettres")

    assert sites.wait(lambda: confirm_link(mail[1], address))
    assert [line for line in viewer.console() if line.startswith("SEVERE")] == []
    assert flooded.rows("SELECT COUNT(*) FROM subscribers_usedchallenge") == [(1,)]


def test_success_without_scripts_the_request_waits(flooded: Site, reader: Browser) -> None:
    ask(reader, flooded, "gaud@calcul.example")

    assert not reader.one("form[data-challenge]").is_displayed()
    assert "calcul.example" not in reader.one("html").get_attribute("outerHTML")
    held = "SELECT state, held_for FROM subscribers_subscriber WHERE email = 'gaud@calcul.example'"
    assert flooded.rows(held) == [("pending", "surge")]
