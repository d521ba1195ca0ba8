"""Films of known sites: found by their addresses, posters fetched apart, played on a page of their own."""

import http.client
import io
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from lxml import html
from PIL import Image

from rotative.articles.embeds import players, poster_download, posters
from rotative.articles.errors import PosterUnavailable
from rotative.articles.models import Article, EmbedPoster
from rotative.bake import oven, verify
from rotative.bake.batch import loaders
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.media import actions as media
from rotative.media.models import Picture
from tests.factories import newsroom
from tests.factories.articles import published

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=12"
NAME = "youtube-dQw4w9WgXcQ"


def jpeg(width: int = 480) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, 360), "#335577").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("url", "name", "frame"),
    [
        (FILM, NAME, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"), ("https://youtu.be/dQw4w9WgXcQ", NAME, None),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", NAME, None), ("http://youtube.com/embed/dQw4w9WgXcQ?rel=0", NAME, None),
        ("https://vimeo.com/76979871", "vimeo-76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://player.vimeo.com/video/76979871", "vimeo-76979871", None),
        ("https://www.dailymotion.com/video/x7tgad0_titre", "dailymotion-x7tgad0", "https://geo.dailymotion.com/player.html?video=x7tgad0"),
        ("https://www.tiktok.com/@journal/video/7106594312292453675", "tiktok-7106594312292453675", "https://www.tiktok.com/player/v1/7106594312292453675"),
    ],
)  # fmt: skip
def test_success_a_film_by_its_address(url: str, name: str, frame: str | None) -> None:
    found = players.find(url)

    assert found is not None
    assert found.name == name
    assert frame is None or found.frame == frame
    assert players.named(name) == found


@pytest.mark.parametrize(
    "url",
    [
        "", "https://youtube.com/", "https://youtube.com/watch?v=court", "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "javascript:alert(1)",
        "https://youtube.com/watch?v=dQw4w9WgXc%22", "https://vimeo.com/abc", "https://exemple.example/v", "https://[", "ftp://youtu.be/dQw4w9WgXcQ",
    ],
)  # fmt: skip
def test_fail_no_film(url: str) -> None:
    assert players.find(url) is None


@pytest.mark.parametrize(
    "name", ["", "youtube", "youtube-x", "autre-dQw4w9WgXcQ", "youtube-dQw4w9WgXcQ/..", "YOUTUBE-dQw4w9WgXcQ"]
)
def test_fail_no_name(name: str) -> None:
    assert players.named(name) is None


class _Site(BaseHTTPRequestHandler):
    """A small site: each path has an answer."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.headers['Host']}{self.path}")
        status, headers, body = self.answers.get(self.path.partition("?")[0], (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[poster_download.Connect]:
    """Answer on loopback, whatever host is asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    _Site.answers, _Site.asked = {}, []
    try:
        yield lambda host, timeout: http.client.HTTPConnection(
            "127.0.0.1", server.server_port, timeout=timeout
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def player(url: str = FILM) -> players.Player:
    found = players.find(url)
    assert found is not None
    return found


def test_success_a_poster_is_fetched(site: poster_download.Connect) -> None:
    _Site.answers = {
        "/vi/dQw4w9WgXcQ/hqdefault.jpg": (302, {"Location": "https://i9.ytimg.com/autre.jpg"}, b""),
        "/autre.jpg": (200, {}, b"image"),
    }

    assert poster_download.fetch(player(), site) == b"image"


def test_success_a_poster_that_a_document_names(site: poster_download.Connect) -> None:
    _Site.answers = {
        "/api/oembed.json": (200, {}, b'{"thumbnail_url": "https://i.vimeocdn.com/v/1.jpg"}'),
        "/v/1.jpg": (200, {}, b"image"),
    }

    assert poster_download.fetch(player("https://vimeo.com/76979871"), site) == b"image"
    assert _Site.asked[0].endswith("/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F76979871")


@pytest.mark.parametrize(
    "answer",
    [
        (404, {}, b""), (302, {"Location": "https://evil.example/x.jpg"}, b""), (302, {"Location": "http://i.ytimg.com/x.jpg"}, b""),
        (302, {"Location": "https://i.ytimg.com:8080/x"}, b""), (302, {"Location": "/vi/dQw4w9WgXcQ/hqdefault.jpg"}, b""), (302, {}, b""),
        (200, {}, bytes(poster_download.MOST_BYTES + 1)),
    ],
)  # fmt: skip
def test_fail_no_poster(site: poster_download.Connect, answer: tuple[int, dict[str, str], bytes]) -> None:
    _Site.answers = {"/vi/dQw4w9WgXcQ/hqdefault.jpg": answer}

    with pytest.raises(PosterUnavailable):
        poster_download.fetch(player(), site)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"thumbnail_url": 3}', b'{"thumbnail_url": "http://127.0.0.1/x"}']
)
def test_fail_a_document_without_a_poster(site: poster_download.Connect, body: bytes) -> None:
    _Site.answers = {"/api/oembed.json": (200, {}, body)}

    with pytest.raises(PosterUnavailable):
        poster_download.fetch(player("https://vimeo.com/76979871"), site)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "192.168.1.1", "::1", "fe80::1%eth0", "fd00::1"]
)
def test_fail_a_private_address_is_never_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("8.8.8.8", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: answers)

    with pytest.raises(PosterUnavailable):
        poster_download.checked_connection("i.ytimg.com", 1)


@pytest.fixture
def article(db: None, tmp_path: Path) -> Iterator[Article]:
    newsroom.french_masthead()
    body = [("paragraph", "<p>Avant.</p>"), ("embed", {"url": FILM, "title": "Le lancement"})]
    with override_settings(MEDIA_ROOT=tmp_path):
        yield published(1, headline="Le bac", slug="le-bac", body=body)


def page_of(article: Article) -> html.HtmlElement:
    press = MemoryPress()
    verify.sync()
    oven.bake_stale(press)
    return html.document_fromstring(press.pages[article.path or ""][1].decode())


def test_success_a_film_has_its_poster_when_it_is_there(article: Article, client: Client) -> None:
    [row] = EmbedPoster.objects.all()
    assert (row.name, row.state, posters.any_due()) == (NAME, "waiting", True)
    assert page_of(article).xpath("//p[@class='embed']/a/@href") == [FILM]

    assert posters.fetch_due(lambda _player: jpeg()) == 1

    assert StalePath.objects.filter(path__path=article.path).exists()
    assert media.make_waiting() == 1
    root = page_of(article)
    [link] = root.xpath("//figure[@class='film']/a")
    assert link.get("href") == f"{article.path}play/{NAME}/"
    assert all(src.startswith("/media/images/") for src in link.xpath(".//img/@src"))
    assert "Le lancement" in link.text_content()
    assert root.xpath("//iframe") == []
    assert (Picture.objects.get().credit, posters.any_due()) == ("YouTube", False)


def test_success_the_film_plays_on_a_page_of_its_own(article: Article, client: Client) -> None:
    posters.fetch_due(lambda _player: jpeg())
    media.make_waiting()

    answer = client.get(f"{article.path}play/{NAME}/")

    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com;" in policy
    assert "unsafe" not in policy and "default-src 'none'" in policy
    root = html.document_fromstring(answer.content.decode())
    [frame] = root.xpath("//iframe")
    assert frame.get("src") == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert frame.get("title") == "Le lancement"
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert root.xpath(f"//main//a[@href='{article.path}']")
    assert len(root.xpath("//h1")) == 1
    assert client.get(f"{article.path}play/{NAME}").status_code == 301


def test_success_a_batch_loads_posters_together(article: Article) -> None:
    posters.fetch_due(lambda _player: jpeg())
    media.make_waiting()

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted, loaders.batch():
            list(oven.prepared(PublicPath.objects.filter(recipe="article").order_by("path")))
        return len(counted)

    before = asked()
    for number in range(4):
        published(1, body=article.body, headline=f"Le bac, suite {number}")

    assert asked() == before


def test_success_the_text_alone_has_the_link(article: Article, client: Client) -> None:
    posters.fetch_due(lambda _player: jpeg())
    media.make_waiting()

    root = html.document_fromstring(client.get(f"{article.path}texte/").content.decode())

    assert root.xpath("//p[@class='embed']/a/@href") == [FILM]
    assert root.xpath("//img") == []


@pytest.mark.parametrize(
    "path",
    [
        "{}play/vimeo-76979871/",
        "{}play/x/",
        "/nulle/part/play/" + NAME + "/",
        "/play/" + NAME + "/",
        "{}play/",
    ],
)
def test_fail_nothing_plays_there(article: Article, client: Client, path: str) -> None:
    posters.fetch_due(lambda _player: jpeg())
    media.make_waiting()

    assert client.get(path.format(article.path)).status_code == 404


def test_fail_a_poster_that_never_comes(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(_player: players.Player) -> bytes:
        raise PosterUnavailable(reason="status 404")

    for pause in posters.PAUSES:
        assert posters.fetch_due(fetch) == 0
        assert not posters.any_due()
        later = clock.now() + pause * 1.1
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        assert posters.any_due()
    posters.fetch_due(fetch)

    assert EmbedPoster.objects.get().state == EmbedPoster.State.FAILED
    assert not posters.any_due()


@pytest.mark.parametrize("data", [b"<html>", b"", jpeg()[:200]])
def test_fail_a_poster_that_is_no_picture(article: Article, data: bytes) -> None:
    assert posters.fetch_due(lambda _player: data) == 0
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_success_a_newsroom_that_wants_no_posters(settings: object) -> None:
    newsroom.french_masthead()
    settings.ROTATIVE = {**settings.ROTATIVE, "embed_posters": False}  # type: ignore[attr-defined]  # pytest-django's own

    published(1, body=[("embed", {"url": FILM, "title": "Le lancement"})])

    assert not EmbedPoster.objects.exists()
