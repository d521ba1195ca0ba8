"""Pictures taken from the old site itself: from its own host alone, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from PIL import Image

from rotative.importers.actions import WordPressChoices, import_wordpress
from rotative.importers.writer.files import media_fetch
from tests.importers.imports import problem_counts
from tests.importers.wordpress.wxr import SITE, export, item

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    return file.getvalue()


class OldSiteHandler(BaseHTTPRequestHandler):
    """An old site with one picture, a redirect to it, one that leads elsewhere, and one without an end."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = self.path.rsplit("/", 1)[-1]
        if name in ("moved.jpg", "away.jpg"):
            self.send_response(301)
            self.send_header("Location", "a.jpg" if name == "moved.jpg" else "http://127.0.0.2/a.jpg")
            self.end_headers()
            return
        found = picture() if name == "a.jpg" else b"x" * 200_000 if name == "large.jpg" else b""
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(found)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def old_site() -> Iterator[str]:
    """Serve the old site on loopback; give its address."""
    OldSiteHandler.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), OldSiteHandler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def file(folder: Path, site: str, *names: str) -> Path:
    body = "".join(f'<img src="{site}/wp-content/uploads/{name}">' for name in names)
    path = folder / "export.xml"
    path.write_text(export(item(1, content=body)).replace(SITE, site), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path / "home" / "media"  # type: ignore[attr-defined] # the settings of a test


def test_success_missing_pictures_are_fetched_once(
    tmp_path: Path, old_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_fetch, "MOST_BYTES", 100_000)
    monkeypatch.setattr(media_fetch, "_may_be_private", lambda: True)
    path = file(tmp_path, old_site, "a.jpg", "moved.jpg", "away.jpg", "large.jpg", "none.jpg")

    report = import_wordpress(path, choices=WordPressChoices(fetch=True))
    asked = list(OldSiteHandler.asked)
    import_wordpress(path, choices=WordPressChoices(fetch=True))

    assert report.media == 2
    assert problem_counts(report)["fetch_failed"] == 3
    assert OldSiteHandler.asked[len(asked) :].count("/wp-content/uploads/a.jpg") == 0


def test_fail_a_private_address(tmp_path: Path, old_site: str) -> None:
    report = import_wordpress(file(tmp_path, old_site, "a.jpg"), choices=WordPressChoices(fetch=True))

    assert (report.media, OldSiteHandler.asked) == (0, [])
    assert problem_counts(report)["fetch_failed"] == 1


def test_success_nothing_is_fetched_unless_asked(tmp_path: Path, old_site: str) -> None:
    import_wordpress(file(tmp_path, old_site, "a.jpg"))

    assert OldSiteHandler.asked == []
