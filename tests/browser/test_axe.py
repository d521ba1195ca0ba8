"""No fault that axe-core finds: in every kind of page for readers and on the main screens of the desk.

Small at every change: each language and each kind of screen and of light once; `make prove TEST=tests/browser/test_axe.py` runs all.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.browser import axe
from tests.browser.axe import Fault
from tests.browser.chromium import SCREENS, Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.conftest import proofs
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.slow]

DOSSIERS = {"fr": "/dossier/l-eau-de-la-sebra/", "ar": "/ar/milaf/ma-sbra/"}
# The commented article has the form of comments.
PAGES = {
    "fr": (
        *("/", "/sujet/regie-des-eaux-de-la-sebra/", DOSSIERS["fr"], f"{DOSSIERS['fr']}type/report/"),
        *(
            "/dossier/",
            "/dossier/engagements/",
            "/dossier/engagements/sujet/",
            "/recherche/?q=eau",
            "/lettre/",
        ),
        *("/environnement/", "/breves/", "/archives/", "/nulle-part/"),
    ),
    "ar": (
        *("/ar/", "/ar/mawdou/wkala-myah-sbra/", DOSSIERS["ar"], f"{DOSSIERS['ar']}naw/report/"),
        *(
            "/ar/milaf/",
            "/ar/milaf/taahudat/",
            "/ar/milaf/taahudat/mawdou/",
            "/ar/bahth/?q=الماء",
            "/ar/risala/",
        ),
        *("/ar/bia/", "/ar/archives/"),
    ),
}
_COMMENTED = """
SELECT a.path FROM articles_article a JOIN comments_comment c ON c.article_id = a.id
JOIN wagtailcore_locale l ON l.id = a.locale_id WHERE a.live AND l.language_code = ?
GROUP BY a.id ORDER BY count(*) DESC LIMIT 1
"""
_EDITION = "SELECT path FROM bake_publicpath WHERE recipe = 'edition' AND path LIKE '/ar/%' = ? LIMIT 1"
_SUGGESTED = "SELECT {} FROM articles_subjectsuggestion GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
_COMMITMENT = (
    "SELECT c.id FROM dossiers_commitment c JOIN dossiers_dossier d ON d.id = c.dossier_id WHERE d.slug = ?"
)
LIGHTS = ("light", "dark")
VIEWS = proofs(
    ["fr-phone-light", "ar-desktop-dark"], ["-".join(one) for one in product(PAGES, SCREENS, LIGHTS)]
)
# Faults of Wagtail's own markup, by rule and selector, each with its reason.
WAGTAILS = {
    # The link to the heading of a row and the button that folds it away: 24 pixels each, side by side. On a phone, or under the
    # bar of buttons at the end of the window, axe-core counts the part of them that something else covers until one scrolls.
    ("target-size", ".w-panel__anchor--prefix"),
    ("target-size", ".w-panel__toggle"),
}


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, viewer: Browser) -> Iterator[str]:
    _language, screen, light = request.param.split("-")
    viewer.size(*SCREENS[screen])
    features = {"prefers-color-scheme": light, "prefers-reduced-motion": "reduce"}
    viewer.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": name, "value": value} for name, value in features.items()]},
    )
    viewer.driver.set_script_timeout(WAIT_S)
    yield request.param


def test_success_pages_of_readers(view: str, demo_site: Site, viewer: Browser) -> None:
    language = view.partition("-")[0]
    [(commented,)] = demo_site.rows(_COMMENTED, language)
    [(edition,)] = demo_site.rows(_EDITION, language == "ar")
    found = {}

    for path in (*PAGES[language], commented, edition):
        viewer.open(demo_site.origin + path)
        found[path] = axe.faults(viewer)

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_success_screens_of_the_desk(view: str, demo_site: Site, viewer: Browser) -> None:
    language = view.partition("-")[0]
    desk = signed_in(demo_site, viewer, name=f"axe-{language}", language=language)
    found = {}

    for path in _screens(demo_site, language):
        desk.open(path)
        sites.wait(lambda: viewer.ask("return document.readyState === 'complete'"), within_s=WAIT_S)
        for tab in _tabs(desk):
            found[f"{path} {tab}"] = [one for one in axe.faults(viewer) if not _is_wagtails(one)]

    assert {path: faults for path, faults in found.items() if faults} == {}


def _screens(site: Site, language: str) -> tuple[str, ...]:
    """Return the screens: home, form of an article, suggestions, form of a dossier, history of a commitment."""
    [(subject,)] = site.rows(_SUGGESTED.format("subject_id"))
    [(article,)] = site.rows(_SUGGESTED.format("article_id"))
    slug = DOSSIERS[language].rstrip("/").rpartition("/")[2]
    [(dossier,)] = site.rows("SELECT id FROM dossiers_dossier WHERE slug = ?", slug)
    commitment = site.rows(_COMMITMENT, slug)[0][0]
    return (
        "",
        f"articles/edit/{article}/",
        "subjects/suggestions/",
        f"subjects/{subject}/suggestions/",
        f"dossiers/edit/{dossier}/",
        f"dossiers/commitment/{commitment}/",
    )


def _tabs(desk: Desk) -> Iterator[str]:
    """Open the tabs of the form one after the other; a screen without tabs is one."""
    tabs = desk.browser.all("main [role=tab]")
    if not tabs:
        yield ""
    for tab in tabs:
        desk.browser.driver.execute_script("arguments[0].click()", tab)
        yield tab.text


def _is_wagtails(fault: Fault) -> bool:
    return any(fault.rule == rule and selector in fault.selector for rule, selector in WAGTAILS)
