"""The bridge from the front (RSGI, asynchronous) to the application (WSGI, one blocking thread).

A body is received by the event loop, so a slow sender holds no thread, and no place among the requests that wait for the
application: only a whole request gets one (see `arrivals`). Then it waits its turn for the single thread that runs the
application. One thread, because on SQLite several only take turns at the database and lose
a third of their speed in doing so. Readers never wait for it.
"""

import asyncio
import gc
import itertools
import logging
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from typing import IO, Any

from rotative.core.http_headers import Headers
from rotative.server import body_limits
from rotative.server.arrivals import Arrivals

log = logging.getLogger(__name__)

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# Larger bodies wait for their turn in a temporary file.
MEMORY_MAX_BYTES = 64 * 1024
# Whole requests that wait for the application; one more is asked to come back.
WAITING_MAX = 128
# Between two attempts to load an application that failed to load.
LOAD_RETRY_S = 2.0

_FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
)
_REFUSALS = {
    400: "The request was cut short.\n",
    408: "The request took too long to arrive.\n",
    413: "The request is too large. Go back and shorten what you wrote: it is still in the form.\n",
    500: "Something went wrong here.\n",
    503: "The newsroom's application is not available just now. Its pages are. Try again in a moment.\n",
}


class WsgiBridge:
    """Runs a WSGI application in one thread of its own and answers RSGI requests with it."""

    def __init__(self, load: Callable[[], WsgiApplication], *, upload_max_bytes: int) -> None:
        self._load = load
        self._upload_max_bytes = upload_max_bytes
        self._application: WsgiApplication | None = None
        self._failed_at = -LOAD_RETRY_S
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._arrivals = Arrivals()
        self._waiting = 0
        self._thread = threading.Thread(target=self._work, name="application", daemon=True)

    def start(self) -> None:
        """Load the application now, in its thread, without waiting for it."""
        self._thread.start()
        self._jobs.put(self._prepare)

    def stop(self, timeout_s: float) -> bool:
        """Let the requests that wait be answered; False when that took longer."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    async def handle(self, scope: Any, proto: Any) -> None:
        """Answer one request."""
        with tempfile.SpooledTemporaryFile(MEMORY_MAX_BYTES) as body:
            status = await self._receive(scope, proto, body)
            if status == 200 and self._waiting >= WAITING_MAX:
                status = 503
            if status != 200:
                _refuse(proto, status)
                return
            length = body.tell()
            body.seek(0)
            self._waiting += 1
            try:
                await self._run(lambda: self._respond(environ(scope, body, length), proto))
            finally:
                self._waiting -= 1

    async def _receive(self, scope: Any, proto: Any, body: IO[bytes]) -> int:
        """Store the body; returns 200, or the status that refuses it."""
        declared = scope.headers.get("content-length")
        if declared is None and "transfer-encoding" not in scope.headers and scope.method in ("GET", "HEAD"):
            return 200
        expected = int(declared) if declared and declared.isdecimal() else None
        most = body_limits.body_max_bytes(
            scope.path, scope.headers.get("cookie") or "", upload_max_bytes=self._upload_max_bytes
        )
        if expected is not None and expected > most:
            return 413
        received = 0
        try:
            async with self._arrivals.one(client_address(scope)) as arrival:
                async for chunk in proto:
                    received += len(chunk)
                    if received > most:
                        return 413
                    body.write(chunk)
                    arrival.got(received)
        except TimeoutError:
            return 408
        return 200 if expected in (None, received) else 400

    async def _run(self, work: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def job() -> None:
            try:
                work()
            finally:
                loop.call_soon_threadsafe(_finish, done)

        self._jobs.put(job)
        await done

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except BaseException:
                log.exception("Application failed", extra={"event": "application_failed"})

    def _prepare(self) -> None:
        if self._application is not None or time.monotonic() - self._failed_at < LOAD_RETRY_S:
            return
        try:
            self._application = self._load()
        except BaseException:
            self._failed_at = time.monotonic()
            log.exception("Application not loaded", extra={"event": "application_not_loaded"})
            return
        # What was loaded stays: the collector need not look at it again.
        gc.collect()
        gc.freeze()

    def _respond(self, environ: Environ, proto: Any) -> None:
        self._prepare()
        if self._application is None:
            _refuse(proto, 503)
            return
        try:
            _answer(self._application, environ, proto)
        except BaseException:
            # An answer that has begun stays as it is; else this is the answer.
            _refuse(proto, 500)
            raise


def environ(scope: Any, body: IO[bytes], length: int) -> Environ:
    """Return the WSGI environment (PEP 3333) of an RSGI request whose body has been received."""
    host, _colon, port = scope.server.rpartition(":")
    values: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        # As PEP 3333 has bytes; some clients send letters as they are, instead of percent-encoded.
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "CONTENT_LENGTH": str(length) if length else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name in scope.headers:
        # X_Forwarded_For must not pass for X-Forwarded-For.
        if "_" in name or name == "content-length":
            continue
        key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
        values[key] = ("; " if name == "cookie" else ",").join(scope.headers.get_all(name))
    values.setdefault("HTTP_HOST", getattr(scope, "authority", None) or scope.server)
    _trust_proxy(values)
    return values


def _trust_proxy(values: Environ) -> None:
    """Take over X-Forwarded-* of a proxy on this machine, and of no other."""
    forwarded = {name: values.pop(name, "") for name in _FORWARDED}
    if not _is_loopback(values["REMOTE_ADDR"]):
        return
    if client := _last(forwarded["HTTP_X_FORWARDED_FOR"]):
        values["REMOTE_ADDR"] = client
    if forwarded["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
        values["wsgi.url_scheme"] = forwarded["HTTP_X_FORWARDED_PROTO"]


def client_address(scope: Any) -> str:
    """Return the address that a request came from, as the application will see it."""
    peer: str = scope.client.rpartition(":")[0].strip("[]")
    if _is_loopback(peer) and (client := _last(scope.headers.get("x-forwarded-for") or "")):
        return client
    return peer


def _last(forwarded_for: str) -> str:
    # The proxy appends the address it saw; everything before it came from the client.
    return forwarded_for.rpartition(",")[2].strip()


def _is_loopback(address: str) -> bool:
    return address.startswith(("127.", "::ffff:127.")) or address == "::1"


def _answer(application: WsgiApplication, environ: Environ, proto: Any) -> None:
    started: list[tuple[int, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        started.append((int(status.split(" ", 1)[0]), [(name, _plain(value)) for name, value in headers]))
        return _write_refused

    result = application(environ, start_response)
    try:
        if not getattr(result, "streaming", False):
            body = b"".join(result)
            proto.response_bytes(*started[-1], body)
            return
        chunks = iter(result)
        # The headers are known once the first piece is.
        first = next(chunks, b"")
        transport = proto.response_stream(*started[-1])
        for chunk in itertools.chain([first], chunks):
            if chunk:
                transport.send_bytes(chunk)
    finally:
        if close := getattr(result, "close", None):
            close()


def _plain(value: str) -> str:
    """Return a header's value with only what may be sent: visible ASCII, space and tab."""
    return "".join(letter for letter in value if " " <= letter <= "~" or letter == "\t").strip()


def _write_refused(_data: bytes) -> None:
    raise NotImplementedError("PEP 3333's write() is not offered")


def _refuse(proto: Any, status: int) -> None:
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
    if status == 503:
        headers.append(("retry-after", "5"))
    if status in (400, 408, 413):
        # The rest of the body is not read: what follows on this connection would be taken for a request.
        headers.append(("connection", "close"))
    proto.response_str(status, headers, _REFUSALS[status])


def _finish(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)
