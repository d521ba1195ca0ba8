"""The order on the screen: who reads down a column meets everything in the order of the document."""

from itertools import chain, combinations
from typing import Any

import pytest

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.browser.test_reader import PAGES
from tests.factories import newsroom
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.browser

WIDTHS = (390, 800, 1024, 1280, 1600)
DOSSIERS = ("/dossier/le-bac/", "/dossier/")
OTHERS = ("/politique/page/1/", "/nulle-part/", newsroom.WITHDRAWN)
ADDED = """
from rotative.articles.models import Article
from rotative.core import addresses
from django.utils.timezone import localdate
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier
from rotative.editions import actions
from tests.factories.dossiers import event_of

article = Article.objects.get(slug="le-bac-revient-au-quai")
dossier = Dossier(locale=article.locale, title="Le bac", slug="le-bac", summary="Deux rives.", live=True)
dossier.save()
for number in range(3):
    event_of(dossier, localdate(), f"Étape {number}", article)
    commitment = Commitment.objects.create(dossier=dossier, text=f"Promesse {number}", due_words="fin 2027")
    CommitmentChange.objects.create(commitment=commitment, on=localdate(), state="announced", evidence=article)
edition = actions.compose_edition(localdate(), "fr")
actions.approve(edition)
print(addresses.edition("fr", localdate()))
"""
# The parts that an article may lack, and one that is often long.
PARTS = (
    ".article__picture",
    ".article__standfirst",
    ".corrections",
    ".rail",
    ".article__body > :nth-child(n + 2)",
)

# Returns each pair of parts of the page that share a column while the later one is above the earlier one, and each pair
# that overlaps. The signature and dates are next to the text, so the picture may be above them.
_DISORDER = """
const shown = (element) => {
  const box = element.getBoundingClientRect();
  // What is folded away has a box all the same.
  return box.width > 1 && box.height > 1 && element.checkVisibility({visibilityProperty: true}) && box.bottom > 0;
};
const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
const parts = [...document.querySelectorAll("main *")].filter((element) =>
  (own(element) || /^(img|input|textarea|select|button)$/.test(element.localName)) && shown(element)
  && !/^(inline|contents)$/.test(getComputedStyle(element).display)
  && !element.closest("table, option, button *, .trap, figure *:not(img)"));
const named = (element) => `${element.closest("[class]").className} ${element.localName}: ${element.textContent.trim().slice(0, 30)}`;
const found = [];
const boxes = parts.map((element) => ({element, box: element.getBoundingClientRect()}));
boxes.forEach((first, index) => {
  for (const later of boxes.slice(index + 1)) {
    const [a, b] = [first.box, later.box];
    if (first.element.contains(later.element)) continue;
    const column = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1;
    if (!column) continue;
    if (first.element.closest(".article__meta") && later.element.closest(".article__picture")) continue;
    if (b.bottom <= a.top + 1) found.push(`above: ${named(later.element)} | ${named(first.element)}`);
    else if (b.top < a.bottom - 1) found.push(`over: ${named(later.element)} | ${named(first.element)}`);
  }
});
return found.slice(0, 5);
"""


@pytest.fixture(scope="module")
def letter(site: Site) -> str:
    """Add dossiers and a letter to the site; return the path of the letter once it is printed."""
    path = sites.python(site.folder, ADDED).strip()
    sites.wait(lambda: all(site.status(page) == 200 for page in (*DOSSIERS, path)))
    return path


@pytest.mark.parametrize("width", WIDTHS)
def test_success_every_kind_of_page(site: Site, reader: Browser, letter: str, width: int) -> None:
    reader.size(width, 900)
    try:
        assert {
            path: wrong
            for path in (*chain(*PAGES.values()), *DOSSIERS, letter, *OTHERS)
            if (wrong := disorder(reader, site.origin + path))
        } == {}
    finally:
        reader.size(*chromium.PHONE)


@pytest.mark.parametrize("path", [newsroom.ARTICLE, newsroom.ARABIC_ARTICLE])
@pytest.mark.parametrize("width", WIDTHS)
def test_success_an_article_with_and_without_each_part(
    site: Site, reader: Browser, width: int, path: str
) -> None:
    reader.open(site.origin + path)
    reader.size(width, 900)
    lacking = chain.from_iterable(combinations(PARTS, count) for count in range(len(PARTS) + 1))
    try:
        assert {missing: wrong for missing in lacking if (wrong := without(reader, missing))} == {}
    finally:
        reader.size(*chromium.PHONE)


def test_success_what_follows_the_text_follows_at_once(site: Site, reader: Browser) -> None:
    """A short text next to a long column of further reading leaves no hole before what follows it."""
    reader.open(site.origin + newsroom.ARTICLE)
    reader.size(1600, 900)
    try:
        without(reader, (".article__picture", ".article__body > :nth-child(n + 2)"))
        reader.ask("document.querySelector('.rail').style.minBlockSize = '3000px'")
        gaps = reader.ask(
            "const boxes = ['.article__head', '.article__body', '.article__foot', '.comments']"
            ".map((part) => document.querySelector(part).getBoundingClientRect());"
            "return boxes.slice(1).map((box, index) => Math.round(box.top - boxes[index].bottom))"
        )
        assert max(gaps) <= 60
    finally:
        reader.size(*chromium.PHONE)


def disorder(reader: Browser, address: str) -> Any:
    """Return what is out of order on a page, as it comes and with everything unfolded."""
    reader.open(address)
    # Rows below the screen are laid out when they come near it: here at once.
    reader.ask(
        "document.querySelectorAll('.row').forEach((row) => { row.style.contentVisibility = 'visible'; })"
    )
    folded = reader.ask(_DISORDER)
    return folded + reader.ask(
        f"for (const part of document.querySelectorAll('details')) part.open = true; {_DISORDER}"
    )


def without(reader: Browser, selectors: tuple[str, ...]) -> Any:
    """Hide parts of the page, show all others, and return what is out of order then."""
    return reader.ask(
        f"for (const part of document.querySelectorAll({', '.join(PARTS)!r})) part.style.display = '';"
        + "".join(
            f"for (const part of document.querySelectorAll({selector!r})) part.style.display = 'none';"
            for selector in selectors
        )
        + _DISORDER
    )


@pytest.mark.parametrize("path", [newsroom.ARTICLE, newsroom.ARABIC_ARTICLE])
def test_success_the_rail_lives_as_long_as_the_text(site: Site, reader: Browser, path: str) -> None:
    """Wherever a reader is in a text that is longer than the screen, something is next to it."""
    reader.open(site.origin + path)
    reader.size(1280, 900)
    try:
        # Further reading of eight cards, whatever other tests have published.
        reader.ask(
            "document.querySelector('.related')?.closest('.rail__part').remove();"
            "document.querySelector('.rail__part:last-child').insertAdjacentHTML('beforebegin',"
            "  '<div class=rail__part><section class=related style=block-size:1400px></section></div>');"
            "document.querySelector('.article__body').style.minBlockSize = '6000px'"
        )
        alone = reader.ask(
            "const box = document.querySelector('.article__body').getBoundingClientRect(), empty = [];"
            "const parts = [...document.querySelectorAll('.rail__stay, .related')];"
            "for (let top = box.top; top < box.bottom - innerHeight; top += 300) {"
            "  scrollTo(0, top);"
            "  const seen = parts.map((part) => part.getBoundingClientRect());"
            "  if (!seen.some((part) => part.top < innerHeight - 60 && part.bottom > 60)) empty.push(top);"
            "}"
            "return empty"
        )
        assert alone == []
    finally:
        reader.size(*chromium.PHONE)
