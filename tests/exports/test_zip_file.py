"""An export as one file: whole or not at all, and nothing that a stranger put into it leaves its folder."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rotative.articles.models import Article
from rotative.exports import zip_file
from rotative.exports.errors import FileTaken, NotAnExportFolder
from rotative.exports.write_folder import write_folder
from rotative.importers.newsroom.read_folder import read_export
from rotative.media.models import DocumentFile
from tests.factories import documents
from tests.factories.articles import published
from tests.importers.imports import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> DocumentFile:
    published(headline="Le bac")
    return documents.document()


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(path: Path, target: Path, **entries: bytes) -> Path:
    """Write the zip again with other or further entries."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**contents(path), **entries}.items():
            archive.writestr(name, data)
    return target


def test_success_it_holds_what_the_folder_holds(tmp_path: Path, document: DocumentFile) -> None:
    write_folder(tmp_path / "folder")
    written = zip_file.write_zip(tmp_path / "export.zip")

    found = contents(tmp_path / "export.zip")
    folder = tmp_path / "folder"
    assert found == {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert next(iter(found)) == "manifest.json" and json.loads(found["manifest.json"])["complete"] is True
    assert (written.files, found[f"files/documents/{document.file.name}"]) == (1, documents.PDF)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("media")) == [
        "export.zip",
        "folder",
    ]


def test_success_a_later_export_takes_its_place(tmp_path: Path, document: DocumentFile) -> None:
    path = tmp_path / "export.zip"
    zip_file.write_zip(path)
    published(headline="Le quai")

    zip_file.write_zip(path)

    assert len(contents(path)["articles.jsonl"].splitlines()) == 2


def test_fail_half_way_leaves_the_earlier_file(
    tmp_path: Path, document: DocumentFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.zip"
    zip_file.write_zip(path)
    before = path.read_bytes()
    published(headline="Le quai")

    def full(name: str, rows: int) -> object:
        if name == "zip":
            raise OSError(28, "No space left on device")
        return lambda: None

    with pytest.raises(OSError, match="No space left"):
        zip_file.write_zip(path, progress=full)  # type: ignore[arg-type]  # it fails on purpose

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("other", [b"notes", b"", None])
def test_fail_another_file_is_not_replaced(
    tmp_path: Path, document: DocumentFile, other: bytes | None
) -> None:
    path = tmp_path / "export.zip"
    if other is None:
        zip_file.write_zip(tmp_path / "mine.zip")
        manifest = json.loads(contents(tmp_path / "mine.zip")["manifest.json"]) | {
            "site": "https://autre.example"
        }
        changed(tmp_path / "mine.zip", path, **{"manifest.json": json.dumps(manifest).encode()})
    else:
        path.write_bytes(other)
    before = path.read_bytes()

    with pytest.raises(FileTaken):
        zip_file.write_zip(path)
    with pytest.raises(CommandError, match=r"export\.zip is something else"):
        call_command("export", str(path), stdout=io.StringIO())

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        "../x.jsonl", "/etc/x.jsonl", "files/../../x", "files/pictures/../../../x", "files//x", "files/pictures//etc/x",
        "files/pictures/..", "x.sh", "a/b.jsonl", "files\\..\\x", "FILES/pictures/x", "files/pictures/",
    ],
)  # fmt: skip
def test_fail_a_name_that_no_export_has_writes_nothing(
    tmp_path: Path, document: DocumentFile, name: str
) -> None:
    zip_file.write_zip(tmp_path / "mine.zip")
    path = changed(tmp_path / "mine.zip", tmp_path / "export.zip", **{name: b"x"})
    inside = tmp_path / "inside"
    inside.mkdir()

    if name.endswith("/"):
        with zip_file.unpacked(path, inside) as folder:
            assert (folder / "manifest.json").is_file()
    else:
        with pytest.raises(NotAnExportFolder), zip_file.unpacked(path, inside):
            pass

    assert list(inside.iterdir()) == []
    assert {one.name for one in tmp_path.iterdir()} & {"x", "x.jsonl"} == set()


def test_fail_a_zip_that_fills_the_disk(tmp_path: Path, document: DocumentFile) -> None:
    zip_file.write_zip(tmp_path / "mine.zip")
    path = changed(
        tmp_path / "mine.zip", tmp_path / "export.zip", **{"files/pictures/a.jpg": bytes(64 << 20)}
    )

    with pytest.raises(NotAnExportFolder) as caught, zip_file.unpacked(path, tmp_path):
        pass

    assert caught.value.fields["reason"] == "unpacked, it is far larger than any export"


@pytest.mark.parametrize("damage", ["cut", "text", "no manifest"])
def test_fail_a_damaged_file_writes_nothing(tmp_path: Path, document: DocumentFile, damage: str) -> None:
    path = tmp_path / "export.zip"
    zip_file.write_zip(path)
    Article.objects.all().delete()
    data = path.read_bytes()
    if damage == "no manifest":
        entries = contents(path)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("articles.jsonl", entries["articles.jsonl"])
    else:
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else b"PK\x03\x04 no zip")
    before = row_counts()

    with pytest.raises(NotAnExportFolder) as caught:
        read_export(path)

    assert caught.value.fields["folder"] == "export.zip"
    assert row_counts() == before
