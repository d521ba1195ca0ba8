"""Zips of Ghost's exports: nothing in them is trusted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from rotative.articles.models import Article
from rotative.importers.actions import import_ghost
from rotative.importers.errors import NotAGhostExport
from rotative.importers.ghost import archive
from tests.importers.ghost.sites import SITE, UP, post, site
from tests.importers.imports import row_counts

pytestmark = pytest.mark.django_db


def packed(folder: Path, entries: dict[str, bytes]) -> Path:
    path = folder / "site.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return path


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize("prefix", ["", "export/", "a/b/"])
def test_success_a_zip_with_its_pictures(tmp_path: Path, prefix: str) -> None:
    text = site(post(1, feature_image=f"{UP}/2021/05/quai.jpg")).encode()

    import_ghost(
        packed(tmp_path, {f"{prefix}x.json": text, f"{prefix}content/images/2021/05/quai.jpg": picture()}),
        site=SITE,
    )

    assert Article.objects.get().picture is not None


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil/images/x.jpg",
        "/images/x.jpg",
        "images/../../x.jpg",
        "images\\..\\..\\x.jpg",
        "images/.x.jpg",
    ],
)
def test_success_no_file_leaves_its_folder(tmp_path: Path, name: str) -> None:
    found = archive.opened(packed(tmp_path, {"x.json": site(post(1)).encode(), name: b"x"}))

    try:
        outside = [path for path in tmp_path.rglob("*") if path.name != "site.zip"]
        assert outside == []
        if found.media is not None:
            assert all(path.resolve().is_relative_to(found.media.parent) for path in found.media.rglob("*"))
    finally:
        found.close()
    assert found.media is None or not found.media.exists()


@pytest.mark.parametrize(
    "entries",
    [
        {"x.json": site(post(1)).encode(), "images/bomb.jpg": b"\0" * (40 << 20)},
        {"x.json": b'{"posts"' + b" " * (40 << 20)},
        {"images/x.jpg": b"x"},
        {"x.json": b"{}"},
        {"x.json": b"\xff\xfe"},
    ],
)
def test_fail_a_bomb_or_no_export(tmp_path: Path, entries: dict[str, bytes]) -> None:
    before = row_counts()

    with pytest.raises(NotAGhostExport):
        import_ghost(packed(tmp_path, entries), site=SITE)

    assert row_counts() == before


def test_fail_a_damaged_zip(tmp_path: Path) -> None:
    path = packed(tmp_path, {"x.json": site(post(1)).encode()})
    raw = bytearray(path.read_bytes())
    raw[60:90] = b"\0" * 30
    path.write_bytes(raw)

    with pytest.raises(NotAGhostExport):
        import_ghost(path, site=SITE)
