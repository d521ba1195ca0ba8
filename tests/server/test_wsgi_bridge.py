"""Requests that no file answers, over the bridge to a WSGI application, in a process of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from rotative.bake.store.folder import FolderPress
from tests.processes import servers
from tests.processes.servers import ask
from tests.server.conftest import PAGE

# In place of the newsroom's application: a WSGI callable of this folder, loaded by the same bridge.
APPLICATION = """
import os, sys, time
from pathlib import Path
import socket
from rotative.server import arrivals, granian_worker
from rotative.server.app import Front
from rotative.server.wsgi_bridge import WsgiBridge

class Pieces:
    streaming = True
    def __init__(self): self.left = 3
    def __iter__(self):
        while self.left:
            self.left -= 1
            yield b"piece %d\\n" % self.left
    def close(self): (home / "closed").touch()

def application(environ, start):
    path = environ["PATH_INFO"]
    if path == "/_/boom/":
        raise ValueError("boom")
    if path == "/_/pieces/":
        start("200 OK", [("Content-Type", "text/plain")])
        return Pieces()
    if path == "/_/hold/":
        (home / "held").touch()
        while not (home / "release").exists():
            time.sleep(0.001)
    body = environ["wsgi.input"].read()
    shown = [f"{name}={environ[name]}" for name in sorted(environ) if name.isupper() or name == "wsgi.url_scheme"]
    start("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-E", "caf\\xe9")])
    return ["\\n".join(shown).encode("latin-1"), b"\\n\\n%d" % len(body)]

def load():
    if (home / "broken").exists():
        raise RuntimeError("broken")
    return application

home = Path(sys.argv[1])
arrivals.ARRIVAL_S = 3.0
front = Front(home / "public", media=home / "media")
bridge = WsgiBridge(load, upload_max_bytes=1_200_000)
front.bridge = bridge
def ready():
    os.write(int(sys.argv[3]), b"ready\\n")
    bridge.start()
granian_worker.serve(front, socket.socket(fileno=int(sys.argv[2])), ready=ready)
bridge.stop(5)
os._exit(0)
"""


@pytest.fixture(scope="module")
def application(home: Path, press: FolderPress) -> Iterator[int]:
    """Run a front with the small application above behind it."""
    ready, writer = os.pipe()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        process = subprocess.Popen(
            [sys.executable, "-c", APPLICATION, str(home), str(listener.fileno()), str(writer)],
            cwd=servers.ROOT,
            pass_fds=(listener.fileno(), writer),
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        assert os.read(ready, 100) == b"ready\n"
        os.close(ready)
        yield listener.getsockname()[1]
        process.terminate()
        assert process.wait(20) == 0


def test_success_application_gets_the_rest(application: int) -> None:
    assert ask(application, "/un/").body == PAGE
    assert b"PATH_INFO=/none/" in ask(application, "/none/").body
    assert b"QUERY_STRING=p=12" in ask(application, "/?p=12").body
    assert b"REQUEST_METHOD=POST" in ask(application, "/un/", method="POST", body=b"a=1").body
    assert ask(application, "/un/?utm_source=x").body == PAGE


def test_success_environment(application: int) -> None:
    reply = ask(
        application,
        "/_/%C3%A9/?q=%C3%A9",
        Cookie="a=1",
        Content_Type="text/x",
        X_Forwarded_For="1.1.1.1, 2.2.2.2",
        X_Forwarded_Proto="https",
        X_Forwarded_Host="elsewhere.example",
    )

    shown = reply.body.decode("latin-1").split("\n")
    for line in (
        "PATH_INFO=/_/" + "é".encode().decode("latin-1") + "/",
        "QUERY_STRING=q=%C3%A9",
        "REMOTE_ADDR=2.2.2.2",
        "wsgi.url_scheme=https",
        "HTTP_COOKIE=a=1",
        "CONTENT_TYPE=text/x",
        f"HTTP_HOST=127.0.0.1:{application}",
        f"SERVER_PORT={application}",
        "SERVER_PROTOCOL=HTTP/1.1",
    ):
        assert line in shown
    assert not [line for line in shown if line.startswith("HTTP_X_FORWARDED")]
    assert reply.headers["set-cookie"] == "a=1 || b=2"
    assert reply.headers["x-e"] == "caf"


def test_success_query_with_letters_as_they_are(application: int) -> None:
    """Sent without percent signs, by curl and some robots."""
    query = "q=ترامواي&é=1".encode()
    with socket.create_connection(("127.0.0.1", application)) as client:
        client.sendall(b"GET /_/?%b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % query)
        answer = b"".join(iter(lambda: client.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"QUERY_STRING=" + query + b"\n" in answer


def test_fail_header_that_imitates_another(application: int) -> None:
    with socket.create_connection(("127.0.0.1", application)) as client:
        client.sendall(
            b"GET /_/ HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n"
        )
        answer = b"".join(iter(lambda: client.recv(65536), b""))

    assert b"REMOTE_ADDR=127.0.0.1" in answer
    assert b"6.6.6.6" not in answer


@pytest.mark.parametrize(
    ("path", "length"),
    [("/_/", 0), ("/_/", 10), ("/_/", 32_768), ("/_/returns/x/y/", 700_000), ("/desk/", 900_000)],
)
def test_success_body(application: int, path: str, length: int) -> None:
    reply = ask(application, path, method="POST", body=b"x" * length, Cookie="sessionid=a")

    assert reply.body.endswith(b"\n\n%d" % length)


@pytest.mark.parametrize(
    ("path", "cookie", "length"),
    [
        ("/_/comment/", "", 32_769),
        ("/_/comment/", "sessionid=a", 32_769),
        ("/un/", "", 32_769),
        ("/desk/login/", "csrftoken=a", 32_769),
        ("/_/returns/x/y/", "", 1_048_577),
        ("/desk/", "sessionid=a", 1_200_001),
    ],
)
def test_fail_body_too_large(application: int, path: str, cookie: str, length: int) -> None:
    reply = ask(application, path, method="POST", Content_Length=str(length), Cookie=cookie)

    assert (reply.status, reply.body.partition(b".")[0]) == (413, b"The request is too large")


def test_fail_body_grows_too_large(application: int) -> None:
    """Send a body that does not say its length."""
    with socket.create_connection(("127.0.0.1", application)) as client:
        client.sendall(b"POST /_/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.sendall(b"8001\r\n" + b"x" * 32_769 + b"\r\n")

        assert client.recv(65536).startswith(b"HTTP/1.1 413")


def test_success_streamed_answer_is_closed(application: int, home: Path) -> None:
    assert ask(application, "/_/pieces/").body == b"piece 2\npiece 1\npiece 0\n"
    assert ask(application, "/_/").status == 200
    assert (home / "closed").exists()


def test_fail_application_raises(application: int) -> None:
    assert ask(application, "/_/boom/").status == 500
    assert ask(application, "/_/").status == 200


def test_success_readers_do_not_wait_for_the_application(application: int, home: Path) -> None:
    with socket.create_connection(("127.0.0.1", application)) as waiting:
        waiting.sendall(b"GET /_/hold/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        while not (home / "held").exists():
            assert ask(application, "/un/").body == PAGE

        assert ask(application, "/un/").body == PAGE
        (home / "release").touch()
        assert b"200 OK" in waiting.recv(65536)


def test_fail_half_sent_requests_take_no_places(application: int) -> None:
    """Send more of them than there are places."""
    with ExitStack() as stack:
        halves = [
            stack.enter_context(socket.create_connection(("127.0.0.1", application))) for _half in range(150)
        ]
        for half in halves:
            half.sendall(b"POST /_/ HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")

        whole = [ask(application, "/_/", method="POST", body=b"a=1").status for _whole in range(3)]
        looked_up = ask(application, "/_/").status
        answers = {half.recv(65536).split(b"\r\n")[0] for half in halves}

    assert (whole, looked_up) == ([200, 200, 200], 200)
    assert answers == {b"HTTP/1.1 408 Request Timeout"}


def test_success_half_sent_request_is_finished(application: int) -> None:
    with socket.create_connection(("127.0.0.1", application)) as half:
        half.sendall(b"POST /_/ HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\na")
        assert ask(application, "/_/").status == 200
        half.sendall(b"=1")

        assert half.recv(65536).startswith(b"HTTP/1.1 200")
