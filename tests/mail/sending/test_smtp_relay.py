"""Faulty relays that really listen, encrypted ones, several at once: what becomes of the letters."""

import contextlib
import ipaddress
import ssl
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from rotative.core import clock
from rotative.editions import actions, reads
from rotative.editions.errors import EditionError
from rotative.editions.models import Edition
from rotative.editions.reads import Status
from rotative.mail.errors import BadRelay, RelayRefused, RelayUnreachable
from rotative.mail.models import Event
from rotative.mail.sending import sending_limits, smtp_session
from rotative.mail.sending.pump import Pump
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import Target, targets
from rotative.subscribers.models import Subscriber
from tests.mail.sending.relays import FaultyRelay, Handler, free_port, relay, secure_relay
from tests.mail.sending.test_pump import Readers, edition

__all__ = ["edition"]

pytestmark = [
    pytest.mark.django_db,
    # The relay's own warning: it does not see that it speaks in cipher from the start.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]


def send(edition: Edition, *places: Target, connections: int = 2) -> Status:
    actions.start_sending(edition)
    return Pump(edition.mailing, SmtpTransport(places, connections=connections)).run()


PLACES = [(where, True) for where in ("MAIL", "RCPT", "DATA", ".")] + [
    (where, False) for where in ("RCPT", "DATA", ".")
]


@pytest.mark.parametrize(("where", "pipelining"), PLACES)
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("450 4.2.1 later", "deferred"),
        ("550 5.1.1 unknown", "failed"),
        ("550 5.7.1 policy", "deferred"),
        ("451-4.3.0 more\r\n451 4.3.0 lines", "deferred"),
    ],
)
def test_success_every_answer_at_every_place(
    edition: Edition, readers: Readers, where: str, answer: str, state: str, pipelining: bool
) -> None:
    # What is refused before a reader is named is not about the reader.
    state = "deferred" if where == "MAIL" else state
    readers(3)
    readers(3, prefix="bad")

    with FaultyRelay({where: answer}, pipelining=pipelining) as faulty:
        status = send(edition, faulty.target)

    assert status == Status(prepared=6, sent=3, **{state: 3})
    assert faulty.taken == Counter(f"reader{number}@example.org" for number in range(3))
    blamed = set(Event.objects.values_list("subscriber__email", flat=True))
    assert blamed == ({f"bad{number}@example.org" for number in range(3)} if state == "failed" else set())
    assert not Subscriber.objects.suppressed().exists()


def test_success_policy_pauses_the_class_and_blames_nobody(edition: Edition, readers: Readers) -> None:
    readers(120, prefix="bad", domain="gmail.com")
    readers(4)

    with FaultyRelay({"RCPT": "550 5.7.1 blocked"}) as faulty:
        status = send(edition, faulty.target)

    assert (status.sent, status.failed, status.doubt) == (4, 0, 0)
    # No more than what was under way was tried.
    assert status.queued > 0 and status.deferred + status.queued == 120
    assert not Event.objects.exists()
    assert sending_limits.available("google", 1, clock.now()).letters == 0


def test_success_421_says_nothing_about_the_letter(edition: Edition, readers: Readers) -> None:
    readers(3)
    readers(1, prefix="bad")

    with FaultyRelay({"RCPT": "421 4.3.2 closing"}) as faulty, pytest.raises(RelayUnreachable):
        send(edition, faulty.target, connections=1)

    status = reads.status(edition)
    assert status.doubt == status.failed == 0
    assert status.sent + status.queued == 4 and status.queued >= 1


def test_success_421_after_the_body_defers_it(edition: Edition, readers: Readers) -> None:
    readers(3)
    readers(1, prefix="bad")

    with FaultyRelay({".": "421 4.3.2 not now"}) as faulty:
        status = send(edition, faulty.target, connections=1)

    assert status == Status(prepared=4, sent=3, deferred=1)


@pytest.mark.parametrize("fault", ["drop", "garbage", "hang"])
def test_success_a_swallowed_body_is_in_doubt(
    edition: Edition, readers: Readers, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_session, "FINAL_S", 0.5)
    readers(3)
    readers(1, prefix="bad")

    with FaultyRelay({".": fault}) as faulty:
        # A relay that swallows the very first letter is left at once.
        with contextlib.suppress(RelayUnreachable):
            send(edition, faulty.target, connections=1)
        status = send(edition, faulty.target, connections=1)

    assert status == Status(prepared=4, sent=3, doubt=1)


@pytest.mark.parametrize("fault", ["drop", "garbage", "hang"])
@pytest.mark.parametrize("where", ["MAIL", "RCPT", "DATA"])
def test_success_before_the_body_nothing_is_in_doubt(
    edition: Edition, readers: Readers, where: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_session, "REPLY_S", 0.3)
    readers(2)
    readers(1, prefix="bad")

    with FaultyRelay({where: fault}) as faulty, pytest.raises(RelayUnreachable):
        send(edition, faulty.target, connections=1)

    status = reads.status(edition)
    assert status.doubt == status.failed == status.sending == 0
    assert status.sent + status.queued == 3 and status.queued >= 1


def test_success_a_slow_relay_gets_everything(edition: Edition, readers: Readers) -> None:
    readers(6)

    with FaultyRelay({}, delay_s=0.05) as slow:
        status = send(edition, slow.target, connections=3)

    assert status == Status(prepared=6, sent=6)


def test_success_a_relay_that_takes_bytes_slowly(edition: Edition, readers: Readers) -> None:
    readers(3)

    with FaultyRelay({}, window_bytes=2048) as narrow:
        status = send(edition, narrow.target, connections=1)

    assert status == Status(prepared=3, sent=3)
    assert sum(narrow.taken.values()) == 3


@pytest.mark.parametrize(
    ("greeting", "error"), [("554 no", RelayRefused), ("421 full", RelayRefused), ("hello", RelayUnreachable)]
)
def test_fail_a_relay_that_does_not_want_us(
    edition: Edition, readers: Readers, greeting: str, error: type[EditionError]
) -> None:
    readers(2)

    with FaultyRelay({}, greeting=greeting) as faulty, pytest.raises(error):
        send(edition, faulty.target)

    assert reads.status(edition) == Status(prepared=2, queued=2)


def test_success_another_relay_takes_what_a_dead_one_had(edition: Edition, readers: Readers) -> None:
    readers(40)
    handler = Handler()
    dead = Target(host="127.0.0.1", port=free_port(), weight=3)

    with relay(handler) as living:
        status = send(edition, dead, living)

    assert status == Status(prepared=40, sent=40)
    assert len(handler.letters) == 40


def test_success_a_relay_that_swallows_letters_is_set_aside(edition: Edition, readers: Readers) -> None:
    readers(40)
    handler = Handler()

    with FaultyRelay({".": "drop"}, everybody=True) as bad, relay(handler) as good:
        status = send(edition, bad.target, good, connections=2)

    # One letter was in its hands; the others go the other way.
    assert status == Status(prepared=40, sent=39, doubt=1)


def test_success_weights_share_the_letters_out(edition: Edition, readers: Readers) -> None:
    readers(80)
    large, small = Handler(), Handler()

    with relay(large) as one, relay(small) as other:
        places = [
            Target(host=one.host, port=one.port, weight=3),
            Target(host=other.host, port=other.port, weight=1),
        ]
        status = send(edition, *places, connections=4)

    assert status == Status(prepared=80, sent=80)
    assert (len(large.letters), len(small.letters)) == (60, 20)


def test_success_paused_and_resumed(edition: Edition, readers: Readers) -> None:
    readers(5)
    handler = Handler()
    actions.start_sending(edition)
    actions.pause(edition)

    with relay(handler) as target:
        assert send(edition, target) == Status(prepared=5, queued=5)
        assert edition.state == Edition.State.SENDING
        actions.resume(edition)
        assert send(edition, target) == Status(prepared=5, sent=5)


@pytest.mark.parametrize("act", ["pause", "stop"])
def test_success_half_way(edition: Edition, readers: Readers, act: str) -> None:
    readers(900)
    handler = Handler()
    actions.start_sending(edition)

    def at_a_hundred() -> bool:
        if (
            len(handler.letters) >= 100
            and edition.state == Edition.State.SENDING
            and not edition.mailing.paused_at
        ):
            getattr(actions, act)(edition)
        return False

    with relay(handler) as target:
        status = Pump(edition.mailing, SmtpTransport([target], connections=2)).run(stop=at_a_hundred)

    rest = 900 - len(handler.letters)
    assert 100 <= len(handler.letters) < 900
    assert status == Status(
        prepared=900, sent=900 - rest, **{"queued" if act == "pause" else "skipped": rest}
    )
    assert not edition.mailing.chunks.filter(state="leased").exists()


def test_success_asked_to_stop_it_gives_back_what_it_holds(edition: Edition, readers: Readers) -> None:
    readers(300)
    handler = Handler()
    actions.start_sending(edition)

    with relay(handler) as target:
        status = Pump(edition.mailing, SmtpTransport([target], connections=2)).run(
            stop=lambda: len(handler.letters) >= 60
        )
        assert status == Status(prepared=300, sent=len(handler.letters), queued=300 - len(handler.letters))
        assert send(edition, target) == Status(prepared=300, sent=300)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key and a certificate for 127.0.0.1 in one file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place = tmp_path_factory.mktemp("tls") / "relay.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    place.write_bytes(pem + made.public_bytes(Encoding.PEM))
    return place


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    yield


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_success_encrypted_and_logged_in(
    edition: Edition, readers: Readers, certificate: Path, tls: str
) -> None:
    readers(12)
    handler = Handler()

    with secure_relay(handler, certificate, tls=tls, user="newsroom", password="s3cret:@") as place:
        status = send(edition, place)

    assert status == Status(prepared=12, sent=12)
    assert len(handler.letters) == 12


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_fail_a_certificate_nobody_vouches_for(
    edition: Edition, readers: Readers, certificate: Path, tls: str
) -> None:
    readers(2)
    handler = Handler()

    with (
        secure_relay(handler, certificate, tls=tls, user="newsroom", password="s") as place,
        pytest.raises(RelayUnreachable),
    ):
        send(edition, place)

    assert reads.status(edition) == Status(prepared=2, queued=2)
    assert not handler.letters


@pytest.mark.usefixtures("trusted")
def test_fail_a_wrong_password(
    edition: Edition, readers: Readers, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers(2)
    opened: list[ssl.SSLSocket] = []
    wrap = ssl.SSLContext.wrap_socket

    def noted(*args: Any, **kwargs: Any) -> ssl.SSLSocket:
        opened.append(wrap(*args, **kwargs))
        return opened[-1]

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", noted)

    with secure_relay(Handler(), certificate, tls="tls", user="newsroom", password="right") as place:
        wrong = Target(host=place.host, port=place.port, tls="tls", user="newsroom", password="wrong")
        with pytest.raises(RelayRefused) as caught:
            send(edition, wrong)

    assert caught.value.fields == {"code": 535}
    assert opened and {sock.fileno() for sock in opened} == {-1}
    assert reads.status(edition) == Status(prepared=2, queued=2)


def test_success_relays_of_the_settings(settings: Any) -> None:
    settings.ROTATIVE = {
        **settings.ROTATIVE,
        "bounce_domain": "b.example",
        "smtp_relays": "smtp+starttls://us%40er:p%3Aw@one.example:2525?weight=3  smtps://two.example",
    }

    assert targets() == [
        Target(
            host="one.example",
            port=2525,
            tls="starttls",
            user="us@er",
            password="p:w",
            name="b.example",
            weight=3,
        ),
        Target(host="two.example", port=465, tls="tls", name="b.example"),
    ]


@pytest.mark.parametrize(
    "written",
    ["one.example", "http://one.example", "smtp://", "smtp://u:secret@h?weight=0", "smtp://h:99999"],
)
def test_fail_a_relay_nobody_understands(settings: Any, written: str) -> None:
    settings.ROTATIVE = {**settings.ROTATIVE, "smtp_relays": written}

    with pytest.raises(BadRelay) as caught:
        targets()

    assert "secret" not in str(caught.value)
