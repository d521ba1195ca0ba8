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
# Every text of the body: its language, its direction on the screen, and what it is.
TEXTS = """
const fields = document.querySelectorAll('[data-desk-document] :is(.desk-text > *, .desk-text input[type=text])');
return [...fields].filter((field) => field.offsetParent && !field.matches('.desk-card')).map((field) => [
  field.closest("[lang]").lang, getComputedStyle(field).direction, field.textContent,
]);
"""


def test_success_blocks_of_an_arabic_article(site: Site, viewer: Browser) -> None:
    pk = sites.python(site.folder, IDS).strip().splitlines()[-1]
    viewer.driver.set_window_size(1280, 1600)
    desk = signed_in(site, viewer, language="fr")

    desk.open(f"articles/edit/{pk}/")
    sites.wait(lambda: len(viewer.ask(TEXTS)) >= 6, within_s=WAIT_S)

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
