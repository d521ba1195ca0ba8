"""A newsroom moved to a new home: the same pages, byte by byte; what must stay stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.processes import newsrooms
from tests.processes.newsrooms import Newsroom

TEXTS = "select path, digest from bake_publicpath where state = 'live' order by path"


def public(room: Newsroom) -> dict[str, bytes]:
    """Return every file that readers can fetch as a page or from it, by its path."""
    return {
        str(path.relative_to(room.public)): path.read_bytes()
        for path in room.public.rglob("*")
        if path.is_file()
    }


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_success_a_moved_newsroom_bakes_to_the_same_bytes(
    tmp_path: Path, filled_home: Path, empty_home: Path
) -> None:
    folder = tmp_path / "export"
    with newsrooms.on_sqlite(tmp_path / "old", filled_home) as old:
        old.done("bake", "--all")
        written = old.done("export", str(folder))
        assert written["files_missing"] == [] and written["files"] >= 1
        # An export that was interrupted goes on: files are not copied again.
        again = old.done("export", str(folder), "--revisions")
        assert (again["files"], again["files_already_there"]) == (0, written["files"])
        with newsrooms.on_sqlite(tmp_path / "new", empty_home) as new:
            tried = new.done("import", "rotative", str(folder), "--dry-run")
            assert tried["rows"]["articles"] == again["rows"]["articles"]
            assert new.rows("select count(*) from articles_article") == [(0,)]
            moved = new.done("import", "rotative", str(folder))
            assert moved["files_missing"] == []
            new.done("bake", "--all")

            assert public(new) == public(old)
            assert len(public(new)) > 50
            assert names(new.home / "media") == names(old.home / "media")
            assert new.rows(TEXTS) == old.rows(TEXTS)
            # No reader's address has moved.
            assert new.rows("select count(*) from comments_comment where email <> ''") == [(0,)]
            second = new.done("import", "rotative", str(folder))
            assert sum(second["rows"].values()) == 0 and second["already_there"] == sum(
                again["rows"].values()
            )
            _refuses_another(new, folder, tmp_path)


def test_success_a_newsroom_moved_in_one_file_bakes_to_the_same_bytes(
    tmp_path: Path, filled_home: Path, empty_home: Path
) -> None:
    file = tmp_path / "export.zip"
    with newsrooms.on_sqlite(tmp_path / "old", filled_home) as old:
        old.done("bake", "--all")
        written = old.done("export", str(file))
        assert written["files_missing"] == [] and written["files"] >= 1
        first = file.read_bytes()
        old.done("export", str(file))
        assert file.read_bytes() == first
        with newsrooms.on_sqlite(tmp_path / "new", empty_home) as new:
            moved = new.done("import", "rotative", str(file))
            assert moved["files_missing"] == []
            new.done("bake", "--all")

            assert public(new) == public(old)
            second = new.done("import", "rotative", str(file))
            assert sum(second["rows"].values()) == 0
            assert not [path for path in new.home.iterdir() if path.name.startswith("rotative-export-")]


def _refuses_another(room: Newsroom, folder: Path, place: Path) -> None:
    """Check that an export of another newsroom changes nothing here."""
    other = place / "other"
    shutil.copytree(folder, other)
    manifest = json.loads((other / "manifest.json").read_text())
    (other / "manifest.json").write_text(json.dumps(manifest | {"site": "https://autre.example"}))
    before = room.rows("select count(*) from articles_article")

    process = room.rotative("import", "rotative", str(other))

    assert process.wait(newsrooms.LONGEST_S) == 1
    assert room.rows("select count(*) from articles_article") == before
