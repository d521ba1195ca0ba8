"""Links: every address in a page, a feed or a map of the site answers."""

import json
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.factories import newsroom
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

_ADDRESSES = ("href", "src", "srcset", "action", "data-copy")
_META = {"og:url", "og:image"}


def test_success_every_link_answers(site: Site) -> None:
    waiting, seen, broken = ["/", "/ar/"], {"/", "/ar/"}, []

    while waiting:
        path = waiting.pop()
        reply = site.get(path)
        if reply.status >= 400:
            broken.append((path, reply.status))
            continue
        if reply.headers["content-type"].startswith("text/html"):
            found = {address for address in linked(reply.body, site.origin + path) if site.origin in address}
            fresh = {address.removeprefix(site.origin) for address in found} - seen
            seen |= fresh
            waiting += fresh

    assert broken == []
    # Following links alone finds one page of each kind.
    kinds = {
        newsroom.ARTICLE, newsroom.ARABIC_ARTICLE, "/politique/", "/politique/page/1/", "/ar/siyasa/", "/breves/", "/ar/mujaz/",
        "/sujet/fr-1/", "/ar/mawdou/ar-1/", "/auteur/ada-kermorvan/", "/ar/katib/hind/", "/archives/", "/a-propos-fr/",
        "/ar/a-propos-ar/", "/lettre/", "/ar/risala/", "/recherche/", "/ar/bahth/", "/rss.xml", "/politique/rss.xml",
        "/manifest.webmanifest",
    }  # fmt: skip
    assert kinds - seen == set()


def linked(body: bytes, at: str) -> Iterator[str]:
    """Return the absolute addresses in a page, without their fragments."""
    for element in html.document_fromstring(body).iter(etree.Element):
        for name in _ADDRESSES:
            for part in element.get(name, "").split(","):
                address = part.split()[0] if part.split() else ""
                # The address of a form that is posted has no page.
                if address and element.get("method") != "post":
                    yield urljoin(at, address).partition("#")[0]
        if element.get("property") in _META:
            yield element.get("content")


def test_success_sitemaps(site: Site) -> None:
    maps = addresses(site.get("/sitemap.xml").body)
    news = ["/news-sitemap-fr.xml", "/news-sitemap-ar.xml"]

    pages = {address for one in (*maps, *news) for address in addresses(site.get(one).body)}

    paths = {urlsplit(address).path for address in pages}
    assert {
        "/",
        "/ar/",
        newsroom.ARTICLE,
        newsroom.ARABIC_ARTICLE,
        "/politique/",
        "/a-propos-fr/",
    } - paths == set()
    assert {address for address in pages if not address.startswith(site.origin)} == set()
    assert [path for path in paths if site.status(path) != 200] == []
    assert newsroom.WITHDRAWN not in paths


def addresses(sitemap: bytes) -> list[str]:
    return [element.text for element in etree.fromstring(sitemap).iter("{*}loc")]


@pytest.mark.parametrize(
    ("path", "item"),
    [
        (path, item)
        for prefix in ("", "/ar")
        for path, item in ((f"{prefix}/rss.xml", "{*}item"), (f"{prefix}/atom.xml", "{*}entry"))
    ]
    + [
        (path, "{*}item")
        for path in (
            "/politique/rss.xml",
            "/ar/siyasa/rss.xml",
            "/sujet/fr-1/rss.xml",
            "/ar/mawdou/ar-1/rss.xml",
        )
    ],
)
def test_success_feed_is_read(site: Site, path: str, item: str) -> None:
    reply = site.get(path)

    links = [
        element.get("href") or element.text
        for entry in etree.fromstring(reply.body).iter(item)
        for element in entry.findall("{*}link")
    ]

    assert reply.status == 200
    assert links
    assert [link for link in links if site.status(link) != 200] == []


@pytest.mark.parametrize("path", ["/feed.json", "/ar/feed.json"])
def test_success_json_feed_is_read(site: Site, path: str) -> None:
    feed = json.loads(site.get(path).body)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"]
    assert [item["url"] for item in feed["items"] if site.status(item["url"]) != 200] == []


@pytest.mark.parametrize(
    ("path", "status"), [(newsroom.WITHDRAWN, 410), ("/nulle-part/", 404), ("/ar/la-shay/", 404)]
)
def test_fail_no_page(site: Site, path: str, status: int) -> None:
    reply = site.get(path)

    assert (reply.status, reply.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert b'href="/' in reply.body
