"""A dossier that grows while one writes: in the form of an article an event and a new state, then both on its page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from lxml.html import document_fromstring
from selenium.webdriver.support.ui import Select

from tests.browser.chromium import SCREENS, Browser
from tests.browser.desk import WAIT_S, signed_in
from tests.browser.test_first_hour import Walk
from tests.conftest import proofs
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = [pytest.mark.processes, pytest.mark.slow]

# Each language and each screen at every change; all four as a proof.
WALKS = proofs(["fr-desktop", "ar-phone"], ["fr-desktop", "fr-phone", "ar-desktop", "ar-phone"])


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A dossier of the demo, and the words that an editor writes about it."""

    path: str
    # As the desk calls dossiers.
    tab: str
    title: str
    commitment: str
    headline: str
    happened: str
    changed: str


MATTERS = {
    "fr": Matter(
        path="/dossier/l-eau-de-la-sebra/",
        tab="Dossiers",
        title="L’eau de la Sebra",
        commitment="Doubler les équipes qui cherchent les fuites la nuit.",
        headline="Eau de la Sebra : le réseau gagne une troisième équipe",
        happened="La troisième équipe de nuit prend son service.",
        changed="Trois équipes cherchent les fuites depuis lundi.",
    ),
    "ar": Matter(
        path=quote("/ar/milaf/ma-sbra/"),
        tab="الملفات",
        title="ماء صبرة",
        commitment="مضاعفة الفرق التي تبحث عن التسرّبات ليلًا.",
        headline="ماء صبرة: فرقة ثالثة في شبكة الوكالة",
        happened="الفرقة الليلية الثالثة تباشر عملها.",
        changed="ثلاث فرق تبحث عن التسرّبات منذ الاثنين.",
    ),
}
# The newest entry counts, whichever of two walks of a language comes first.
STATES = {"desktop": "kept", "phone": "stalled"}
# The row of a commitment, by its words; no-break spaces are in them on the page.
_ROW = """
return [...document.querySelectorAll('tr.promise')]
  .filter((row) => row.querySelector('.promise__text').textContent.replace(/\\s+/g, ' ') === arguments[0])
  .map((row) => [row.className, row.nextElementSibling.textContent.replace(/\\s+/g, ' ')])[0]
"""
_EVENTS = "return document.querySelector('.events').textContent.replace(/\\s+/g, ' ')"
_WIDTHS = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(params=WALKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def walk(name: str, demo_site: Site, viewer: Browser) -> Iterator[Walk]:
    language, screen = name.split("-")
    viewer.size(*SCREENS[screen])
    yield Walk(desk=signed_in(demo_site, viewer, name=f"dossier-{name}", language=language))


def test_success_an_article_moves_a_dossier(name: str, walk: Walk) -> None:
    language, screen = name.split("-")
    matter, state, browser = MATTERS[language], STATES[screen], walk.desk.browser
    happened, changed = f"{matter.happened} {screen}", f"{matter.changed} {screen}"
    walk.desk.open(f"articles/add/?locale={language}")
    walk.desk.write("[name=headline]", f"{matter.headline} {screen}")
    walk.click("[role=tab]", text=matter.tab)

    walk.click(".desk-suggested button", text=matter.title)
    sites.wait(lambda: browser.all("[name=developments-0-text]"), within_s=WAIT_S)
    offered = browser.one(".desk-suggested")
    assert offered.is_displayed() == bool(browser.all(".desk-suggested button"))
    walk.desk.write("[name=developments-0-text]", happened)
    walk.click("#id_proposed_changes-ADD")
    sites.wait(lambda: browser.all("[name=proposed_changes-0-commitment]"), within_s=WAIT_S)
    chosen = Select(browser.one("[name=proposed_changes-0-commitment]"))
    chosen.select_by_visible_text(next(one.text for one in chosen.options if matter.commitment in one.text))
    Select(browser.one("[name=proposed_changes-0-state]")).select_by_value(state)
    walk.desk.write("[name=proposed_changes-0-text]", changed)
    assert happened not in _said(walk.desk.site, matter.path)
    walk.click("[name=action-publish]")
    walk.click("[name=when][value=now]")

    sites.wait(lambda: happened in _said(walk.desk.site, matter.path), within_s=WAIT_S)
    browser.open(f"{walk.desk.site.origin}{matter.path}")
    assert happened in browser.ask(_EVENTS)
    row, history = browser.driver.execute_script(_ROW, matter.commitment)
    assert row == f"promise promise--{state}"
    assert changed in history and f"{matter.headline} {screen}" in history
    page, window = browser.ask(_WIDTHS)
    assert page == window


def test_success_what_is_new_since_the_last_visit(demo_site: Site, viewer: Browser) -> None:
    viewer.open(f"{demo_site.origin}{MATTERS['fr'].path}")
    place = viewer.ask("return Object.keys(localStorage).find((key) => key.startsWith('dossier:'))")
    assert place and viewer.all(".fresh") == []

    viewer.ask(f"localStorage.setItem({json.dumps(place)}, 'e0')")
    viewer.driver.refresh()

    entries = viewer.all(".events > [id], .steps > [id]")
    assert len(entries) > 25
    assert len(viewer.all(".fresh")) == len(entries)


def _said(site: Site, path: str) -> str:
    """Return the words of a page as they were written: without its no-break spaces."""
    return " ".join(document_fromstring(site.get(path).body).text_content().split())
