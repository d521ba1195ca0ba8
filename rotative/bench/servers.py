"""The servers that are compared: our front and nginx, each in one process on the first core."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rotative.bench.machine import tree
from rotative.core.errors import RotativeError, gettext_noop

START_S = 60.0

_NGINX = """\
daemon off; @user@ pid @folder@/pid; error_log @folder@/error.log; worker_processes 1;
events { worker_connections 1024; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; server_tokens off; @temporary@
    map $http_accept_encoding $suffix { br .br; default ""; }
    map $http_accept_encoding $encoding { br br; default ""; }
    server {
        listen 127.0.0.1:@port@;
        root "@public@";
        types { }
        default_type "text/html; charset=utf-8";
        location / {
            add_header Content-Encoding $encoding;
            try_files ${uri}index.html$suffix =404;
        }
    }
}
"""


class BenchError(RotativeError):
    """Base of what keeps a benchmark from running."""


class NotStarted(BenchError):
    code = "bench.not_started"
    message = gettext_noop(
        "%(name)s did not start within %(seconds)d s. Run it by hand to see why: %(command)s"
    )


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server and the processes whose work is counted."""

    # Without a path.
    url: str
    pids: tuple[int, ...]


@contextlib.contextmanager
def front(home: Path) -> Iterator[Server]:
    """Run a front that serves files and nothing else, on the first core."""
    ready, writer = os.pipe()
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        listener.setblocking(False)
        command = [
            *pinned(sys.executable, core=0),
            *("-m", "rotative.run.front_process"),
            *(str(home), str(listener.fileno()), str(writer)),
        ]
        with process(command, descriptors=(listener.fileno(), writer)) as running:
            os.close(writer)
            if not select.select([ready], [], [], START_S)[0] or not os.read(ready, 100):
                raise NotStarted(name="The front", seconds=START_S, command=" ".join(command))
            yield Server(url=f"http://127.0.0.1:{listener.getsockname()[1]}", pids=(running.pid,))
        os.close(ready)


@contextlib.contextmanager
def nginx(folder: Path, home: Path) -> Iterator[Server]:
    """Run one nginx process on the first core, with its own prefix."""
    folder.mkdir()
    port = free_port()
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Run by root, nginx would give its processes to somebody who may not read a temporary folder.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = (
        _NGINX.replace("@user@", user).replace("@temporary@", temporary).replace("@port@", str(port))
    )
    (folder / "nginx.conf").write_text(
        configuration.replace("@folder@", str(folder)).replace("@public@", str(home / "public")),
        encoding="utf-8",
    )
    command = [*pinned("nginx", core=0), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with process(command) as running:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, "nginx", command)
        yield Server(url=url, pids=tuple(tree(running.pid)))


@contextlib.contextmanager
def process(
    command: Sequence[str], *, descriptors: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command as long as the block runs."""
    running = subprocess.Popen(
        command, pass_fds=descriptors, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate()


def wait_for(url: str, name: str, command: Sequence[str]) -> None:
    """Wait until something answers there. Raises NotStarted."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if get(url) is not None:
            return
        time.sleep(0.05)
    raise NotStarted(name=name, seconds=START_S, command=" ".join(command))


def get(url: str) -> int | None:
    """Return the status of an answer, None where nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=START_S) as response:  # noqa: S310 always our own loopback address
            response.read()
            return int(response.status)
    except urllib.error.HTTPError as exc:
        return exc.code
    except OSError:
        return None


def free_port() -> int:
    """Return a port at which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def program(name: str) -> str | None:
    """Return the path of a program, also in the folders where only root looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/bin")


def pinned(name: str, *, core: int) -> list[str]:
    """Return a command that runs on one core; with a single core, or without taskset, on any."""
    found, taskset = program(name) or name, program("taskset")
    return [taskset, "-c", str(core), found] if taskset and (os.cpu_count() or 1) > 1 else [found]
