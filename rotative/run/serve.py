"""`rotative serve`: one process tree of a supervisor, the front with the application, and the worker.

The supervisor opens the listening socket, loads the application and forks the others, which share what it loaded: that
is a third of the memory less, and a child that dies is back at once. It runs no thread, opens no database and answers
nobody. Because the socket is its own, nobody is refused while a front starts again. The children die with it, however
it dies. With `front_only` it never imports Django.
"""

import contextlib
import gc
import os
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rotative.core.errors import RotativeError, gettext_noop
from rotative.run.children import Child, save_memory
from rotative.run.supervisor import Supervisor, signals

BACKLOG = 1024


class ServeError(RotativeError):
    """Base of what keeps the server from starting."""


class BadAddress(ServeError):
    code = "serve.bad_address"
    message = gettext_noop(
        "%(bind)s is not an address to listen on. Give HOST:PORT, for instance 127.0.0.1:8000."
    )


class AddressTaken(ServeError):
    code = "serve.address_taken"
    message = gettext_noop("Cannot listen on %(bind)s: %(reason)s. Choose another with --bind HOST:PORT.")


class NotLoaded(ServeError):
    code = "serve.not_loaded"
    message = gettext_noop(
        "The application cannot be loaded (%(reason)s). Only its pages are served: correct the fault and start again."
    )


def serve(
    home: Path,
    *,
    bind: str = "127.0.0.1:8000",
    front_only: bool = False,
    workers: int = 1,
    with_worker: bool = True,
    load: Callable[[], Any] | None = None,
    run_worker: Callable[[], int] | None = None,
) -> int:
    """Serve a newsroom until SIGTERM or Ctrl-C; returns the exit code.

    front_only: files and nothing else, neither application nor worker.
    workers: processes of the front, each of which runs the application.
    with_worker: False where `rotative worker` runs elsewhere.
    load: returns the front_process.Application, the newsroom's own unless given.
    run_worker: called in the worker's process, returns its exit code; works as `rotative worker` does unless given.
    Raises BadAddress, AddressTaken.
    """
    save_memory()
    with _listening(bind) as listener, signals() as wakeup:
        application = None if front_only else _preload(home, load)
        ready, ready_writer = os.pipe()

        def front() -> int:
            from rotative.run import front_process  # noqa: PLC0415 only a front needs granian's library

            return front_process.run(home, listener, ready_writer, application)

        children = [Child(title="rotative front", run=front) for _number in range(max(1, workers))]
        if with_worker and application is not None and not application.failed:
            children.append(Child(title=f"rotative worker --home {home}", run=run_worker or _work))
        try:
            return Supervisor(children, wakeup=wakeup, ready=ready).run(_addresses(listener, front_only))
        finally:
            os.close(ready)
            os.close(ready_writer)


def parse_bind(bind: str) -> tuple[str, int]:
    """Return host and port of "HOST:PORT", "[::1]:PORT" or "PORT". Raises BadAddress."""
    host, _colon, port = bind.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise BadAddress(bind=bind)
    return host.strip("[]") or "127.0.0.1", int(port)


def _preload(home: Path, load: Callable[[], Any] | None) -> Any:
    """Load the application, or one that says why there is none: readers get their pages all the same."""
    from rotative.run import front_process  # noqa: PLC0415 files alone are served without an application

    os.environ["ROTATIVE_HOME"] = str(home)
    try:
        application = (load or front_process.preload)()
    except Exception as exc:
        if isinstance(exc, RotativeError):
            failure = NotLoaded(reason=str(exc).rstrip("."))
        else:
            traceback.print_exc()
            failure = NotLoaded(reason=f"{type(exc).__name__}: {exc}")
        print(f"rotative: {failure}", file=sys.stderr, flush=True)
        return front_process.Application(load=_failing(failure), upload_max_bytes=0, failed=True)
    gc.collect()
    # The collector of a child would touch, and so copy, every page it looks at.
    gc.freeze()
    return application


def _failing(exc: NotLoaded) -> Callable[[], Any]:
    def load() -> Any:
        raise exc.with_traceback(None)

    return load


def work() -> int:
    """Work as `rotative worker` does until SIGTERM or Ctrl-C, with Celery where a broker is set; return the exit code."""
    from rotative.core import conf  # noqa: PLC0415 needs Django's settings

    if conf.get("broker_url"):
        from rotative.run import broker_workers  # noqa: PLC0415 Celery is installed only where it was chosen

        return broker_workers.run()
    from rotative.run.worker import Worker  # noqa: PLC0415 imports models, once Django is set up

    Worker().run()
    return 0


def _work() -> int:
    """Work as `rotative worker` does, in a process that has the application."""
    from django.core.management.base import BaseCommand, CommandError  # noqa: PLC0415 serving files needs no Django

    try:
        BaseCommand().check()
        return work()
    except (RotativeError, CommandError) as exc:
        print(f"rotative: {exc}", file=sys.stderr, flush=True)
        return 1


@contextlib.contextmanager
def _listening(bind: str) -> Iterator[socket.socket]:
    host, port = parse_bind(bind)
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as exc:
        raise BadAddress(bind=bind) from exc
    with listener:
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(BACKLOG)
        except OSError as exc:
            raise AddressTaken(bind=bind, reason=exc.strerror) from exc
        listener.setblocking(False)
        yield listener


def _addresses(listener: socket.socket, front_only: bool) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    site = f"http://{name}:{port}/"
    return f"Site: {site}" if front_only else f"Site: {site}\nDesk: {site}desk/\nCtrl-C ends both."
