"""nginx with the configuration that we print: it answers as our own server does, header by header."""

from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from rotative.bake.store.folder import FolderPress
from rotative.project.deploy.nginx import BadNginxValue, nginx
from rotative.project.deploy.systemd import systemd
from tests.processes import servers
from tests.processes.servers import Reply, ask

PAGE = "<!doctype html><title>Un</title>" + "<p>Lorem ipsum dolor sit amet.</p>" * 60
COMPARED = (
    "content-type",
    "content-encoding",
    "cache-control",
    "vary",
    "location",
    "x-content-type-options",
    "content-security-policy",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "content-disposition",
    "allow",
)

# A picture as it was uploaded.
ORIGINAL = b"\xff\xd8 Exif: the photographer's house" * 20
# Files that the press has not finished.
UNFINISHED = ("/.baking-1-abc-0", "/politique/.baking-1-abc-0", "/static/.baking-1-core.js.br")

pytestmark = pytest.mark.skipif(
    servers.NGINX is None, reason="nginx is not installed (apt install nginx-light)"
)


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Serve one filled home; return the ports of our server alone and of nginx in front of it."""
    home = tmp_path_factory.mktemp("home")
    fill(home)
    port = servers.free_port()
    with servers.front(home) as (front, _pid):
        text = nginx(home, listen=f"127.0.0.1:{port}", application=f"127.0.0.1:{front}")
        with servers.nginx(tmp_path_factory.mktemp("nginx"), text, port):
            yield front, port


def fill(home: Path) -> None:
    press = FolderPress(home / "public")
    pages = [
        "/",
        "/été/",
        "/a b/",
        "/quote's/",
        "/politique/un/",
        "/ar/مقال/",
        "/404/",
        "/ar/404/",
        "/politique/index/",
        "/2019/x.html",
    ]
    for path in pages:
        press.write(path, (PAGE + path).encode())
    for name in (
        "rss.xml",
        "atom.xml",
        "feed.json",
        "sitemap.xml",
        "robots.txt",
        "manifest.webmanifest",
        "favicon.ico",
    ):
        press.write(f"/{name}", b"x" * 600)
    press.write("/court.txt", b"peu")
    press.write("/static/site.0123456789ab.css", b"body{color:red}" * 40)
    press.write("/static/icon.0123456789ab.svg", b"<svg/>" * 60)
    press.write("/static/site.css", b"body{color:red}" * 40)
    press.write("/retire/", b"<p>Withdrawn.</p>" * 30, kind="gone")
    press.write("/ancien.html", b"<p>Withdrawn.</p>" * 30, kind="gone")
    press.write("/avant/", b"/politique/un/", kind="moved")
    press.write("/" + "long" * 60 + "/", PAGE.encode())
    for name, body in (
        ("a.jpg", b"\xff\xd8" * 300),
        ("b.html", b"<script>1</script>"),
        ("c.pdf", b"%PDF" * 100),
        ("d.svg", b"<svg/>" * 100),
        ("e é.jpg", b"\xff\xd8" * 300),
        ("images/boats.0123456789ab.w640.jpg", b"\xff\xd8" * 300),
        ("images/boats.width-400.format-jpeg.jpg", b"\xff\xd8" * 300),
    ):
        (home / "media" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "media" / name).write_bytes(body)
    (home / "originals").mkdir()
    (home / "originals" / "a.jpg").write_bytes(ORIGINAL)
    (home / "static" / "desk").mkdir(parents=True)
    for path in UNFINISHED:
        for folder in (home, home / "public"):
            (folder / path[1:]).parent.mkdir(parents=True, exist_ok=True)
            (folder / path[1:]).write_bytes(b"half" * 100)
    (home / "static" / "desk" / "core.js").write_bytes(b"let a;" * 100)


PATHS = [
    "/",
    "/?utm_source=x",
    "/politique/un/",
    "/politique/un",
    "/politique/un?a=1&b=%C3%A9",
    "/politique/",
    "/politique",
    "/ar/%D9%85%D9%82%D8%A7%D9%84/",
    "/ar/%D9%85%D9%82%D8%A7%D9%84",
    "/politique/index",
    "/2019/x.html",
    "/2019/x.html/",
    "/rss.xml",
    "/atom.xml",
    "/feed.json",
    "/sitemap.xml",
    "/robots.txt",
    "/court.txt",
    "/manifest.webmanifest",
    "/favicon.ico",
    "/static/site.0123456789ab.css",
    "/static/icon.0123456789ab.svg",
    "/static/site.css",
    "/static/desk/core.js",
    "/static/none.js",
    "/retire/",
    "/ancien.html",
    "/avant/",
    "/avant/?utm=1",
    "/" + "long" * 60 + "/",
    "/media/a.jpg",
    "/media/b.html",
    "/media/c.pdf",
    "/media/none.jpg",
    "/media/images/boats.0123456789ab.w640.jpg",
    "/media/images/boats.width-400.format-jpeg.jpg",
    "/none/",
    "/ar/none/",
    "/404/",
    "/ar/404/",
    "/politique/un/index.html",
    "/politique/un/index.html.br",
    "/retire/index.gone.html",
    "/avant/index.moved",
    "/none/%F0%28/",
    "//evil.example/",
    "//evil.example",
    "/politique%2Fun/",
    "/politique%252Fun/",
    "/ar/%d9%85%d9%82%d8%a7%d9%84/",
    "/ar/%d9%85%d9%82%d8%a7%d9%84",
    "/ar/%d9%85%d9%82%d8%a7%d9%84?a=1",
    "/%C3%A9t%C3%A9/",
    "/%C3%A9t%C3%A9",
    "/e%CC%81te%CC%81/",
    "/a%20b/",
    "/a%20b",
    "/quote's",
    "/politique/un/?",
    "/politique/un?a=b%0d%0aX:y",
    "/politique/un?a=%22%3Cx",
    "/politique/un;x/",
    "/POLITIQUE/UN/",
    "/politique//un/",
    "/politique/un//",
    "//politique/un",
    "//",
    "//avant//",
    "/media//a.jpg",
    "/index.php",
    "/index.php/politique/un/",
    "/a%0ab/",
    "/%7Fx/",
    "/%E2%80%AE/",
    "/.baking-1/",
    "/.hidden/",
    "/index.html",
    "/politique/un/index.html.gz",
    "/rss.xml.br",
    "/rss.xml/",
    "/robots.txt?x",
    "/?p=12",
    "/?page=2",
    "/desk/",
    "/_/x/",
    "/media/",
    "/media",
    "/media/d.svg",
    "/media/e%20%C3%A9.jpg",
    "/static/",
    "/retire",
    "/avant",
    "/404",
    "/" + "y" * 1500 + "/",
]

# nginx corrects such an address before it looks for a page; our server answers that there is none. No page has such an
# address and no link leads to one, so both answers are harmless.
TIDIED = [
    "/./politique/un/",
    "/politique/x/../un/",
    "/media/../media/a.jpg",
]
CONDITIONS: list[dict[str, str]] = [
    {"If_None_Match": "*"},
    {"If_None_Match": 'W/"x", "y"'},
    {"If_Modified_Since": "Thu, 01 Jan 2099 00:00:00 GMT"},
    {"If_Modified_Since": "Thu, 01 Jan 1998 00:00:00 GMT"},
    {"If_Modified_Since": "yesterday"},
    {"Range": "bytes=0-4"},
    {"Range": "bytes=-3"},
    {"Range": "bytes=0-1,3-4"},
    {"Range": "items=0-1"},
    {"Accept_Encoding": "br;q=1.0"},
    {"Accept_Encoding": "BR"},
    {"Accept_Encoding": "gzip;q=0, br;q=0, *;q=0"},
    {"Accept_Encoding": "identity;q=0"},
    {"Accept_Encoding": "xbr, gzipx"},
]


def shown(reply: Reply) -> tuple[int, dict[str, str], bytes]:
    body = reply.body
    if reply.headers.get("content-encoding") == "br":
        body = brotli.decompress(body)
    return reply.status, {name: reply.headers.get(name, "") for name in COMPARED}, body


@pytest.mark.parametrize("encoding", ["identity", "gzip, deflate, br, zstd", "gzip", "br;q=0, gzip;q=0.5"])
@pytest.mark.parametrize("path", PATHS)
def test_success_same_answers(ports: tuple[int, int], path: str, encoding: str) -> None:
    ours, theirs = (ask(port, path, Accept_Encoding=encoding) for port in ports)

    if ours.status == 301:
        ours, theirs = (Reply(status=each.status, headers=each.headers, body=b"") for each in (ours, theirs))
        theirs.headers.pop("content-type", None)
    assert shown(theirs) == shown(ours)


@pytest.mark.parametrize("path", TIDIED)
def test_success_tidied_address_leads_nowhere_else(ports: tuple[int, int], path: str) -> None:
    ours, theirs = (ask(port, path) for port in ports)

    assert ours.status == 404
    assert theirs.status in (200, 301)
    assert theirs.headers.get("location", "/").startswith("/")
    assert not theirs.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    "path",
    [
        "/originals/a.jpg",
        "/media/originals/a.jpg",
        "/media/original_images/a.jpg",
        "/media/../originals/a.jpg",
        "/media/%2e%2e/originals/a.jpg",
        "/static/../originals/a.jpg",
        "/media/..%2foriginals/a.jpg",
    ],
)
def test_fail_original_of_a_picture(ports: tuple[int, int], path: str) -> None:
    for port in ports:
        answer = ask(port, path)

        assert answer.status in (400, 404)
        assert ORIGINAL not in answer.body


@pytest.mark.parametrize("asked", CONDITIONS, ids=repr)
@pytest.mark.parametrize("path", ["/politique/un/", "/rss.xml", "/static/site.css", "/media/a.jpg"])
def test_success_same_conditions(ports: tuple[int, int], path: str, asked: dict[str, str]) -> None:
    ours, theirs = (ask(port, path, **asked) for port in ports)

    assert (theirs.status, theirs.body) == (ours.status, ours.body)
    for name in ("content-encoding", "content-range", "cache-control", "vary"):
        assert theirs.headers.get(name, "") == ours.headers.get(name, ""), name


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip"])
@pytest.mark.parametrize(
    "path", ["/politique/un/", "/rss.xml", "/static/site.0123456789ab.css", "/media/a.jpg"]
)
def test_success_unchanged_file(ports: tuple[int, int], path: str, encoding: str) -> None:
    for port in ports:
        first = ask(port, path, Accept_Encoding=encoding)

        by_tag = ask(port, path, Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
        other = ask(port, path, Accept_Encoding=encoding, If_None_Match='"other"')

        assert (by_tag.status, by_tag.body) == (304, b"")
        assert by_tag.headers["etag"] == first.headers["etag"]
        assert (other.status, other.body) == (200, first.body)


def test_success_tags_differ_by_encoding(ports: tuple[int, int]) -> None:
    for port in ports:
        tags = {ask(port, "/", Accept_Encoding=each).headers["etag"] for each in ("identity", "br", "gzip")}

        assert len(tags) == 3


@pytest.mark.parametrize("path", ["/", "/politique/un/", "/retire/", "/none/", "/media/a.jpg"])
def test_success_head(ports: tuple[int, int], path: str) -> None:
    ours, theirs = (ask(port, path, method="HEAD") for port in ports)

    assert (ours.body, theirs.body) == (b"", b"")
    assert ours.headers["content-length"] == theirs.headers["content-length"]
    assert shown(theirs) == shown(ours)


@pytest.mark.parametrize("path", ["/", "/politique/un/", "/_/comment/"])
def test_success_post_reaches_the_application(ports: tuple[int, int], path: str) -> None:
    ours, theirs = (ask(port, path, method="POST", body=b"a=1") for port in ports)

    # nginx passes it on to our server, which has no application here and refuses it.
    assert ours.status == theirs.status == 405


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fetc/passwd", "/a%00b/", "/politique/%2e%2e/%2e%2e/etc/", "/a%5cb/"]
)
def test_fail_odd_path(ports: tuple[int, int], path: str) -> None:
    for port in ports:
        assert ask(port, path).status in (400, 404)


def test_success_served_without_the_application(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    port, nobody = servers.free_port(), servers.free_port()
    text = nginx(tmp_path / "home", listen=f"127.0.0.1:{port}", application=f"127.0.0.1:{nobody}")

    with servers.nginx(tmp_path / "nginx", text, port):
        assert ask(port, "/politique/un/").body == (PAGE + "/politique/un/").encode()
        assert ask(port, "/retire/").status == 410
        assert ask(port, "/none/").status == 503


def test_fail_value_with_a_brace() -> None:
    with pytest.raises(BadNginxValue) as caught:
        nginx(Path("/srv/paper"), server_name="a; } evil {")

    assert (
        str(caught.value)
        == "'a; } evil {' cannot be used in a configuration of nginx. Give a plain name or path."
    )


def test_success_systemd_unit() -> None:
    unit = systemd(Path("/srv/my paper"), user="press", bind="127.0.0.1:9000", python="/opt/r/bin/python")

    command = "/opt/r/bin/python -m rotative serve --home /srv/my\\x20paper --bind 127.0.0.1:9000"
    assert f"ExecStart={command}\n" in unit
    assert "User=press\n" in unit


def test_fail_large_bodies_of_readers(ports: tuple[int, int]) -> None:
    sizes = {"/_/comment/": 32_769, "/un/": 32_769, "/_/returns/x/y/": 1_048_577, "/desk/": 32_000_001}

    refused = {
        path: ask(ports[1], path, method="POST", body=b"x" * size).status for path, size in sizes.items()
    }
    taken = {
        path: ask(ports[1], path, method="POST", body=b"x" * (size - 1)).status
        for path, size in sizes.items()
    }

    assert set(refused.values()) == {413}
    assert 413 not in taken.values()


@pytest.mark.parametrize("path", UNFINISHED)
@pytest.mark.parametrize("spelled", [".", "%2e", "%2E"])
def test_fail_files_that_are_being_written(ports: tuple[int, int], path: str, spelled: str) -> None:
    for port in ports:
        reply = ask(port, path.replace("/.", f"/{spelled}"))
        assert (reply.status, b"half" in reply.body) == (404, False)


@pytest.mark.parametrize(
    ("seconds", "printed"), [(600, 'https   "max-age=600";'), (0, "# hsts_seconds is 0.")]
)
def test_success_browsers_stay_with_https(ports: tuple[int, int], seconds: int, printed: str) -> None:
    assert printed in nginx(Path("/srv/paper"), hsts_seconds=seconds)
    # Over http nothing is said.
    assert "strict-transport-security" not in ask(ports[1], "/").headers
