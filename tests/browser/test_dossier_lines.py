"""A dossier that grows while one writes: a suggestion clicked in the form of an article, a promise kept, both on the page."""

import json
from collections.abc import Iterator

import pytest
from selenium.webdriver.support.ui import Select

from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

PAGE = "/dossier/la-passerelle/"
# A dossier of which nothing is known yet but a promise.
_BEGUN = """
from wagtail.models import Locale
from rotative.dossiers.models import Commitment, Dossier
french = Locale.objects.get(language_code="fr")
made, new = Dossier.objects.get_or_create(
    locale=french, slug="la-passerelle", title="La passerelle du port", summary="Fermée depuis mars.", live=True
)
if new:
    Commitment.objects.create(dossier=made, text="Rouvrir la passerelle.", due="2026-06")
"""
# The headings in the order in which the page is read aloud.
_SAID = "return [...document.querySelectorAll('main h1, main h2, main h3, main h4')].map((one) => one.textContent.replace(/\\s+/g, ' ').trim())"


@pytest.fixture
def desk(site: Site, viewer: Browser) -> Iterator[Desk]:
    viewer.driver.set_window_size(1366, 1000)
    sites.python(site.folder, _BEGUN)
    yield signed_in(site, viewer, language="fr")


def test_success_an_article_moves_a_dossier(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")
    desk.write("[name=headline]", "La passerelle du port rouvre enfin")
    desk.browser.ask("document.querySelector('[href=\"#tab-dossiers\"]').click()")
    sites.wait(lambda: desk.browser.all(".desk-suggested button"), within_s=WAIT_S)
    desk.browser.one(".desk-suggested button").click()
    sites.wait(lambda: desk.browser.all("[name=developments-0-text]"), within_s=WAIT_S)
    desk.write("[name=developments-0-text]", "La passerelle est rouverte aux piétons.")
    # The bar of buttons covers it until one scrolls.
    desk.browser.ask("document.querySelector('#id_proposed_changes-ADD').click()")
    sites.wait(lambda: desk.browser.all("[name=proposed_changes-0-commitment]"), within_s=WAIT_S)
    Select(desk.browser.one("[name=proposed_changes-0-commitment]")).select_by_index(1)
    Select(desk.browser.one("[name=proposed_changes-0-state]")).select_by_value("kept")
    desk.write("[name=proposed_changes-0-text]", "Les piétons passent depuis ce matin.")
    assert "promise--kept" not in desk.site.get(PAGE).body.decode()

    desk.browser.one("[name=action-publish]").click()
    sites.wait(lambda: desk.browser.all("[name=when][value=now]"), within_s=WAIT_S)
    desk.browser.one("[name=when][value=now]").click()

    sites.wait(lambda: "promise--kept" in desk.site.get(PAGE).body.decode(), within_s=WAIT_S)
    desk.browser.open(f"{desk.site.origin}{PAGE}")
    assert "La passerelle est rouverte aux piétons." in desk.text(".events")
    assert "Les piétons passent depuis ce matin." in desk.text(".steps")
    headings = desk.browser.ask(_SAID)
    assert headings[:2] == ["La passerelle du port", "Engagements"]
    assert headings[2] == "Chronologie"
    roles = desk.browser.ask(
        "return [...document.querySelectorAll('[role]')].map((one) => one.getAttribute('role'))"
    )
    assert {"table", "row", "columnheader", "rowheader", "cell"} <= set(roles)


def test_success_what_is_new_since_the_last_visit(desk: Desk) -> None:
    desk.browser.open(f"{desk.site.origin}{PAGE}")
    place = desk.browser.ask("return Object.keys(localStorage).find((key) => key.startsWith('dossier:'))")
    assert place and desk.browser.all(".fresh") == []

    desk.browser.ask(f"localStorage.setItem({json.dumps(place)}, 'e0')")
    desk.browser.driver.refresh()

    assert len(desk.browser.all(".fresh")) == len(desk.browser.all("[data-entry]"))
