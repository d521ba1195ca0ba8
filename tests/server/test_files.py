"""The files behind the front: what each costs the disk, what is remembered of them, and that it is never an old one."""

import os
import re
import shutil
import subprocess
import sys
from email.utils import formatdate
from pathlib import Path

import pytest

from rotative.bake.store.folder import FolderPress
from rotative.server import files
from rotative.server.files import Files
from tests.processes import servers
from tests.server.conftest import PAGE

BROTLI = (".br", ".gz", "")


@pytest.mark.parametrize("second", [0, 951_782_399, 1_709_164_800, 1_799_999_999, 4_102_444_799])
def test_success_dates(press: FolderPress, second: int) -> None:
    press.write("/dated/", PAGE)
    root = press.root / "dated"
    for name in os.listdir(root):
        os.utime(root / name, (second, second))

    answer = Files(press.root).page("/dated/", BROTLI)

    assert answer is not None
    assert answer.last_modified == formatdate(second, usegmt=True)
    assert ("last-modified", answer.last_modified) in answer.headers


def test_success_tag_of_other_bytes_of_the_same_length_and_time(press: FolderPress) -> None:
    found = Files(press.root)
    tags = []
    for letter in "abc":
        press.write("/tagged/", PAGE + letter.encode())
        for name in ("index.html", "index.html.br", "index.html.gz"):
            os.utime(press.root / "tagged" / name, (1, 1))
        tags += [answer.etag for suffix in BROTLI if (answer := found.page("/tagged/", (suffix,)))]

    assert len(set(tags)) == 9


def test_success_only_what_is_asked_for_again_stays_in_memory(
    press: FolderPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ASKED_MAX", 3)
    monkeypatch.setattr(files, "CACHE_MAX_BYTES", 2 * (len(PAGE) + files.ENTRY_BYTES))
    for number in range(9):
        press.write(f"/walked/{number}/", PAGE)
    found = Files(press.root)

    def stays(path: str) -> bool:
        return found.page(path, ("",)) is found.page(path, ("",))

    popular = "/walked/0/"
    assert [stays(popular), stays(popular)] == [False, True]

    # A walk through everything drives it out neither at once nor at the second time.
    for _turn in range(2):
        for number in range(1, 9):
            found.page(f"/walked/{number}/", ("",))
    assert stays(popular)

    # There is room for two: the third drives out the first.
    for number in (1, 1, 2, 2):
        found.page(f"/walked/{number}/", ("",))
    assert not stays(popular)


def test_success_a_variant_without_its_page_is_none(press: FolderPress) -> None:
    press.write("/bereft/", PAGE)
    (press.root / "bereft" / "index.html").unlink()

    assert Files(press.root).page("/bereft/", BROTLI) is None


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_success_system_calls_of_a_page(press: FolderPress, tmp_path: Path) -> None:
    press.write("/counted/", PAGE)
    code = (
        "import os, pathlib, sys; from rotative.server.files import Files; files = Files(pathlib.Path(sys.argv[1]))\n"
        "for turn in range(3): os.access('/turn', 0); files.page('/counted/', ('.br', ''))\n"
        "os.access('/turn', 0)"
    )
    traced = tmp_path / "traced"
    strace = ["strace", "-o", str(traced), sys.executable, "-c", code, str(press.root)]
    if subprocess.run(strace, cwd=servers.ROOT, capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")

    turns = re.split(r'.*"/turn".*\n', traced.read_text())[1:4]

    first, again, kept = (re.findall(r"^(\w+)\(", turn, re.MULTILINE) for turn in turns)
    assert first == again == ["newfstatat", "openat", "newfstatat", "read", "close"]
    assert kept == ["newfstatat"]
