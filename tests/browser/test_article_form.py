"""The form of an article in a browser: from the headline to the published page, and a brief on a phone."""

from collections.abc import Iterator
from math import ceil

import pytest
from selenium.webdriver.common.keys import Keys

from rotative.core import reading_time
from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.browser.document import Document
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

LONG = "Le bac numéro deux reliera de nouveau les deux rives dès lundi, à six heures, après onze mois de cale sèche et deux moteurs neufs"
FOCUSED = "return document.activeElement.name || document.activeElement.closest('[data-contentpath]')?.dataset.contentpath || document.activeElement.outerHTML.slice(0, 80)"
CUT = "const field = document.querySelector('[name=headline]'); return field.scrollHeight > field.clientHeight + 2"
# The parts of the form that the bar of buttons covers when the form is scrolled to its end.
COVERED = """
for (let one = document.querySelector("#w-editor-form"); one; one = one.parentElement) one.scrollTop = 1e6;
const bar = document.querySelector("#w-editor-form footer").getBoundingClientRect();
const shown = [...document.querySelectorAll("#w-editor-form [role=tabpanel]:not([hidden]) :is(input, textarea, button)")]
  .filter((one) => one.offsetParent && one.type !== "hidden");
return shown.filter((one) => {
  const box = one.getBoundingClientRect();
  return box.bottom > bar.top + 1 && box.top < bar.bottom;
}).map((one) => one.name || one.outerHTML.slice(0, 60));
"""


@pytest.fixture
def desk(site: Site, viewer: Browser) -> Iterator[Desk]:
    viewer.driver.set_window_size(1366, 860)
    yield signed_in(site, viewer, language="fr")


def test_success_tab_leads_from_headline_to_standfirst_to_body(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")
    sites.wait(lambda: desk.text("[data-desk-word-count]"), within_s=WAIT_S)
    headline = desk.browser.one("[name=headline]")
    headline.send_keys(LONG)

    cut = desk.browser.ask(CUT)
    headline.send_keys(Keys.TAB)
    second = desk.browser.ask(FOCUSED)
    desk.browser.driver.switch_to.active_element.send_keys("Elle a tenu." + Keys.TAB)
    third = desk.browser.ask("return document.activeElement.closest('[id*=body]') !== null")

    assert (cut, second, third) == (False, "standfirst", True)


def test_success_enter_in_the_headline_leads_on(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")

    desk.browser.one("[name=headline]").send_keys("La digue tient" + Keys.ENTER)

    assert desk.browser.ask(FOCUSED) == "standfirst"
    assert desk.browser.one("[name=headline]").get_property("value") == "La digue tient"


def test_success_words_and_minutes_move(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")
    sites.wait(lambda: "0 mot" in desk.text("[data-desk-word-count]"), within_s=WAIT_S)

    desk.write("[name=standfirst]", "Quatre mots, 1 200 000 ici – l’eau.")

    sites.wait(lambda: desk.text("[data-desk-word-count]").startswith("5 mots"), within_s=WAIT_S)
    document = Document(desk=desk)
    document.at_end()
    document.paste(html="<p>Un week-end d’été, 1 200 000 pas – et l’eau.</p>" * 60, text="x")
    # The count of the printed page: "week-end" and "d’été" are one word each, a dash is none.
    total = 5 + 60 * reading_time.words("Un week-end d’été, 1 200 000 pas – et l’eau.")
    minutes = ceil(total * 60 / reading_time.words_per_minute("fr") / 60)
    sites.wait(
        lambda: f"{total} mots · {minutes} minutes" in desk.text("[data-desk-word-count]"), within_s=WAIT_S
    )


@pytest.mark.parametrize("width", [1366, 390])
def test_success_bar_of_buttons_covers_nothing(desk: Desk, width: int) -> None:
    desk.browser.driver.set_window_size(width, 860)
    desk.open("articles/add/?locale=fr")
    sites.wait(lambda: desk.text("[data-desk-word-count]"), within_s=WAIT_S)

    # Scrolling to the end takes a moment.
    sites.wait(lambda: desk.browser.ask(COVERED) == [], within_s=WAIT_S)
    bar = desk.browser.one("#w-editor-form footer")
    desk.browser.ask(COVERED.replace("1e6", "0"))
    assert bar.is_displayed()
    bottom = desk.browser.ask(
        "return document.querySelector('#w-editor-form footer').getBoundingClientRect().bottom - innerHeight"
    )
    assert abs(bottom) <= 1


def test_success_publish_and_stay(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")
    desk.write("[name=headline]", "La passerelle rouvre")

    desk.browser.one("[name=action-publish]").click()
    sites.wait(lambda: desk.browser.all("[name=when][value=now]"), within_s=WAIT_S)
    desk.browser.one("[name=when][value=now]").click()
    sites.wait(lambda: desk.browser.all("[data-desk-copy]"), within_s=WAIT_S)

    address = desk.browser.one("[data-desk-copy]").get_attribute("data-desk-copy") or ""
    assert "/desk/articles/edit/" in desk.browser.driver.current_url
    assert desk.browser.one("[name=headline]").get_property("value") == "La passerelle rouvre"
    sites.wait(lambda: desk.site.status(address) == 200, within_s=WAIT_S)


def test_success_brief_on_a_phone(site: Site, viewer: Browser) -> None:
    desk = signed_in(site, viewer, language="fr")
    viewer.driver.set_window_size(390, 844)

    desk.open("briefs/?locale=fr")
    desk.write("[name=headline]", "Le marché déménage")
    desk.write("[name=text]", "Samedi, sur la rive nord.")
    viewer.one("[name=act][value=publish]").click()
    sites.wait(lambda: viewer.all("[data-desk-copy]"), within_s=WAIT_S)

    assert "Le marché déménage" in desk.text(".desk-rows")
    assert viewer.ask("return document.documentElement.scrollWidth <= innerWidth + 1")
