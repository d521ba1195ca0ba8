"""The weight of an article without its pictures: two requests, 14 KB, no other site, nothing stored."""

from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import Browser
from tests.factories import newsroom
from tests.processes.sites import Site

pytestmark = pytest.mark.browser

MOST_BYTES = 14_000
# The demo's dossier of four years: more than the first flight, by its 26 events and 9 histories (docs/features/dossiers.md).
MOST_DOSSIER_BYTES = 15_600
DEMO_PAGES = (
    *("/dossier/", "/dossier/engagements/", "/ar/milaf/taahudat/", "/dossier/le-tramway-promesse-de-2024/"),
    *("/sujet/regie-des-eaux-de-la-sebra/", "/ar/mawdou/wkala-myah-sbra/"),
)
LONG_DOSSIERS = ("/dossier/l-eau-de-la-sebra/", "/ar/milaf/ma-sbra/")
# The browser requests the manifest and the icon by itself, once the page is shown.
LATER = {"Image", "Other", "Manifest"}


@pytest.mark.parametrize("path", [newsroom.ARTICLE, newsroom.ARABIC_ARTICLE])
def test_success_article_is_light(site: Site, viewer: Browser, path: str) -> None:
    viewer.open(site.origin + path)

    requests, weights = traffic(viewer)
    before = {address: kind for address, kind in requests.items() if kind not in LATER}
    assert sorted(kind for kind in before.values() if kind != "Script") == ["Document", "Stylesheet"]
    assert {urlsplit(address).netloc for address in requests} == {urlsplit(site.origin).netloc}
    # Scripts wait for the page; the page never waits for them.
    scripts = viewer.all("script[src]")
    assert len(scripts) == sum(kind == "Script" for kind in before.values())
    assert {script.get_attribute("type") for script in scripts} <= {"module"}
    light = {address: weights[address] for address, kind in before.items() if kind != "Script"}
    assert sum(light.values()) <= MOST_BYTES, light


@pytest.mark.parametrize(
    ("path", "most"),
    [(path, MOST_BYTES) for path in DEMO_PAGES] + [(path, MOST_DOSSIER_BYTES) for path in LONG_DOSSIERS],
)
def test_success_dossiers_and_subjects_are_light(
    demo_site: Site, reader: Browser, path: str, most: int
) -> None:
    reader.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    reader.network()

    reader.open(demo_site.origin + path)

    requests, weights = traffic(reader)
    waited_for = {address: kind for address, kind in requests.items() if kind not in LATER}
    assert sorted(waited_for.values()) == ["Document", "Stylesheet"]
    assert sum(weights[address] for address in waited_for) <= most, weights


def test_success_without_scripts_two_requests(site: Site, reader: Browser) -> None:
    reader.network()

    reader.open(site.origin + newsroom.ARTICLE)

    kinds = [kind for kind in traffic(reader)[0].values() if kind not in LATER]
    assert sorted(kinds) == ["Document", "Stylesheet"]


@pytest.mark.parametrize("path", ["/", newsroom.ARTICLE, "/ar/", "/recherche/?q=bac", "/lettre/"])
def test_success_nothing_kept_nothing_complained(site: Site, viewer: Browser, path: str) -> None:
    viewer.open(site.origin + path)

    assert viewer.driver.execute_cdp_cmd("Network.getAllCookies", {})["cookies"] == []
    assert viewer.ask("return [localStorage.length, sessionStorage.length]") == [0, 0]
    assert viewer.console() == []


@pytest.mark.parametrize(
    "path", ["/", newsroom.ARTICLE, "/recherche/?q=bac", newsroom.WITHDRAWN, "/nulle-part/"]
)
def test_success_policy(site: Site, path: str) -> None:
    reply = site.get(path)

    policy = dict(
        part.strip().partition(" ")[::2] for part in reply.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"], policy["base-uri"]) == ("'self'", "'self'", "'none'")
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in reply.headers


def test_success_compressed_on_the_wire(site: Site) -> None:
    page = site.get(newsroom.ARTICLE, accept_encoding="gzip, br")

    assert page.headers["content-encoding"] == "br"
    assert len(page.body) < 8_000


def traffic(browser: Browser) -> tuple[dict[str, str], dict[str, int]]:
    """Return the kind of each request of a page, by address, and the bytes received, headers included."""
    kinds, addresses, weights = {}, {}, {}
    for event in browser.network():
        told = event["params"]
        if event["method"] == "Network.requestWillBeSent" and told["request"]["url"].startswith("http"):
            kinds[told["request"]["url"]] = told["type"]
            addresses[told["requestId"]] = told["request"]["url"]
        elif event["method"] == "Network.loadingFinished" and told["requestId"] in addresses:
            weights[addresses[told["requestId"]]] = int(told["encodedDataLength"])
    return kinds, weights
