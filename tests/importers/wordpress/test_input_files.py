"""The files of an export: several, folders, archives; damaged and oversized ones."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from rotative.articles.models import Article
from rotative.importers.actions import WordPressChoices, import_wordpress
from rotative.importers.errors import ArchiveRefused, NotAnExport, SeveralSites, UnreadableExport
from rotative.importers.wordpress import source_bytes
from rotative.importers.wordpress.input_files import opened
from tests.importers.imports import figures_add_up, problem_counts
from tests.importers.wordpress.wxr import SITE, export, item

pytestmark = pytest.mark.django_db


def test_success_a_folder_with_files_of_every_kind(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "part-1.xml").write_text(export(item(1)), encoding="utf-8")
    (folder / "part-2.xml.gz").write_bytes(gzip.compress(export(item(2)).encode()))
    with zipfile.ZipFile(folder / "part-3.zip", "w") as archive:
        archive.writestr("site/part-3.xml", export(item(3)))
    (folder / "notes.txt").write_text("Rien.")

    report = import_wordpress(folder)

    assert (report.articles, report.items) == (3, 3)


def test_success_an_archive_with_its_pictures(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.jpg")
    body = f'<img src="{SITE}/wp-content/uploads/2020/01/a.jpg">'
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("site.xml", export(item(1, content=body)))
        archive.write(tmp_path / "a.jpg", "wp-content/uploads/2020/01/a.jpg")

    report = import_wordpress(tmp_path / "site.zip")

    assert report.media == 1
    assert figures_add_up(report)


def test_success_names_in_an_archive_lead_nowhere_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        for name in (
            "../../dehors.xml",
            "/absolu.xml",
            "C:\\dossier\\x.xml",
            "__MACOSX/._x.xml",
            "a/b/../c.pdf",
        ):
            archive.writestr(name, "x")

    with opened([tmp_path / "site.zip"]) as files:
        assert files.media is not None
        root = files.exports[0].parents[1]
        found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert found == [
        "exports/C_/dossier/x.xml",
        "exports/absolu.xml",
        "exports/dehors.xml",
        "media/a/b/c.pdf",
    ]


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_fail_a_bomb(tmp_path: Path, kind: str) -> None:
    text = export(item(1)).encode() + b" " * 60_000_000
    path = tmp_path / f"bombe.{kind}"
    if kind == "gz":
        path.write_bytes(gzip.compress(text))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("site.xml", text)

    with pytest.raises(ArchiveRefused):
        import_wordpress(path)


def test_fail_files_of_two_sites(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(export(item(1)), encoding="utf-8")
    (tmp_path / "b.xml").write_text(export(item(2)).replace(SITE, "https://autre.example"), encoding="utf-8")

    with pytest.raises(SeveralSites):
        import_wordpress(tmp_path)


def test_fail_a_folder_without_an_export(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport):
        import_wordpress(tmp_path)


@pytest.mark.parametrize(
    "before",
    ["\n\n", "\ufeff\n", "<br />\n<b>Notice</b>: Undefined index in /var/www/x.php on line 3<br />\n"],
)
def test_success_words_of_a_server_before_the_file(tmp_path: Path, before: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(before + export(item(1)), encoding="utf-8")

    report = import_wordpress(path)

    assert report.articles == 1
    assert problem_counts(report).get("notice_before_file", 0) == ("Notice" in before)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY x "y">]>',
        "<!-- a --><!DOCTYPE rss>",
        "<?xml version='1.0'?>\n<!-- b -->\n<!doctype rss>",
    ],
)
def test_fail_a_document_type(tmp_path: Path, head: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(head + export(item(1)).partition("?>")[2], encoding="utf-8")

    with pytest.raises(NotAnExport):
        import_wordpress(path)


def test_success_a_text_longer_than_any_article_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_bytes, "MOST_TEXT_BYTES", 200_000)
    monkeypatch.setattr("rotative.importers.wordpress.xml.MOST_TEXT_BYTES", 200_000)
    path = tmp_path / "export.xml"
    path.write_text(export(item(1), item(2, content="mot " * 100_000), item(3)), encoding="utf-8")

    report = import_wordpress(path)

    assert (report.articles, report.skipped) == (2, 1)
    assert problem_counts(report) == {"text_too_long": 1}


def test_success_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(export(item(1, title="Été")).replace("UTF-8", "UTF-16").encode("utf-16"))

    import_wordpress(path, choices=WordPressChoices(recover=True))

    assert Article.objects.get().headline == "Été"
