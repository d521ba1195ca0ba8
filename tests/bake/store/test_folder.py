"""The store of baked files: whole sets, removed cleanly, never half written, whatever is killed."""

import gzip
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import brotli
import pytest

from rotative.bake.store.file_names import PathRefused, canonical
from rotative.bake.store.folder import FolderPress, Press, compress_folder

ROOT = Path(__file__).resolve().parents[3]
PAGE = b"<p>Une page assez longue pour que la compression vaille la peine.</p>" * 10


@pytest.fixture
def press(any_press: Press) -> Press:
    return any_press


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_success_write_read_and_list(press: Press) -> None:
    changed = press.write("/politique/un/", PAGE)
    press.write("/rss.xml", b"<rss/>")

    assert changed
    assert press.read("/politique/un/") == PAGE
    assert press.read("/politique/un/", kind="gone") is None
    assert press.read("/none/") is None
    assert sorted(press.paths()) == [("/politique/un/", "live"), ("/rss.xml", "live")]


def test_success_one_kind_at_a_time(press: Press) -> None:
    press.write("/un/", PAGE)

    assert press.write("/un/", b"/deux/", kind="moved")
    assert list(press.paths()) == [("/un/", "moved")]
    assert press.write("/un/", PAGE, kind="gone")
    assert list(press.paths()) == [("/un/", "gone")]
    assert press.write("/un/", PAGE)
    assert list(press.paths()) == [("/un/", "live")]


def test_success_unchanged_is_left_alone(press: Press) -> None:
    press.write("/un/", PAGE)

    assert not press.write("/un/", PAGE)


@pytest.mark.parametrize(
    ("path", "spelled"),
    [
        ("/", "/"),
        ("/politique/un-article_2/page/12/", "/politique/un-article_2/page/12/"),
        ("/ar/مقال/", "/ar/مقال/"),
        ("/" + "x" * 200 + "/", "/" + "x" * 200 + "/"),
        ("/" + "x" * 201 + "/", "/~/"),
        ("/" + "م" * 101 + "/", "/~/"),
        ("/a/index.html", "/a/~"),
        ("/a/x.br", "/a/~"),
        ("/news", "/~"),
        ("/100%/", "/100%/"),
        ("/.well-known/security.txt", "/.well-known/security.txt"),
    ],
)
def test_success_canonical(path: str, spelled: str) -> None:
    found = canonical(path)

    assert found.partition("~")[0] == spelled.partition("~")[0]
    assert ("~" in found) == ("~" in spelled)
    assert canonical(found) == found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "un/",
        "//",
        "/a//b/",
        "/../etc/",
        "/a/..",
        "/a/./b/",
        "/a\\b/",
        "/a\0/",
        "/a\nb/",
        "/\ud800/",
        "/é" * 2000,
        "/abc" * 750 + "/",
        "/abc/\n",
    ],
)
def test_fail_path(press: Press, path: str) -> None:
    with pytest.raises(PathRefused) as caught:
        press.write(path, PAGE)

    assert caught.value.code == "bake.path_refused"


def test_success_files_of_a_page(tmp_path: Path) -> None:
    FolderPress(tmp_path).write("/politique/un/", PAGE)

    found = files(tmp_path)
    assert set(found) == {f"politique/un/index.html{suffix}" for suffix in ("", ".br", ".gz")}
    assert found["politique/un/index.html"] == PAGE
    assert brotli.decompress(found["politique/un/index.html.br"]) == PAGE
    assert gzip.decompress(found["politique/un/index.html.gz"]) == PAGE
    assert len({(tmp_path / name).stat().st_mtime_ns for name in found}) == 1


def test_success_same_bytes_make_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        FolderPress(tmp_path / name).write("/un/", PAGE)

    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_success_short_and_binary_files_have_no_variants(tmp_path: Path) -> None:
    press = FolderPress(tmp_path)
    press.write("/un/", PAGE)

    press.write("/un/", b"<p>Court</p>")
    press.write("/a.png", PAGE)

    assert set(files(tmp_path)) == {"un/index.html", "a.png"}


def test_success_withdrawn_and_moved_pages(tmp_path: Path) -> None:
    press = FolderPress(tmp_path)
    for path in ("/un/", "/deux/", "/x.html"):
        press.write(path, PAGE)

    press.write("/un/", b"<p>Withdrawn.</p>", kind="gone")
    press.write("/deux/", b"/un/", kind="moved")
    press.write("/x.html", b"/un/", kind="moved")

    assert files(tmp_path) == {
        "un/index.gone.html": b"<p>Withdrawn.</p>",
        "deux/index.moved": b"/un/",
        "x.html.moved": b"/un/",
    }


def test_success_remove_prunes_empty_folders(tmp_path: Path) -> None:
    press = FolderPress(tmp_path / "public")
    press.write("/a/b/c/", PAGE)
    press.write("/a/", PAGE)

    press.remove("/a/b/c/")
    press.remove("/never/")

    assert set(files(tmp_path)) == {"public/a/index.html", "public/a/index.html.br", "public/a/index.html.gz"}
    assert not (tmp_path / "public/a/b").exists()
    assert (tmp_path / "public").is_dir()


def test_success_long_component(tmp_path: Path) -> None:
    press = FolderPress(tmp_path)
    path = "/ar/" + "مقال-" * 40 + "/"

    press.write(path, PAGE)

    assert press.read(path) == PAGE
    assert list(press.paths()) == [(canonical(path), "live")]
    press.remove(canonical(path))
    assert files(tmp_path) == {}


@pytest.mark.parametrize("damage", ["missing", "foreign"])
def test_success_half_renamed_set_is_printed_again(tmp_path: Path, damage: str) -> None:
    press = FolderPress(tmp_path)
    press.write("/un/", PAGE)
    variant = tmp_path / "un/index.html.br"
    if damage == "missing":
        variant.unlink()
    else:
        variant.write_bytes(brotli.compress(b"another page"))

    assert press.read("/un/") is None
    assert press.write("/un/", PAGE)
    assert brotli.decompress(variant.read_bytes()) == PAGE


def test_success_copied_without_times_is_still_right(tmp_path: Path) -> None:
    press = FolderPress(tmp_path)
    press.write("/un/", PAGE)
    os.utime(tmp_path / "un/index.html.gz", ns=(1, 1))

    assert press.read("/un/") == PAGE
    assert not press.write("/un/", PAGE)


def test_success_sweep(tmp_path: Path) -> None:
    press = FolderPress(tmp_path)
    press.write("/un/", PAGE)
    (tmp_path / "un" / ".baking-1-abc-0").write_bytes(b"half")
    (tmp_path / "empty" / "er").mkdir(parents=True)

    assert press.sweep() == 1
    assert {path.name for path in tmp_path.rglob("*")} == {
        "un",
        "index.html",
        "index.html.br",
        "index.html.gz",
    }


def test_success_orphaned_variant_is_listed_and_removed(tmp_path: Path) -> None:
    press = FolderPress(tmp_path)
    press.write("/un/", PAGE)
    (tmp_path / "un" / "index.html").unlink()

    assert list(press.paths()) == [("/un/", "live")]
    press.remove("/un/")
    assert files(tmp_path) == {}


def test_success_compress_folder(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(PAGE)
    (tmp_path / "b.png").write_bytes(PAGE)

    assert compress_folder(tmp_path) == 1
    assert compress_folder(tmp_path) == 0
    assert set(files(tmp_path)) == {"a.js", "a.js.br", "a.js.gz", "b.png"}


def test_success_a_newer_file_is_compressed_again(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_bytes(PAGE)
    os.utime(script, ns=(1, 1))
    compress_folder(tmp_path)

    script.write_bytes(PAGE + b"newer")

    assert compress_folder(tmp_path) == 1
    assert gzip.decompress((tmp_path / "a.js.gz").read_bytes()) == PAGE + b"newer"


def test_success_sync(tmp_path: Path) -> None:
    press = FolderPress(tmp_path / "public")

    press.sync()
    press.write("/un/", PAGE)
    press.sync()

    assert press.read("/un/") == PAGE


def test_success_two_writers_leave_one_whole_set(tmp_path: Path) -> None:
    bodies = [PAGE + bytes([65 + number]) * 5000 for number in range(2)]

    def print_often(body: bytes) -> None:
        press = FolderPress(tmp_path)
        for number in range(60):
            press.write("/un/", body + b"%d" % number)
            press.remove("/deux/")
            press.write("/deux/", body)
            press.sweep()

    threads = [threading.Thread(target=print_often, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = files(tmp_path)
    for name in ("un", "deux"):
        identity = found[f"{name}/index.html"]
        assert brotli.decompress(found[f"{name}/index.html.br"]) == identity
        assert gzip.decompress(found[f"{name}/index.html.gz"]) == identity
    assert len(found) == 6


PRINTER = """
import sys
from rotative.bake.store.folder import FolderPress
press = FolderPress(sys.argv[1])
number = int(sys.argv[2])
print("ready", flush=True)
while True:
    number += 1
    press.write("/un/", b"<p>%d</p>" % number * 3000)
    press.write("/deux/", b"<p>%d</p>" % number * 10, kind="gone" if number % 2 else "live")
"""


def test_success_killed_at_any_instant(tmp_path: Path) -> None:
    """Prove guarantee 2 in a small version: files are always whole, and the next printing repairs the set."""
    identity = tmp_path / "un" / "index.html"
    for kill in range(6):
        printer = subprocess.Popen(
            [sys.executable, "-c", PRINTER, str(tmp_path), str(kill * 1000)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert printer.stdout is not None
        printer.stdout.readline()
        for _look in range(40 * (kill + 1)):
            page = identity.read_bytes() if identity.exists() else PAGE
            assert page in (PAGE, page[: page.find(b"</p>") + 4] * 3000)
        printer.send_signal(signal.SIGKILL)
        printer.wait()
        printer.stdout.close()

        press = FolderPress(tmp_path)
        press.write("/un/", PAGE)
        press.write("/deux/", PAGE)
        press.sweep()

        assert len(files(tmp_path)) == 6
        assert sorted(press.paths()) == [("/deux/", "live"), ("/un/", "live")]
        assert press.read("/un/") == press.read("/deux/") == PAGE
