"""A picture from the desk to the page, in a browser, with the worker at work."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser
from tests.media import files
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

SIGN_IN = """
import json
from django.test import Client
from rotative.staff.models import User
chief, _made = User.objects.get_or_create(username="library", defaults={"is_superuser": True})
client = Client()
client.force_login(chief)
print(json.dumps(client.cookies["sessionid"].value))
"""
PUBLISH = """
from rotative.media.models import Picture
from tests.factories.articles import published
print(published(headline="Une image", slug="une-image", picture=Picture.objects.latest("pk")).path)
"""
FORGET = (
    "from rotative.articles.models import Article; from rotative.media.models import Picture;"
    "Article.objects.filter(slug='une-image').delete(); Picture.objects.latest('pk').delete()"
)


@pytest.fixture
def library(site: Site, viewer: Browser) -> Iterator[Browser]:
    """Open the page that uploads, signed in."""
    cookie = json.loads(sites.python(site.folder, SIGN_IN).strip().splitlines()[-1])
    viewer.open(f"{site.origin}/desk/login/")
    viewer.driver.add_cookie({"name": "sessionid", "value": cookie, "path": "/desk/"})
    viewer.open(f"{site.origin}/desk/images/add/")
    yield viewer
    sites.python(site.folder, FORGET)
    # The worker removes what a deleted picture leaves.
    sites.wait(
        lambda: not [*site.folder.glob("originals/telephone*"), *site.folder.glob("media/images/telephone*")]
    )


def test_success_uploaded_seen_and_printed(site: Site, library: Browser, tmp_path: Path) -> None:
    photograph = tmp_path / "telephone.jpg"
    photograph.write_bytes(files.photograph(6, size=(1800, 1200)))

    library.one("input[type=file]").send_keys(str(photograph))
    title = library.one("input[name=title]")
    title.clear()
    title.send_keys("Le quai")
    title.submit()
    sites.wait(lambda: library.driver.current_url.endswith("/desk/images/"))
    # The drawing in its place is replaced without loading the page again.
    sites.wait(lambda: library.all('img[src^="/media/images/telephone"]'))
    path = sites.python(site.folder, PUBLISH).strip().splitlines()[-1]
    sites.wait(lambda: site.status(path) == 200 and b"telephone" in site.get(path, accept_encoding="").body)

    page = site.get(path, accept_encoding="").body.decode()
    named = {part.split('"')[0].split(" ")[0] for part in page.split("/media/images/")[1:]}
    # Five widths, of which the picture has four: two modern formats each, two of JPEG, and the part that other sites show.
    assert len(named) == 11
    for name in named:
        picture = site.get(f"/media/images/{name}")
        assert picture.status == 200
        assert b"Exif" not in picture.body and files.OWNER.encode() not in picture.body
    assert [
        site.status(at)
        for at in ("/media/telephone.jpg", "/media/original_images/telephone.jpg", "/originals/telephone.jpg")
    ] == [404] * 3
    assert site.get("/desk/pictures/1/original/").status == 302
