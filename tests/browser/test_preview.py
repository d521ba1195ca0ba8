"""The preview of a form in a browser: the page itself, for each kind, saved or not, with its words and its checks."""

import json
from collections.abc import Iterator

import pytest

from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

IDS = """
import json
from rotative.articles.models import Article
from rotative.dossiers.models import Dossier
from rotative.media.models import Picture
from rotative.pages.models import FrontPage, StandingPage
from tests.factories import newsroom
from tests.factories.articles import locale, published
picture = newsroom.drawn_picture()
Picture.objects.filter(pk=picture.pk).update(alt="")
bare = published(headline="Sans texte", picture=picture, slug="sans-texte",
    body=[("paragraph", "<p>Un deux trois.</p>"), ("intertitle", "Quatre")])
dossier = Dossier.objects.create(title="Le chantier", slug="le-chantier", locale=locale("fr"))
print(json.dumps({
    "article": Article.objects.get(path=newsroom.ARTICLE).pk,
    "brief": Article.objects.filter(form="brief", live=True).latest("pk").pk,
    "bare": bare.pk,
    "dossier": dossier.pk,
    "front": FrontPage.objects.get(locale__language_code="fr").pk,
    "standing": StandingPage.objects.first().pk,
}))
"""
ADDRESSES = {
    "article": ("articles/edit/{article}/", "h1"),
    "brief": ("articles/edit/{brief}/", "h1"),
    "new article": ("articles/add/", "h1"),
    "new brief": ("articles/add/?form=brief", "h1"),
    "new Arabic article": ("articles/add/?locale=ar", "h1"),
    "dossier": ("dossiers/edit/{dossier}/", "h1"),
    "new dossier": ("dossiers/add/", "h1"),
    "standing page": ("pages/{standing}/edit/", "h1"),
    "new standing page": ("pages/add/pages/standingpage/{front}/", "h1"),
}
# The field that a new object needs before it can be shown.
TITLES = {"articles": "headline", "dossiers": "title", "pages": "title"}


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, int]:
    found: dict[str, int] = json.loads(sites.python(site.folder, IDS).strip().splitlines()[-1])
    return found


@pytest.fixture
def desk(site: Site, viewer: Browser) -> Iterator[Desk]:
    viewer.driver.set_window_size(1280, 900)
    yield signed_in(site, viewer)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_success_preview_shows_the_page(kind: str, desk: Desk, ids: dict[str, int]) -> None:
    address, place = ADDRESSES[kind]
    desk.open(address.format(**ids))
    if kind.startswith("new"):
        desk.write(f"[name={TITLES[address.split('/')[0]]}]", "Un titre neuf")

    desk.panel("preview")
    shown = sites.wait(lambda: desk.in_preview(place), within_s=WAIT_S)

    assert not kind.startswith("new") or shown == "Un titre\N{NO-BREAK SPACE}neuf"
    assert desk.in_preview(".preview-error") == ""
    assert not [
        line for line in desk.browser.console() if "Security Policy" in line or "Failed to load" in line
    ]


def test_success_words_are_counted_and_checks_find_a_picture_without_text(
    desk: Desk, ids: dict[str, int]
) -> None:
    desk.open(f"articles/edit/{ids['bare']}/")
    assert desk.text("[data-side-panel=checks] [data-content-checker-count]") == ""

    desk.panel("checks")
    found = sites.wait(
        lambda: desk.text("[data-side-panel=checks] [data-content-checker-count]"), within_s=WAIT_S
    )
    words = sites.wait(lambda: desk.text("[data-desk-words]").strip("–"), within_s=WAIT_S)

    assert (found, words) == ("1", "4")
    assert desk.text("[data-content-checker-name]") == "Image sans texte alternatif"


def test_success_a_page_in_order_has_no_issue(desk: Desk, ids: dict[str, int]) -> None:
    desk.open(f"articles/edit/{ids['article']}/")

    desk.panel("checks")
    found = sites.wait(
        lambda: desk.text("[data-side-panel=checks] [data-content-checker-count]"), within_s=WAIT_S
    )

    assert found == "0", desk.browser.texts("[data-content-checker-row]")
