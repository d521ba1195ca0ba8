"""Exports that are damaged, or come from strangers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rotative.articles.models import Article
from rotative.comments.models import Comment
from rotative.exports.errors import FolderTaken, NewsroomNotEmpty, NotAnExportFolder
from rotative.exports.export_folder import Folder
from rotative.exports.write_folder import write_folder
from rotative.importers.newsroom.read_folder import read_folder
from tests.factories.articles import published
from tests.importers.imports import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    article = published(headline="Le bac")
    Comment.objects.create(
        article=article, name="Ana", email="ana@lecteurs.example", text="Bien.", state="shown"
    )
    write_folder(tmp_path / "export")
    return tmp_path / "export"


def lines(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_success_an_article_in_an_open_form(folder: Path) -> None:
    (article,) = lines(folder, "articles")

    stored = Article.objects.get()
    assert (article["id"], article["headline"], article["path"]) == (stored.pk, "Le bac", stored.path)
    assert (article["locale"], article["section"]) == ("fr", stored.section_id)
    assert article["body"] == stored.body.get_prep_value()
    assert json.loads((folder / "manifest.json").read_text())["rows"]["articles"] == 1


def test_success_no_address_of_a_reader_leaves(folder: Path) -> None:
    (comment,) = lines(folder, "comments")

    assert (comment["name"], comment["text"]) == ("Ana", "Bien.")
    assert not any(b"ana@lecteurs" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_success_a_second_export_writes_the_same(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}

    write_folder(folder)

    assert {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()} == before


def test_fail_a_folder_with_something_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")

    with pytest.raises(FolderTaken):
        write_folder(tmp_path)


def test_fail_a_newsroom_with_articles_of_its_own(folder: Path) -> None:
    before = row_counts()

    with pytest.raises(NewsroomNotEmpty):
        read_folder(folder)

    assert row_counts() == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.json", "{"),
        ("manifest.json", "[]"),
        (
            "manifest.json",
            '{"format": "rotative-export", "version": 2, "site": "", "revisions": false, "rows": {}}',
        ),
        (
            "manifest.json",
            '{"format": "rotative-export", "version": 1, "site": "", "revisions": false, "rows": {}}',
        ),
        ("articles.jsonl", '{"id": 1'),
        ("articles.jsonl", "[1]"),
        ("articles.jsonl", '{"id": 1, "published_at": "2024-13-45T99:99:99"}'),
        ("articles.jsonl", '{"id": 1, "translation_key": "x"}'),
        ("articles.jsonl", "[" * 100_000),
    ],
)
def test_fail_a_damaged_export_writes_nothing(folder: Path, name: str, text: str) -> None:
    Comment.objects.all().delete()
    Article.objects.all().delete()
    (folder / name).write_text(text)
    before = row_counts()

    with pytest.raises(NotAnExportFolder):
        read_folder(folder)

    assert row_counts() == before


@pytest.mark.parametrize("name", ["../../etc/x.jpg", "/etc/passwd", "a/../../x", ""])
def test_fail_names_of_files_that_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAnExportFolder):
        Folder(tmp_path).file("pictures", name)
