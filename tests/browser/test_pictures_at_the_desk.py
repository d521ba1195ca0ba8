"""Cropping with the keyboard, and the library's texts as placeholders in an article, in a browser with the worker at work."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.desk import Desk, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

ADD = """
from django.core.files.uploadedfile import SimpleUploadedFile
from rotative.media.models import Picture
from tests.factories.articles import ArticleFactory, SectionFactory
from tests.media import files
picture = Picture.objects.create(
    title="Le quai", alt="Des bateaux", caption="Au port", credit="Zoé / AFP",
    file=SimpleUploadedFile("quai.jpg", files.photograph(size=(900, 600))),
)
article = ArticleFactory(headline="Au quai", slug="au-quai-2", picture=picture)
article.save_revision()
print(picture.pk, article.pk)
"""
FORGET = (
    "from rotative.articles.models import Article; from rotative.media.models import Picture;"
    "Article.objects.filter(slug='au-quai-2').delete(); Picture.objects.filter(title='Le quai').delete()"
)
SIZE = "from rotative.media.models import Picture; one = Picture.objects.get(title='Le quai'); print(one.state, one.width, one.height)"


@pytest.fixture
def added(site: Site, viewer: Browser) -> Iterator[tuple[Desk, str, str]]:
    """Add a picture and an article that shows it; return the desk and their ids."""
    picture, article = sites.python(site.folder, ADD).strip().splitlines()[-1].split()
    sites.wait(lambda: size(site)[0] == "ready")
    yield signed_in(site, viewer, name="picture-desk"), picture, article
    sites.python(site.folder, FORGET)


def size(site: Site) -> list[str]:
    return sites.python(site.folder, SIZE).strip().splitlines()[-1].split()


def test_success_cropped_with_the_keyboard(site: Site, added: tuple[Desk, str, str]) -> None:
    desk, picture, _article = added
    desk.open(f"pictures/{picture}/crop/")

    frame = desk.browser.one(".desk-crop__frame")
    frame.send_keys(Keys.SHIFT, *[Keys.ARROW_LEFT] * 50)
    frame.send_keys(*[Keys.ARROW_RIGHT] * 10)
    edges = {
        name: desk.browser.one(f"input[name={name}]").get_attribute("value")
        for name in ("left", "right", "top", "bottom")
    }
    desk.browser.one("button[value=crop]").send_keys(Keys.ENTER)
    sites.wait(lambda: size(site) == ["ready", "450", "600"])

    assert edges == {"left": "10.0", "right": "60.0", "top": "0.0", "bottom": "100.0"}
    # The page shows it without being asked.
    sites.wait(lambda: desk.browser.all("button[value=undo]"))


def test_success_the_librarys_texts_are_placeholders(added: tuple[Desk, str, str]) -> None:
    desk, _picture, article = added
    desk.open(f"articles/edit/{article}/")

    def placeholders() -> list[str]:
        return [
            desk.browser.one(f"[name=picture_{name}]").get_attribute("placeholder")
            for name in ("alt", "caption", "credit")
        ]

    sites.wait(lambda: placeholders() == ["Des bateaux", "Au port", "Zoé / AFP"])
