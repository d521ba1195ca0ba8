"""Real servers on free loopback ports: our own process, and nginx with our configuration."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
START_S = 20


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    # Names in lower case; a name sent twice has both values, joined by " || ".
    headers: dict[str, str]
    body: bytes


def ask(port: int, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
    """Send one request; header names have "_" for "-". The path is sent as it is, already encoded."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        found: dict[str, str] = {}
        for name, value in response.getheaders():
            name = name.lower()
            found[name] = f"{found[name]} || {value}" if name in found else value
        return Reply(status=response.status, headers=found, body=response.read())
    finally:
        connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def front(home: Path) -> Iterator[tuple[int, int]]:
    """Serve the files of a home and nothing else; yield the port and the process id."""
    ready, writer = os.pipe()
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        listener.setblocking(False)
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "rotative.run.front_process"),
                *(str(home), str(listener.fileno()), str(writer)),
            ],
            cwd=ROOT,
            pass_fds=(listener.fileno(), writer),
        )
        os.close(writer)
        try:
            assert os.read(ready, 100) == b"ready\n"
            yield listener.getsockname()[1], process.pid
        finally:
            os.close(ready)
            process.terminate()
            process.wait(START_S)


@contextlib.contextmanager
def nginx(folder: Path, configuration: str, port: int) -> Iterator[int]:
    """Run nginx with our server block; yield its process id."""
    assert NGINX is not None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rotative.conf").write_text(configuration, encoding="utf-8")
    temporary = " ".join(
        f"{kind}_temp_path {folder}/tmp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # When root runs it, nginx would give its processes to a user who may not read the test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"daemon off; {user} pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; {temporary} include {folder}/rotative.conf; }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(START_S)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the process listens on this port."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(START_S)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    raise AssertionError(f"Nobody listens at port {port}.")
