"""The header on a phone: one row for the name, search and the letter, one for the sections."""

import pytest

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.factories import newsroom
from tests.processes.sites import Site

pytestmark = pytest.mark.browser

# Pixels over the headline of an article. With the sections in several rows and the way from the front page it was 245.
HIGHEST = 130
_ROW = "document.querySelector('.nameplate__row')"
# More sections than fit, the last one current, as if the page had just been opened.
_MANY = """
const list = document.querySelector(".menu ul"), current = list.querySelector("[aria-current]").closest("li");
for (let number = 0; number < 9; number += 1) {
  const item = current.cloneNode(true);
  item.firstChild.removeAttribute("aria-current");
  item.firstChild.textContent = `Section ${number}`;
  list.prepend(item);
}
current.firstChild.style.animation = "none";
current.firstChild.getBoundingClientRect();
current.firstChild.style.animation = "";
"""
_IN_VIEW = """
const part = document.querySelector(".menu [aria-current]").getBoundingClientRect();
return part.left >= 0 && part.right <= innerWidth;
"""


@pytest.mark.parametrize("width", [320, 360, 412])
@pytest.mark.parametrize("path", [newsroom.ARTICLE, newsroom.ARABIC_ARTICLE])
def test_success_the_headline_is_near_the_top(site: Site, reader: Browser, path: str, width: int) -> None:
    reader.open(site.origin + path)
    reader.size(width, 800)
    try:
        assert reader.ask("return document.querySelector('h1').getBoundingClientRect().top") <= HIGHEST
        assert not reader.one(".breadcrumb").is_displayed()
        assert reader.one(".kicker a").is_displayed()
    finally:
        reader.size(*chromium.PHONE)


@pytest.mark.parametrize("path", ["/", "/ar/", newsroom.ARTICLE, newsroom.ARABIC_ARTICLE])
def test_success_name_search_and_letter_share_a_row(site: Site, reader: Browser, path: str) -> None:
    reader.open(site.origin + path)

    middles = reader.ask(
        "return ['.nameplate__name', '.tools__icon', '.tools__letter']"
        ".map((part) => document.querySelector(part).getBoundingClientRect())"
        ".map((box) => Math.round((box.top + box.bottom) / 2))"
    )

    assert max(middles) - min(middles) <= 2


@pytest.mark.parametrize("path", [newsroom.ARTICLE, newsroom.ARABIC_ARTICLE])
def test_success_the_sections_scroll_to_the_current_one(site: Site, reader: Browser, path: str) -> None:
    reader.open(site.origin + path)

    reader.ask(_MANY)

    tall, row = reader.ask(f"return [{_ROW}.clientHeight, {_ROW}.scrollWidth > {_ROW}.clientWidth]")
    assert (tall < 60, row) == (True, True)
    assert reader.ask("return document.documentElement.scrollWidth") == chromium.PHONE[0]
    assert reader.ask(_IN_VIEW)


def test_success_the_sections_can_be_scrolled_away(site: Site, reader: Browser) -> None:
    """The place at which the row opens does not hold it."""
    reader.open(site.origin + newsroom.ARTICLE)
    reader.ask(_MANY)
    # Until the page is no longer new.
    reader.driver.execute_async_script(
        "Promise.all(document.getAnimations().map((one) => one.finished)).then(arguments[0])"
    )

    reader.ask(f"{_ROW}.scrollLeft = 0")

    assert reader.ask(f"return {_ROW}.scrollLeft") == 0
    assert not reader.ask(_IN_VIEW)


def test_success_languages_end_the_row(site: Site, reader: Browser) -> None:
    reader.open(site.origin + "/")

    reader.one(".nameplate__row .languages a[hreflang=ar]").click()

    assert reader.one("html").get_attribute("lang") == "ar"


def test_success_names_of_sections_keep_to_one_line(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)
    reader.ask(_MANY)

    lines = reader.ask(
        "return [...document.querySelectorAll('.nameplate__row a')].map((link) => {"
        "  const words = document.createRange();"
        "  words.selectNodeContents(link);"
        "  return words.getClientRects().length;"
        "})"
    )

    assert set(lines) == {1}
