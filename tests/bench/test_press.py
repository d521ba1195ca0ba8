"""The report of the benchmark of the press, in newsrooms so small that its figures mean nothing."""

import json
import os
import shutil
from pathlib import Path

import pytest

from rotative.bench import command, hugo, newsrooms, press
from tests.conftest import proofs

PUBLICATIONS = 2


# Articles of the archive.
SIZE = proofs(25, 2000)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, empty_home: Path) -> Path:
    """Return a folder with an empty newsroom in the archive's place: to migrate another would take a third of the test."""
    folder = tmp_path_factory.mktemp("archives")
    shutil.copytree(empty_home, folder / f"articles-{SIZE}")
    return folder


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.skipif(bool(hugo.missing()), reason=f"not installed: {', '.join(hugo.missing())}")
def test_success_every_part(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--sizes", str(SIZE), "--publications", str(PUBLICATIONS), "--keep", str(kept)]

    command.main(["press", *options, "--json"], home=None)

    report = json.loads(capsys.readouterr().out)
    (archive,) = report["results"]["archives"]
    whole, plain, peer = archive["bake"]["variants"], archive["bake"]["plain"], archive["hugo"]
    assert set(report) == {"machine", "results"}
    assert whole["pages"] == plain["pages"] > SIZE
    assert peer["pages"] > SIZE
    # Pages of the same weight, or the comparison says nothing.
    assert 0.75 < peer["page_bytes"] / whole["page_bytes"] < 1.33
    frame = archive["frame"]
    assert set(frame["variants"]) == {"masthead", "menu", "style"}
    assert all(done["reframed"] > SIZE for done in frame["variants"].values())
    assert frame["plain"]["pages"] > SIZE
    assert archive["publish"]["articles"] == SIZE + PUBLICATIONS + 5
    assert set(archive["publish"]["split_ms"]) == {"publish", "load", "render", "compress", "write", "book"}
    assert archive["publish"]["pages"] > 5
    subjects = archive["subjects"]
    # Archives have at least twenty subjects.
    assert subjects["pages"] == subjects["readings"] == PUBLICATIONS
    assert 0 < subjects["page_median_ms"] <= subjects["page_p95_ms"]
    assert 0 < subjects["reading_median_ms"] <= subjects["reading_p95_ms"]
    assert set(archive["live"]) == {"new", "changed"}
    for one in archive["live"].values():
        assert one["pages"] > 5
        assert 0 < one["own_ms"] <= one["all_ms"]
    assert set(archive["desk"]) == {"newest_ms", "list_ms", "save_ms"}
    assert not (kept / f"articles-{SIZE}" / "public-plain").exists()


def test_success_text_of_a_report() -> None:
    bake = {"pages": 200, "page_bytes": 17000, "seconds": 2.0, "per_s": 100, "peak_mb": 90}
    peer = {
        "pages": 210,
        "page_bytes": 16000,
        "seconds": 4.2,
        "per_s": 50,
        "packed_per_s": 25,
        "peak_mb": 300,
    }
    split = {"publish": 10.0, "load": 4.0, "render": 3.0, "compress": 2.0, "write": 1.0, "book": 5.0}
    publish = {
        "median_ms": 25.0,
        "own_page_ms": 20.0,
        "settled_ms": 27.5,
        "p95_ms": 30.0,
        "pages": 13,
        "split_ms": split,
    }
    posted = {
        "own_ms": 55.5,
        "own_p95_ms": 60.0,
        "all_ms": 80.0,
        "all_p95_ms": 90.0,
        "answer_ms": 50.0,
        "pages": 15,
    }
    archive = {
        "articles": 100,
        "bake": {"plain": bake, "variants": bake},
        "hugo": peer,
        "frame": {"plain": {**bake, "act_s": 0.1}, "variants": {"masthead": {**bake, "act_s": 0.2}}},
        "publish": publish,
        "live": {"changed": posted},
    }

    told = press.text({"archives": [archive], "largest_to_smallest": None, "wrong": []})

    assert "Hugo, HTML only                50 pages/s" in told
    assert "ratio 2.00" in told
    assert "ratio 4.00" in told
    assert (
        "masthead changed              100 pages/s (200 pages in 2.0 s, the act 0.2 s): 4.00 of Hugo" in told
    )
    assert "25.0 ms median, 30.0 ms p95, 13 pages (publish 10.0, book 5.0, load 4.0" in told
    assert (
        "POST at the desk, changed  its own page after 55.5 ms median, 60.0 ms p95; all 15 pages after 80.0 ms"
        in told
    )
    assert "its own page after 20.0 ms, all noted after 27.5 ms" in told


def test_success_the_users_own_database_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setenv("ROTATIVE_DATABASE_URL", "postgres://somewhere/else")

    with newsrooms.apart():
        within = [name for name in os.environ if "DATABASE" in name]

    assert within == []
    assert os.environ["DATABASE_URL"] == os.environ["ROTATIVE_DATABASE_URL"] == "postgres://somewhere/else"


def test_success_processes_keep_what_they_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    with newsrooms.apart():
        assert "PYTHONDONTWRITEBYTECODE" not in os.environ

    assert os.environ["PYTHONDONTWRITEBYTECODE"] == "1"
