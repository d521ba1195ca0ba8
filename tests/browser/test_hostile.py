"""Hostile texts: none of them runs on a page, in a feed or in a letter, even without a content security policy."""

import html
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree

from rotative.core import addresses
from tests.browser import hostile
from tests.browser.chromium import Browser
from tests.browser.conftest import Browse
from tests.factories import payloads
from tests.processes import sites
from tests.processes.once import made_once
from tests.processes.servers import free_port
from tests.processes.sites import Site

pytestmark = pytest.mark.browser

FEED_TEXTS = ("{*}description", "{*}encoded", "{*}content", "{*}summary", "{*}title")


@pytest.fixture(scope="session")
def written_home(shared: Path, empty_home: Path) -> Path:
    """Serve a newsroom with hostile texts from the desk, from readers and from an import."""

    def make(folder: Path) -> None:
        shutil.copytree(empty_home, folder)
        sites.python(folder, "from tests.browser import hostile; hostile.fill()")
        report = json.loads(sites.run(folder, "import", "wordpress", str(hostile.export(folder)), "--json"))
        assert (report["articles"], report["pages"]) == (len(hostile.payloads()), 1)

    return made_once(shared / "hostile", make)


@pytest.fixture(scope="session")
def written(written_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("hostile") / "home", free_port()
    shutil.copytree(written_home, folder)
    sites.settle(folder, site_url=f"http://127.0.0.1:{port}")
    sites.run(folder, "bake", "--all")
    with sites.served(folder, port=port) as site:
        yield site


@pytest.fixture(scope="session")
def unguarded(browser: Browse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a browser that ignores the content security policy: only the markup protects."""
    with browser(tmp_path_factory.mktemp("unguarded"), scripts=True) as found:
        found.bypass_policy()
        found.without_pictures()
        yield found


def test_success_what_would_run_is_seen(unguarded: Browser, tmp_path: Path) -> None:
    # The same payloads, in a page that does not escape them: the detector finds them.
    for number, payload in enumerate(payloads.OWN[:40]):
        (tmp_path / f"{number}.html").write_text(
            f"<!doctype html><meta charset=utf-8><body>{payload}", encoding="utf-8"
        )

    seen, dangerous = 0, 0
    for number in range(40):
        unguarded.open(f"file://{tmp_path}/{number}.html")
        dangerous += bool(unguarded.poke_and_look())
        seen += bool(unguarded.ran())

    assert seen >= 18
    assert dangerous >= 30


def test_success_nothing_runs(written: Site, unguarded: Browser) -> None:
    paths = [
        addresses.href(path)
        for (path,) in written.rows(
            # Feeds of subjects are all of one kind; they are read one by one below.
            "SELECT path FROM bake_publicpath WHERE state = 'live' AND path NOT LIKE '/static/%'"
            " AND path NOT LIKE '%.json' AND path NOT LIKE '/sujet/%.xml' ORDER BY id"
        )
    ]
    asked = [f"/recherche/?q={quote(payload.replace(chr(0), ''))}" for payload in payloads.OWN[:12]]
    found, ran = {}, []

    for number, path in enumerate([*paths, *asked, "/nulle-part/<script>alert(1)</script>/"]):
        unguarded.open(written.origin + path)
        if dangers := unguarded.poke_and_look():
            found[path] = dangers
        if number % 20 == 0:
            ran += unguarded.ran()

    assert len(paths) > 2 * len(hostile.payloads())
    assert ([*ran, *unguarded.ran()], found) == ([], {})


def test_success_feeds_are_harmless_in_a_feed_reader(
    written: Site, unguarded: Browser, tmp_path: Path
) -> None:
    # A feed reader puts the HTML of a feed into its own page.
    named = "SELECT path FROM bake_publicpath WHERE state = 'live' AND path LIKE '%/rss.xml'"
    feeds = [path for (path,) in written.rows(named)]
    shown = [
        text
        for path in [*feeds, "/rss.xml", "/atom.xml"]
        for text in texts(written.get(addresses.href(path)).body)
    ]
    shown += [item.get("content_html", "") for item in json.loads(written.get("/feed.json").body)["items"]]
    page = tmp_path / "feeds.html"
    page.write_text("<!doctype html><meta charset=utf-8><body>" + "<hr>".join(shown), encoding="utf-8")

    unguarded.open(f"file://{page}")

    assert len(shown) > len(hostile.payloads())
    assert (unguarded.poke_and_look(), unguarded.ran()) == ([], [])


def texts(feed: bytes) -> Iterator[str]:
    """Return the HTML in a feed. Text marked as plain is escaped, as feed readers do."""
    for element in etree.fromstring(feed).iter("{*}item", "{*}entry"):
        for name in FEED_TEXTS:
            for part in element.findall(name):
                plain = etree.QName(part).localname == "title" or part.get("type") == "text"
                yield html.escape(part.text or "") if plain else (part.text or "")


def test_success_comment_form(written: Site, unguarded: Browser) -> None:
    # A form that is shown again has the text that the reader typed.
    for payload in (
        '"><img src=x onerror=alert(1)>',
        "</textarea><script>alert(2)</script>",
        "' autofocus onfocus='alert(3)",
    ):
        unguarded.open(written.origin + hostile.ARTICLE.format(0))
        for name, value in (("name", payload), ("email", "a@a"), ("text", payload)):
            unguarded.one(f"#write ~ form [name={name}]").send_keys(value)
        unguarded.ask("document.querySelector('#write ~ form [name=consent]').checked = true")
        unguarded.ask("document.querySelector('#write ~ form').submit()")
        sites.wait(lambda: unguarded.all("[role=alert]"))

        assert payload in unguarded.one("textarea[name=text]").get_attribute("value")
        assert (unguarded.poke_and_look(), unguarded.ran()) == ([], [])


def test_success_letter(written: Site, unguarded: Browser, tmp_path: Path) -> None:
    composed = json.loads(sites.run(written.folder, "edition", "compose", "--minutes", "8", "--json"))
    letter = tmp_path / "letter.html"
    text = sites.run(written.folder, "edition", "preview", "--html", str(letter))
    sites.run(written.folder, "edition", "approve")
    copy = f"{written.origin}/brief/{composed['date']}/"
    sites.wait(lambda: written.status(copy) == 200)

    for address in (f"file://{letter}", copy):
        unguarded.open(address)
        assert (unguarded.poke_and_look(), unguarded.ran()) == ([], [])

    assert len(composed["items"]) > 5
    assert "alert(" in text
    assert "alert(" in letter.read_text(encoding="utf-8")


def test_success_every_payload_is_tried() -> None:
    tried = {payload for group in hostile.payloads() for payload in group}

    assert tried == {*payloads.OWN, *filter(str.strip, payloads.published())}
    assert len(tried) > (220 if payloads.LIST.exists() else 50)
