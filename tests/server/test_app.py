"""The front over real files, in its own process on a free port."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import brotli
import pytest

from rotative.bake.store.folder import FolderPress
from rotative.core.http_headers import CACHE_HASHED, CACHE_MEDIA, preference
from tests.processes import servers
from tests.processes.servers import ask
from tests.server.conftest import PAGE


@pytest.fixture(scope="module")
def port(home: Path, press: FolderPress) -> Iterator[int]:
    """Run a front with files and nothing else."""
    with servers.front(home) as (port, _pid):
        yield port


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        (None, ("",)),
        ("", ("",)),
        ("gzip, deflate, br, zstd", (".br", ".gz", "")),
        ("gzip", (".gz", "")),
        ("x-gzip", (".gz", "")),
        ("br;q=0.1, gzip;q=0.8", (".gz", ".br", "")),
        ("br;q=0, gzip", (".gz", "")),
        ("BR ; Q=1.0", (".br", "")),
        ("*", (".br", ".gz", "")),
        ("*;q=0", ("",)),
        ("gzip, *;q=0", (".gz", "")),
        ("identity, br;q=0.5", ("",)),
        ("identity;q=0, br", (".br", "")),
        ("br;q=nonsense", ("",)),
    ],
)
def test_success_preference(accepted: str | None, found: tuple[str, ...]) -> None:
    assert preference(accepted) == found


def test_success_page(port: int) -> None:
    reply = ask(port, "/un/")

    assert (reply.status, reply.body) == (200, PAGE)
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-length"] == str(len(PAGE))
    assert reply.headers["cache-control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    assert reply.headers["vary"] == "accept-encoding"
    assert reply.headers["x-content-type-options"] == "nosniff"
    policy = reply.headers["content-security-policy"]
    for part in (
        "default-src 'none'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert part in policy.split("; ")
    assert "unsafe" not in policy


def test_success_encodings(port: int) -> None:
    plain, packed, zipped = (ask(port, "/un/", Accept_Encoding=each) for each in ("identity", "br", "gzip"))

    assert "content-encoding" not in plain.headers
    assert (packed.headers["content-encoding"], brotli.decompress(packed.body)) == ("br", PAGE)
    assert (zipped.headers["content-encoding"], gzip.decompress(zipped.body)) == ("gzip", PAGE)
    assert len({reply.headers["etag"] for reply in (plain, packed, zipped)}) == 3


@pytest.mark.parametrize("condition", ["tag", "weak tag", "list", "star", "date", "later date"])
def test_success_not_modified(port: int, condition: str) -> None:
    first = ask(port, "/un/", Accept_Encoding="br")
    tag, date = first.headers["etag"], first.headers["last-modified"]
    asked = {
        "tag": {"If_None_Match": tag},
        "weak tag": {"If_None_Match": f"W/{tag}"},
        "list": {"If_None_Match": f'"other", {tag}'},
        "star": {"If_None_Match": "*"},
        "date": {"If_Modified_Since": date},
        "later date": {"If_Modified_Since": formatdate(2_000_000_000, usegmt=True)},
    }[condition]

    reply = ask(port, "/un/", Accept_Encoding="br", **asked)

    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers["etag"] == tag
    assert reply.headers["vary"] == "accept-encoding"
    assert "content-type" not in reply.headers


@pytest.mark.parametrize(
    "asked",
    [
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": formatdate(2_000_000_000, usegmt=True)},
        {"If_Modified_Since": formatdate(1_000_000_000, usegmt=True)},
        {"If_Modified_Since": "yesterday"},
    ],
)
def test_success_modified(port: int, asked: dict[str, str]) -> None:
    assert ask(port, "/un/", **asked).status == 200


def test_success_new_and_changed_files_at_once(port: int, press: FolderPress) -> None:
    for length in (5000, 3, 900, 901):
        for path in ("/changing/", "/new/"):
            press.write(path, b"x" * length)

            for encoding in ("br", "identity"):
                reply = ask(port, path, Accept_Encoding=encoding)
                body = brotli.decompress(reply.body) if "content-encoding" in reply.headers else reply.body
                assert body == b"x" * length
                assert reply.headers["content-length"] == str(len(reply.body))


def test_success_withdrawn_moved_and_back(port: int, press: FolderPress) -> None:
    press.write("/leaving/", "<p>Retiré.</p>".encode() * 30, kind="gone")
    gone = ask(port, "/leaving/", Accept_Encoding="br")
    assert (gone.status, brotli.decompress(gone.body)) == (410, "<p>Retiré.</p>".encode() * 30)

    press.write("/leaving/", b"/ar/%D9%85/", kind="moved")
    moved = ask(port, "/leaving/?utm_source=a%20b")
    assert (moved.status, moved.headers["location"]) == (301, "/ar/%D9%85/?utm_source=a%20b")

    press.write("/leaving/", PAGE)
    assert ask(port, "/leaving/").body == PAGE

    press.remove("/leaving/")
    assert ask(port, "/leaving/").status == 404


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/un", "/un/"),
        ("/un?a=1&b=%C3%A9", "/un/?a=1&b=%C3%A9"),
        ("/ar/%D9%85%D9%82%D8%A7%D9%84", "/ar/%D9%85%D9%82%D8%A7%D9%84/"),
    ],
)
def test_success_missing_slash(port: int, press: FolderPress, asked: str, location: str) -> None:
    press.write("/ar/مقال/", PAGE)

    reply = ask(port, asked)

    assert (reply.status, reply.headers["location"]) == (301, location)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/politique/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemaps/fr-2026-11.xml", "application/xml; charset=utf-8"),
        ("/2019/x.html", "text/html; charset=utf-8"),
        ("/old", "text/html; charset=utf-8"),
    ],
)
def test_success_types(port: int, press: FolderPress, path: str, kind: str) -> None:
    press.write(path, b"x" * 300)

    assert ask(port, path).headers["content-type"] == kind


def test_success_static_files_for_ever(port: int, press: FolderPress) -> None:
    press.write("/static/site.0123456789ab.css", b"body{}" * 99)

    assert (
        ask(port, "/static/site.0123456789ab.css").headers["cache-control"]
        == "public, max-age=31536000, immutable"
    )


def test_success_media(port: int, home: Path) -> None:
    body = os.urandom(1_500_000)
    (home / "media" / "a.jpg").write_bytes(body)
    (home / "media" / "b.html").write_bytes(b"<script>1</script>")

    whole, part, end = (ask(port, "/media/a.jpg", Range=each) for each in ("", "bytes=5-9", "bytes=-4"))
    page = ask(port, "/media/b.html")

    assert (whole.status, whole.body, whole.headers["content-type"]) == (200, body, "image/jpeg")
    assert (part.status, part.body, part.headers["content-range"]) == (206, body[5:10], "bytes 5-9/1500000")
    assert (end.status, end.body) == (206, body[-4:])
    assert ask(port, "/media/a.jpg", Range="bytes=1500000-").status == 416
    assert ask(port, "/media/a.jpg", If_None_Match=whole.headers["etag"]).status == 304
    assert (page.headers["content-type"], page.headers["content-disposition"]) == (
        "application/octet-stream",
        "attachment",
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("images/boats.0123456789ab.w640.jpg", CACHE_HASHED),
        ("images/boats.0123456789ab.max165x165.webp", CACHE_HASHED),
        ("images/boats.width-400.format-jpeg.jpg", CACHE_MEDIA),
        ("images/boats.0123456789ab.max-165x165.webp", CACHE_MEDIA),
        ("documents/report-20240101.pdf", CACHE_MEDIA),
    ],
)
def test_success_media_are_kept_a_year_by_their_names(port: int, home: Path, name: str, kept: str) -> None:
    file = home / "media" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"x")

    whole = ask(port, f"/media/{name}")
    same = ask(port, f"/media/{name}", If_None_Match=whole.headers["etag"])

    assert (whole.headers["cache-control"], same.headers["cache-control"]) == (kept, kept)


def test_success_large_page_is_sent_whole(port: int, press: FolderPress) -> None:
    body = b"<p>large</p>" * 100_000
    press.write("/large/", body)

    assert ask(port, "/large/").body == body
    assert brotli.decompress(ask(port, "/large/", Accept_Encoding="br").body) == body


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none/", "introuvable"),
        ("/ar/none/", "غير موجودة"),
        ("/en/none/", "introuvable"),
        ("/ar/404/", "غير"),
    ],
)
def test_fail_missing(port: int, path: str, words: str) -> None:
    reply = ask(port, path)

    assert reply.status == 404
    assert words in reply.body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/un/%00",
        "/un%5c",
        "/un/index.html",
        "/un/index.html.br",
        "/%F0%28%8C/",
        "/media/../public/un/index.html",
        "/media/%2e%2e/public/un/index.html",
        "/media/%00",
        "/media//etc/passwd",
        "/" + "x" * 9000 + "/",
        "/" + "é/".encode().hex() * 3000,
        "/.baking-1",
    ],
)
def test_fail_odd_path(port: int, path: str) -> None:
    reply = ask(port, path)

    assert reply.status in (400, 404, 414)
    assert b"root:" not in reply.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PURGE"])
def test_fail_method_without_application(port: int, method: str) -> None:
    reply = ask(port, "/un/", method=method)

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_success_front_only_never_loads_django(home: Path, press: FolderPress) -> None:
    with servers.front(home) as (port, pid):
        assert ask(port, "/un/").status == 200
        assert ask(port, "/desk/").status == 404

        mapped = Path(f"/proc/{pid}/maps").read_text()
        opened = [os.readlink(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd")]
    code = "import sys, rotative.run.front_process; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=servers.ROOT, check=False).returncode == 0
    assert "_sqlite3" not in mapped
    assert "psycopg" not in mapped
    assert not [name for name in opened if name.endswith(".sqlite3")]
