"""The server without application and database: every baked page is still served."""

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from tests.factories import newsroom
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

FEEDS = [f"{prefix}/{name}" for prefix in ("", "/ar") for name in ("rss.xml", "atom.xml", "feed.json")]
MORE = ["/sitemap.xml", "/robots.txt", "/news-sitemap-fr.xml", "/manifest.webmanifest", "/politique/page/1/"]


def test_success_everything_answers_without_database(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("db.sqlite3*", "bell"))

    with sites.served(folder, "--front-only") as front:
        wrong = [
            (path, front.status(path))
            for path in [*mapped(front), *FEEDS, *MORE]
            if front.status(path) != 200
        ]
        withdrawn, unknown = front.status(newsroom.WITHDRAWN), front.status("/nulle-part/")
        dynamic = {path: front.status(path) for path in ("/recherche/?q=bac", "/desk/", "/_/comment/")}
        same = front.get(newsroom.ARTICLE)

    assert wrong == []
    assert (withdrawn, unknown) == (410, 404)
    assert {status for status in dynamic.values() if status < 400} == set()
    assert same.body == site.get(newsroom.ARTICLE).body
    assert not list(folder.glob("db.sqlite3*"))


def mapped(front: Site) -> list[str]:
    """Return the paths in the site's own maps, and those of the pictures in its articles."""
    maps = locations(front.get("/sitemap.xml").body)
    pages = [address for one in maps for address in locations(front.get(one).body)]
    pictures = [
        item["image"] for item in json.loads(front.get("/feed.json").body)["items"] if "image" in item
    ]
    assert len(pages) > newsroom.SMALL_ARTICLES
    assert pictures
    return [*maps, *pages, *pictures]


def locations(sitemap: bytes) -> list[str]:
    return [element.text for element in etree.fromstring(sitemap).iter("{*}loc")]
