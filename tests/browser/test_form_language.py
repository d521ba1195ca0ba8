"""The form of an Arabic article in a French desk: every text is Arabic and right to left, also blocks that are added."""

import pytest

from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

IDS = """
import json
from rotative.articles.models import Article
from rotative.media.models import Picture
article = Article.objects.filter(locale__language_code="ar", form="article").first()
article.body = json.dumps([
    {"type": "intertitle", "value": "عنوان."},
    {"type": "paragraph", "value": "<p>فقرة.</p>"},
    {"type": "quotation", "value": {"text": "قول.", "source": "قائل"}},
    {"type": "picture", "value": {"image": Picture.objects.first().pk, "alt": "وصف", "caption": "شرح", "credit": "صاحب"}},
])
article.save_revision()
print(article.pk)
"""
# Every text of the body: what it is, its language and its direction on the screen.
TEXTS = """
const fields = document.querySelectorAll('[data-contentpath="body"] :is(input[type=text], textarea, [contenteditable=true])');
return [...fields].filter((field) => field.offsetParent).map((field) => [
  field.closest("[lang]").lang, getComputedStyle(field.querySelector(".public-DraftStyleDefault-block") ?? field).direction,
  field.name || field.textContent,
]);
"""


def test_success_blocks_of_an_arabic_article(site: Site, viewer: Browser) -> None:
    pk = sites.python(site.folder, IDS).strip().splitlines()[-1]
    viewer.driver.set_window_size(1280, 1600)
    desk = signed_in(site, viewer, language="fr")

    desk.open(f"articles/edit/{pk}/")
    sites.wait(lambda: len(viewer.ask(TEXTS)) >= 7, within_s=WAIT_S)

    assert [found for found in viewer.ask(TEXTS) if found[:2] != ["ar", "rtl"]] == []
    assert viewer.ask("return document.documentElement.lang") == "fr"


def test_success_new_article_of_an_arabic_desk(site: Site, viewer: Browser) -> None:
    desk = signed_in(site, viewer, name="hind", language="ar")

    desk.open("articles/add/")

    assert viewer.ask(
        "const field = document.querySelector('[name=headline]'); return [field.lang, field.dir]"
    ) == [
        "ar",
        "rtl",
    ]
