"""The composer in a browser: with scripts the clock changes in place, without them the page loads again."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import Browse
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

WAIT_S = 20
CLOCK, FIRST = ".desk-clock b", "[data-desk-order] > li:first-child"
# Composes tomorrow's edition and signs a colleague in.
COMPOSE = """
import json
from datetime import timedelta
from django.test import Client
from rotative.desk.editions.words import today
from rotative.editions import actions
from rotative.staff.models import User
from tests.factories.articles import published
chief, _made = User.objects.get_or_create(username="composer", defaults={"is_superuser": True})
client = Client()
client.force_login(chief)
text = "Une phrase de plus dit ce que la ville en sait, et ce qu’elle en attend encore. "
for number in range(3):
    published(headline=f"À composer {number}", standfirst=text, body=[("paragraph", f"<p>{text * 4}</p>")])
edition = actions.compose_edition(today("fr") + timedelta(days=1), "fr")
print(json.dumps([client.cookies["sessionid"].value, edition.pk]))
"""
FORGET = "from rotative.editions.models import Edition; Edition.objects.filter(pk={pk}).delete()"


@pytest.fixture
def desk(site: Site) -> Iterator[tuple[str, str]]:
    """Return the composer's address and the session cookie."""
    cookie, pk = json.loads(sites.python(site.folder, COMPOSE).strip().splitlines()[-1])
    yield f"{site.origin}/desk/editions/{pk}/", cookie
    sites.python(site.folder, FORGET.format(pk=pk))


def opened(browser: Browser, desk: tuple[str, str]) -> None:
    address, cookie = desk
    browser.open(address)
    browser.driver.add_cookie({"name": "sessionid", "value": cookie, "path": "/desk/"})
    browser.open(address)


def press(browser: Browser, selector: str) -> None:
    """Press an element by keyboard: focus, then Enter."""
    button = browser.one(selector)
    browser.ask(
        f"document.querySelector({selector!r}).scrollIntoView({{block: 'center', behavior: 'instant'}})"
    )
    button.send_keys("\n")


def seconds(browser: Browser) -> int:
    """Return what the clock shows; 0 without a clock. One script reads it, because the page may be replaced in between."""
    shown = browser.ask(f"return document.querySelector({CLOCK!r})?.textContent || '0:00'")
    minutes, rest = shown.split(":")
    return 60 * int(minutes) + int(rest)


def changed(browser: Browser, before: int) -> Callable[[], bool]:
    return lambda: seconds(browser) not in (0, before)


def test_success_clock_moves_in_place(viewer: Browser, desk: tuple[str, str]) -> None:
    opened(viewer, desk)
    before = seconds(viewer)
    viewer.ask("window.stayed = true")

    press(viewer, f"{FIRST} button[name=kind][value=headline]")
    sites.wait(changed(viewer, before), within_s=WAIT_S)

    assert seconds(viewer) < before
    assert viewer.ask("return window.stayed") is True
    assert viewer.ask("return document.activeElement.value") == "headline"
    assert viewer.one("[data-desk-said]").get_attribute("textContent").strip() != ""


def test_success_words_being_written_elsewhere_stay(viewer: Browser, desk: tuple[str, str]) -> None:
    opened(viewer, desk)
    before = seconds(viewer)
    press(viewer, "#edit-words summary")
    viewer.one("#subject_line").send_keys(" et la suite")
    written = viewer.one("#subject_line").get_attribute("value")

    press(viewer, f"{FIRST} button[value=drop]")
    sites.wait(changed(viewer, before), within_s=WAIT_S)

    assert viewer.one("#subject_line").get_attribute("value") == written
    assert viewer.one("#edit-words").get_attribute("open") is not None


def test_success_without_script_the_page_comes_back(
    browser: Browse, desk: tuple[str, str], tmp_path: Path
) -> None:
    with browser(tmp_path / "profile", scripts=False) as plain:
        opened(plain, desk)
        before = seconds(plain)

        press(plain, f"{FIRST} button[name=kind][value=headline]")
        sites.wait(changed(plain, before), within_s=WAIT_S)

        assert seconds(plain) < before
        assert "#story-" in plain.driver.current_url
