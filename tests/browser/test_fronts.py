"""The front page arranged in a browser, and letters called back: with scripts in place, without them page by page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains

from tests.browser.chromium import Browser
from tests.browser.conftest import Browse
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

FRONT = (
    "from rotative.pages.models import FrontPage; print(FrontPage.objects.get(locale__language_code='fr').pk)"
)
# Leaves the front page as readers see it.
DROP = """
from rotative.pages import actions
from rotative.pages.models import FrontPage
actions.drop_changes(FrontPage.objects.get(locale__language_code="fr"))
"""
# Approves the edition of a day that is over for everybody, and prepares a reader.
APPROVE = """
import json
from datetime import timedelta
from rotative.core import clock
from rotative.desk.editions.words import today
from rotative.editions import actions
from rotative.subscribers.models import Subscriber
from tests.factories.articles import published
now = clock.now()
Subscriber.objects.get_or_create(
    email_normalised="recall@example.org",
    defaults={"email": "recall@example.org", "domain": "example.org", "language": "fr", "state": "confirmed",
              "created_at": now, "consent_at": now, "confirmed_at": now})
published(headline="À rappeler", standfirst="Une phrase de plus dit ce que la ville en sait.")
edition = actions.compose_edition(today("fr") + timedelta(days=2), "fr")
actions.approve(edition)
print(json.dumps(edition.pk))
"""
FORGET = """
from rotative.editions import actions
from rotative.editions.models import Edition
for edition in Edition.objects.filter(pk={pk}):
    actions.stop(edition)
    mailing, edition.mailing = edition.mailing, None
    edition.save()
    edition.delete()
"""


def last_line(printed: str) -> str:
    return printed.strip().splitlines()[-1]


@pytest.fixture
def board(site: Site) -> Iterator[str]:
    """Return the path of the page on which the French front page is arranged."""
    yield f"fronts/{last_line(sites.python(site.folder, FRONT))}/"
    sites.python(site.folder, DROP)


@pytest.fixture
def approved(site: Site) -> Iterator[str]:
    """Return the path of an approved edition."""
    pk = json.loads(last_line(sites.python(site.folder, APPROVE)))
    yield f"editions/{pk}/"
    sites.python(site.folder, FORGET.format(pk=pk))


def places(desk: Desk) -> list[tuple[str, bool]]:
    """Return the headlines in their places, and whether somebody chose them."""
    found: list[list[object]] = desk.browser.ask(
        "return [...document.querySelectorAll('[data-place]')].map((place) =>"
        " [place.querySelector('h2').textContent, !place.matches('.desk-place--automatic')])"
    )
    return [(str(headline), bool(chosen)) for headline, chosen in found]


def chosen(desk: Desk, headline: str, at: int) -> bool:
    found = places(desk)
    return len(found) > at and found[at] == (headline, True)


def test_success_arranged_by_keyboard_without_reloading(viewer: Browser, site: Site, board: str) -> None:
    desk = signed_in(site, viewer)
    desk.open(board)
    viewer.ask("window.stayed = true")
    third = places(desk)[2][0]

    button = viewer.one("#place-2 [data-focus^=up-]")
    viewer.ask("document.querySelector('#place-2 [data-focus^=up-]').scrollIntoView({block: 'center'})")
    button.send_keys("\n")
    sites.wait(lambda: chosen(desk, third, 1), within_s=WAIT_S)

    assert viewer.ask("return window.stayed") is True
    assert viewer.ask("return document.activeElement.dataset.focus").startswith("up-")
    assert "Readers do not see" in desk.text("[data-desk-said]") or desk.text("[data-desk-said]")


def test_success_a_found_article_is_dragged_to_its_place(viewer: Browser, site: Site, board: str) -> None:
    viewer.driver.set_window_size(1366, 1000)
    desk = signed_in(site, viewer)
    desk.open(board)
    found = viewer.ask(
        "return [...document.querySelectorAll('[data-found]')].map((one) =>"
        " one.querySelector('.desk-found__headline').textContent)"
    )
    handle = viewer.one("[data-found]:nth-child(2) [data-desk-handle]")
    viewer.ask("document.querySelector('#place-1').scrollIntoView({block: 'center', behavior: 'instant'})")

    ActionChains(viewer.driver).click_and_hold(handle).move_to_element(
        viewer.one("#place-1")
    ).release().perform()
    sites.wait(lambda: chosen(desk, found[1], 1), within_s=WAIT_S)

    assert viewer.ask("return document.querySelectorAll('.desk-place--over').length") == 0


def test_success_without_scripts_every_act_is_a_form(
    browser: Browse, site: Site, board: str, tmp_path: Path
) -> None:
    with browser(tmp_path / "profile", scripts=False) as plain:
        desk = signed_in(site, plain)
        desk.open(f"{board}?q=&at=3")
        headline = plain.texts(".desk-found__headline")[4]

        plain.all("[data-found]")[4].find_element("css selector", "button[value=place]").send_keys("\n")
        sites.wait(lambda: chosen(desk, headline, 3), within_s=WAIT_S)

        plain.one("#place-3 button[value=out]").send_keys("\n")
        # Other tests may have filled the places before it.
        sites.wait(lambda: [by_hand for _headline, by_hand in places(desk)][3:4] == [False], within_s=WAIT_S)


def test_success_letters_are_called_back(viewer: Browser, site: Site, approved: str) -> None:
    desk = signed_in(site, viewer)
    desk.open(approved)

    viewer.one(".desk-approve button[value=send]").send_keys("\n")
    sites.wait(lambda: viewer.all("button[value=send]") and viewer.all("input[name=sure]"), within_s=WAIT_S)
    viewer.one("button[value=send]").send_keys("\n")
    sites.wait(lambda: desk.text("[data-desk-left] [role=timer]"), within_s=WAIT_S)
    left = int(desk.text("[data-desk-left] [role=timer]"))
    viewer.one("button[value=call_back]").send_keys("\n")
    sites.wait(lambda: viewer.all(".desk-approve button[value=send]"), within_s=WAIT_S)

    assert 0 < left <= 30
    states = site.rows(
        "SELECT d.state, d.code, count(*) FROM mail_delivery d JOIN mail_mailing m ON m.id = d.mailing_id"
        " WHERE m.state = 'stopped' GROUP BY 1, 2"
    )
    assert [(state, code) for state, code, _count in states] == [("skipped", "called back")]
