"""The first hour at the desk: an article with picture, byline and subject, and a brief, in as few clicks as a newsroom needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.chromium import PHONE, Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.browser.document import Document
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

SIGNATURE = """
from rotative.articles.models import Byline
from rotative.staff.models import User
from tests.factories.articles import locale
from tests.factories import newsroom
user = User.objects.get(username={name!r})

Byline.objects.get_or_create(user=user, locale=locale({language!r}), defaults={{"name": {byline!r}, "slug": {name!r}}})
newsroom.drawn_picture()
"""
# By language: menu entries and buttons as the desk says them, and the words that are written.
WORDS = {
    "fr": {"filing": "Classement", "byline": "Nadia Ferhat", "headline": "Le port rouvre lundi", "body": "Le bac revient."},
    "ar": {"filing": "التصنيف", "byline": "هند العلوي", "headline": "الميناء يفتح الاثنين", "body": "عادت العبارة."},
}  # fmt: skip
SIZES = {"desktop": (1366, 900), "phone": PHONE}


@dataclass
class Walk:
    """A colleague whose clicks are counted."""

    desk: Desk
    clicks: int = field(default=0)

    def click(self, selector: str, *, text: str = "") -> None:
        """Wait for the first visible element, with this text if there is one, and click it."""
        sites.wait(lambda: self._clicked(selector, text), within_s=WAIT_S)
        self.clicks += 1

    def _clicked(self, selector: str, text: str) -> bool:
        found = self._visible(selector, text)
        if found is None:
            return False
        try:
            self.desk.browser.driver.execute_script(
                "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", found
            )
            found.click()
        except (ElementClickInterceptedException, StaleElementReferenceException):
            return False
        return True

    def _visible(self, selector: str, text: str) -> WebElement | None:
        shown = (one for one in self.desk.browser.all(selector) if one.is_displayed())
        return next((one for one in shown if text in one.text), None)


@pytest.fixture(params=["fr-desktop", "ar-desktop", "fr-phone"])
def colleague(
    request: pytest.FixtureRequest, site: Site, viewer: Browser
) -> Iterator[tuple[Walk, dict[str, str]]]:
    language, size = request.param.split("-")
    words, name = WORDS[language], f"colleague-{request.param}"
    viewer.driver.set_window_size(*SIZES[size])
    desk = signed_in(site, viewer, name=name, language=language)
    sites.python(site.folder, SIGNATURE.format(name=name, byline=words["byline"], language=language))
    yield Walk(desk=desk), words


def live(site: Site, headline: str) -> list[Any]:
    query = "SELECT path, picture_id IS NOT NULL, (SELECT count(*) FROM articles_articlebyline b WHERE b.article_id = a.id), (SELECT count(*) FROM articles_articlesubject s WHERE s.article_id = a.id) FROM articles_article a WHERE headline = ? AND live"
    return site.rows(query, headline)


def test_success_article_with_picture_byline_and_subject(
    site: Site, colleague: tuple[Walk, dict[str, str]]
) -> None:
    walk, words = colleague
    document = Document(desk=walk.desk)
    headline = f"{words['headline']} {walk.desk.browser.driver.get_window_size()['width']}"
    walk.desk.open("")

    walk.click("a.button[href*='articles/add']")
    sites.wait(
        lambda: walk.desk.browser.ask("return document.activeElement.name === 'headline'"), within_s=WAIT_S
    )
    document.type(headline, Keys.TAB, words["body"], Keys.TAB)
    sites.wait(
        lambda: walk.desk.browser.ask("return document.activeElement.classList.contains('desk-text')"),
        within_s=WAIT_S,
    )
    document.type(words["body"], Keys.ENTER, words["body"])
    walk.click("[data-chooser-action-choose]")
    walk.click(".modal a[data-chooser-modal-choice]")
    walk.click("[role=tab]", text=words["filing"])
    walk.click("#id_article_subjects-ADD")
    walk.click("[id^=id_article_subjects] [data-chooser-action-choose]")
    walk.click(".modal a[data-chooser-modal-choice]")
    sites.wait(lambda: not walk.desk.browser.all(".modal.in"), within_s=WAIT_S)
    walk.click("button[name=action-publish]")
    walk.click("button[name=when]")

    [(path, has_picture, bylines, subjects)] = sites.wait(lambda: live(site, headline), within_s=WAIT_S)
    assert (has_picture, bylines, subjects) == (1, 1, 1)
    sites.wait(lambda: site.status(path) == 200, within_s=WAIT_S)
    # Thirty before the form had its own flow; twenty were asked for.
    assert walk.clicks <= 12


def test_success_brief(site: Site, colleague: tuple[Walk, dict[str, str]]) -> None:
    walk, words = colleague
    document = Document(desk=walk.desk)
    headline = f"{words['headline']}, en bref {walk.desk.browser.driver.get_window_size()['width']}"
    walk.desk.open("")

    walk.click("a.button[href*='briefs']")
    sites.wait(
        lambda: walk.desk.browser.ask("return document.activeElement.name === 'headline'"), within_s=WAIT_S
    )
    document.type(headline, Keys.TAB, words["body"])
    walk.click("button[value=publish]")

    assert sites.wait(lambda: live(site, headline), within_s=WAIT_S)
    assert walk.clicks <= 3
