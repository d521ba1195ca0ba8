"""`rotative demo`: it has its own home, and is never made in an existing newsroom."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rotative.project import demo_command, home
from rotative.project.demo_command import NotADemo
from tests.processes.servers import free_port

pytestmark = pytest.mark.processes


def rotative(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rotative", *arguments]


def files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_fail_in_a_newsroom(tmp_path: Path) -> None:
    place = home.create(tmp_path / "home")
    before = files(place)

    done = subprocess.run(
        rotative("--home", str(place), "demo", "--build-only"), capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "is not the demo's own folder" in done.stderr
    assert files(place) == before


@pytest.mark.parametrize("kind", ["papers", "newsroom with a mailbox", "link", "of everybody"])
def test_fail_in_a_folder_that_is_not_its_own(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "home"
    if kind == "link":
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to(tmp_path / "elsewhere")
    elif kind == "newsroom with a mailbox":
        with (home.create(place) / home.SETTINGS_FILE).open("a") as settings:
            settings.write("mailbox = true\n")
    else:
        place.mkdir()
        place.chmod(0o777 if kind == "of everybody" else 0o755)
        if kind == "papers":
            (place / "roman.txt").write_text("Il pleuvait.")
    before = files(tmp_path)

    with pytest.raises(NotADemo):
        demo_command.demo(str(place), bind="127.0.0.1:8000", build_only=True, articles=0)

    assert files(tmp_path) == before


@pytest.mark.parametrize("exists", [True, False])
def test_success_an_empty_folder_becomes_its_own(tmp_path: Path, exists: bool) -> None:
    place = tmp_path / "home"
    if exists:
        place.mkdir()

    for _start in range(2):
        demo_command._prepare(place, "http://127.0.0.1:8000", mail_port=8001)

    assert "mailbox = true" in (place / home.SETTINGS_FILE).read_text()


def test_success_letters_wait_for_the_mailbox() -> None:
    port = free_port()
    late = f"import socket, time; time.sleep(0.3); socket.create_server(('127.0.0.1', {port})).accept()"

    with subprocess.Popen([sys.executable, "-c", late]) as mailbox:
        demo_command._wait_for(mailbox, port)

    assert mailbox.returncode == 0


def test_success_ended_it_ends_what_it_runs(tmp_path: Path) -> None:
    place = tmp_path / "home"
    demo = subprocess.Popen(
        rotative("demo", "--home", str(place), "--build-only", "--bind", f"127.0.0.1:{free_port()}"),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not (place / home.SETTINGS_FILE).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)

    demo.send_signal(signal.SIGTERM)

    assert demo.wait(30) == 128 + signal.SIGTERM
    # No process of its session is left.
    with pytest.raises(ProcessLookupError):
        for _look in range(300):
            os.killpg(demo.pid, 0)
            time.sleep(0.1)
