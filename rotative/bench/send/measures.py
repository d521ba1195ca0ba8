"""The peers of `rotative bench send`, in one process of a newsroom made for it."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from rotative.bench.send import fill, readers_sql
from rotative.bench.send.sink import Sink, running
from rotative.mail.message import dkim as signing
from rotative.mail.message.mime import MimeWriter
from rotative.mail.models import Mailing
from rotative.mail.sending import deliveries
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.pump import Pump
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import Target
from rotative.mail.sending.smtp_session import Session

# What Django sends of each round: it is slow, and its rate does not depend on the number.
_SHARE = 8


def measure(
    *, sink: str, source: str, letters: int, rounds: int, dkim: bool, connections: int
) -> dict[str, Any]:
    """Measure letters a second of each peer, their ratios, and where a letter's time goes."""
    readers_sql.readers(letters)
    if dkim:
        _make_key()
    rates: dict[str, list[float]] = {"rotative": [], "smtp_source": [], "send_messages": []}
    cpu: list[float] = []
    with running(sink) as place:
        for number in range(rounds):
            rates["smtp_source"].append(_wire(source, place, letters, connections))
            mailing = fill.mailing(number)
            before = time.process_time()
            rates["rotative"].append(_ours(mailing, place, letters, connections))
            cpu.append((time.process_time() - before) / letters * 1e6)
            rates["send_messages"].append(_django(place, max(letters // _SHARE, 1)))
        stages = _stages(fill.mailing(rounds), place, letters, connections)
    return {
        "letters": letters * rounds,
        "connections": connections,
        "letter_bytes": fill.LETTER_BYTES,
        **{name: round(median(found), 1) for name, found in rates.items()},
        "to_smtp_source": _ratio(rates["rotative"], rates["smtp_source"]),
        "to_send_messages": _ratio(rates["rotative"], rates["send_messages"]),
        "cpu_us": round(median(cpu), 1),
        "stages_us": stages,
    }


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return round(median(one / other for one, other in zip(ours, theirs, strict=True)), 2)


def _rate(letters: int, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return letters / (time.perf_counter() - begun)


def _ours(mailing: Mailing, place: Sink, letters: int, connections: int) -> float:
    target = Target(host=place.host, port=place.port)
    return _rate(letters, lambda: Pump(mailing, SmtpTransport([target], connections=connections)).run())


def _wire(source: str, place: Sink, letters: int, connections: int) -> float:
    command = [source, "-d", "-s", str(connections), "-l", str(fill.LETTER_BYTES), "-m", str(letters)]
    command += ["-f", "a@example.org", "-t", "b@example.org", f"{place.host}:{place.port}"]
    return _rate(letters, lambda: subprocess.run(command, check=True))


def _django(place: Sink, letters: int) -> float:
    html, text = fill.body()
    messages = []
    for number in range(letters):
        message = EmailMultiAlternatives(
            "Le port s’éveille",
            text,
            "edition@estuaire.example",
            [f"reader{number}@example.org"],
            headers={"List-Unsubscribe": "<https://estuaire.example/_/unsubscribe/>"},
        )
        message.attach_alternative(html, "text/html")
        messages.append(message)
    mailer = get_connection("django.core.mail.backends.smtp.EmailBackend", host=place.host, port=place.port)
    return _rate(letters, lambda: mailer.send_messages(messages))


def _make_key() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=signing.LEAST_BITS)
    place = Path(settings.HOME) / "dkim.pem"
    place.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    place.chmod(0o600)
    settings.ROTATIVE = {**settings.ROTATIVE, "dkim_key": "dkim.pem"}


# Stage → what it is spent in; the innermost counts. The first five are the pump's, the others the transport's, in a
# thread of its own: they go on at the same time.
_STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "lease, mark, commit": ((Pump, "_commit_slice"), (Pump, "_lease")),
    "settle": ((deliveries, "settle"),),
    "disk": ((Journal, "sync"),),
    "encode": ((MimeWriter, "address"),),
    "sign": ((signing.Signature, "header"),),
    "journal": ((Journal, "flush"),),
    "talk": ((Session, "read"), (Session, "flush"), (Session, "start")),
    "wait": ((SmtpTransport, "_round"),),
}


def _stages(mailing: Mailing, place: Sink, letters: int, connections: int) -> dict[str, float]:
    """Measure the microseconds of a letter by the clock, by stage; measuring costs some of them."""
    spent: dict[str, float] = dict.fromkeys(_STAGES, 0.0)
    with _watched(spent, _Inner()):
        _ours(mailing, place, letters, connections)
    return {name: round(seconds / letters * 1e6, 1) for name, seconds in spent.items() if seconds}


class _Inner(threading.local):
    """The seconds spent in the stages inside those that a thread is in, outermost first."""

    def __init__(self) -> None:
        self.seconds = [0.0]


@contextmanager
def _watched(spent: dict[str, float], inner: _Inner) -> Iterator[None]:
    former = [(owner, name, getattr(owner, name)) for stage in _STAGES.values() for owner, name in stage]
    for stage, places in _STAGES.items():
        for owner, name in places:
            setattr(owner, name, _timed(getattr(owner, name), stage, spent, inner))
    try:
        yield
    finally:
        for owner, name, function in former:
            setattr(owner, name, function)


def _timed(
    function: Callable[..., Any], stage: str, spent: dict[str, float], inner: _Inner
) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        inner.seconds.append(0.0)
        begun = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            whole = time.perf_counter() - begun
            spent[stage] += whole - inner.seconds.pop()
            inner.seconds[-1] += whole

    return timed
