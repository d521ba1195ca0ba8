"""The process tree of `rotative serve`: it starts, restarts a process that died, and ends without leaving any."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rotative.bake.store.folder import FolderPress
from rotative.run.serve import AddressTaken, BadAddress, parse_bind, serve
from tests.conftest import proofs
from tests.processes import newsrooms, servers
from tests.processes.newsrooms import Newsroom
from tests.processes.servers import ask

PAGE = b"<p>Un</p>" * 100
LONGEST_S = 30

# The supervisor with a small application and a small worker, which prints its name and waits until it is ended.
SERVE = """
import os, signal, sys
from pathlib import Path
from rotative.run.front_process import Application
from rotative.run.serve import serve

def answer(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"application in %d" % os.getpid()]

def load():
    if "--broken" in sys.argv:
        raise ValueError("broken")
    return Application(load=lambda: answer, upload_max_bytes=1000)

def work():
    if "--stubborn" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # One call of write: several processes write to the same pipe.
    os.write(1, b"worker %d\\n" % os.getpid())
    while True:
        signal.pause()

sys.exit(
    serve(Path(sys.argv[1]), bind="127.0.0.1:0", front_only="--front-only" in sys.argv,
          with_worker="--no-worker" not in sys.argv, load=load, run_worker=work)
)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    FolderPress(tmp_path / "public").write("/", PAGE)
    return tmp_path


class Tree:
    """A running supervisor and its output."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._printed = b""

    def line(self, start: str) -> str:
        """Wait for the next line that starts with a text, and return it."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + LONGEST_S
        while time.monotonic() < deadline:
            *lines, _rest = self._printed.split(b"\n")
            for line in lines:
                if line.startswith(start.encode()):
                    self._printed = self._printed.replace(line + b"\n", b"", 1)
                    return line.decode()
            if select.select([self.process.stdout], [], [], 1)[0]:
                self._printed += os.read(self.process.stdout.fileno(), 65536)
        raise AssertionError(self._printed)

    def port(self) -> int:
        return int(self.line("Site:").rsplit(":", 1)[1].strip("/"))

    def children(self) -> dict[str, int]:
        """Return the process ids by the name of the child."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        names = {}
        for number in found:
            with contextlib.suppress(OSError):
                names[Path(f"/proc/{number}/comm").read_text().strip()] = int(number)
        return names


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Tree]]:
    trees = []

    def start(*flags: str) -> Tree:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(home), *flags],
            cwd=servers.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        trees.append(process)
        return Tree(process)

    yield start
    for process in trees:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def gone(pid: int) -> bool:
    """Return whether a process ends within a reasonable time."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], LONGEST_S)[0])
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_success_start_and_end(start: Callable[..., Tree], number: int) -> None:
    tree = start()
    worker = int(tree.line("worker").split()[1])
    port = tree.port()
    assert ask(port, "/").body == PAGE
    children = tree.children()
    assert children["rotative-worker"] == worker

    tree.process.send_signal(number)

    assert tree.process.wait(LONGEST_S) == 0
    assert all(gone(pid) for pid in children.values())


def test_success_application_in_the_front(start: Callable[..., Tree]) -> None:
    tree = start()
    port = tree.port()

    reply = ask(port, "/_/")

    assert reply.body.decode() == f"application in {tree.children()['rotative-front']}"


def test_success_titles(start: Callable[..., Tree], home: Path) -> None:
    tree = start()
    tree.line("worker")
    tree.port()

    command = Path(f"/proc/{tree.children()['rotative-worker']}/cmdline").read_bytes()

    assert command.rstrip(b"\0").decode() == f"rotative worker --home {home}"


def test_fail_application_that_does_not_load(start: Callable[..., Tree]) -> None:
    tree = start("--broken")
    port = tree.port()

    reply = ask(port, "/_/")

    assert (reply.status, reply.headers["retry-after"]) == (503, "5")
    assert ask(port, "/").body == PAGE
    assert set(tree.children()) == {"rotative-front"}


def test_success_front_only(start: Callable[..., Tree]) -> None:
    tree = start("--front-only")

    port = tree.port()

    assert ask(port, "/").body == PAGE
    assert set(tree.children()) == {"rotative-front"}


def test_success_no_worker(start: Callable[..., Tree]) -> None:
    tree = start("--no-worker")

    port = tree.port()

    assert ask(port, "/_/").body.decode() == f"application in {tree.children()['rotative-front']}"
    assert set(tree.children()) == {"rotative-front"}


@pytest.mark.parametrize("looks", [0, 1, 3, 10, 40])
def test_success_end_during_start(start: Callable[..., Tree], looks: int) -> None:
    tree = start()
    deadline = time.monotonic() + LONGEST_S
    while len(tree.children()) < min(looks, 2) and time.monotonic() < deadline:
        pass
    for _look in range(looks * 10):
        tree.children()

    children = tree.children()
    tree.process.terminate()

    # Before Python installs a handler, the signal itself ends the process.
    assert tree.process.wait(LONGEST_S) in (0, -signal.SIGTERM)
    assert all(gone(pid) for pid in children.values())


@pytest.mark.processes
def test_success_end_at_any_instant_of_the_start(room: Newsroom) -> None:
    every_ms = proofs(400, 50)
    log = room.home / "logs" / "errors"
    before = log.read_bytes()
    for after_ms in range(0, 2001, every_ms):
        tree = room.serve()
        with contextlib.suppress(subprocess.TimeoutExpired):
            tree.wait(after_ms / 1000)
        family = [pid for _name, pid in newsrooms.children(tree.pid)]
        tree.terminate()

        # Before Python installs a handler, the signal itself ends the process.
        assert tree.wait(LONGEST_S) in (0, -signal.SIGTERM), (after_ms, room.errors())
        assert all(gone(pid) for pid in family), after_ms
    assert b"Traceback" not in log.read_bytes().removeprefix(before)


def test_success_children_die_with_the_supervisor(start: Callable[..., Tree]) -> None:
    tree = start()
    tree.line("worker")
    tree.port()
    children = tree.children()

    tree.process.kill()

    assert len(children) == 2
    assert all(gone(pid) for pid in children.values())


@pytest.mark.parametrize("name", ["rotative-worker", "rotative-front"])
def test_success_dead_child_is_started_again(start: Callable[..., Tree], name: str) -> None:
    tree = start()
    tree.line("worker")
    port = tree.port()
    before = tree.children()

    os.kill(before[name], signal.SIGKILL)
    assert gone(before[name])

    # The supervisor owns the socket: the request waits for the new server process and is not refused.
    assert ask(port, "/").body == PAGE
    if name == "rotative-worker":
        assert int(tree.line("worker").split()[1]) != before["rotative-worker"]
    else:
        assert tree.children()["rotative-front"] != before["rotative-front"]


def test_success_second_interrupt_kills(start: Callable[..., Tree]) -> None:
    tree = start("--stubborn")
    worker = int(tree.line("worker").split()[1])
    tree.port()
    front = tree.children()["rotative-front"]

    tree.process.send_signal(signal.SIGINT)
    assert gone(front)
    tree.process.send_signal(signal.SIGINT)

    assert tree.process.wait(LONGEST_S) == 0
    assert gone(worker)


def test_fail_address_taken(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        bind = f"127.0.0.1:{server.getsockname()[1]}"

        with pytest.raises(AddressTaken) as caught:
            serve(home, bind=bind)

    assert str(caught.value) == (
        f"Cannot listen on {bind}: Address already in use. Choose another with --bind HOST:PORT."
    )


@pytest.mark.parametrize("bind", ["", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "a:b"])
def test_fail_address(home: Path, bind: str) -> None:
    with pytest.raises(BadAddress):
        serve(home, bind=bind)


@pytest.mark.parametrize(
    ("bind", "found"),
    [
        ("127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("8000", ("127.0.0.1", 8000)),
        (":80", ("127.0.0.1", 80)),
        ("[::1]:80", ("::1", 80)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
    ],
)
def test_success_parse_bind(bind: str, found: tuple[str, int]) -> None:
    assert parse_bind(bind) == found
