"""`rotative demo`: it has its own home, and is never made in an existing newsroom."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rotative.project import home
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
    assert "contains a newsroom that is no demo" in done.stderr
    assert files(place) == before


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
