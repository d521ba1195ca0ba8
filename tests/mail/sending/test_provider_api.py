"""Letters through django-anymail, against a real small server that speaks Postmark's interface on loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rotative.editions import actions, reads
from rotative.editions.models import Edition
from rotative.editions.reads import Status
from rotative.mail.errors import ProviderMissing, ProviderRefused, ProviderUnreachable
from rotative.mail.models import Event
from rotative.mail.returns import bounce_policy
from rotative.mail.sending.provider_api import ProviderTransport
from rotative.mail.sending.pump import Pump, pump
from rotative.subscribers.models import Suppression
from tests.mail.sending.relays import free_port
from tests.mail.sending.test_pump import Readers, edition

pytest.importorskip("anymail", reason="django-anymail is not installed (the extra providers)")

__all__ = ["edition"]

pytestmark = pytest.mark.django_db


@dataclass
class Postmark:
    """The letters given to the provider, and its answer to addresses that begin with "bad"."""

    port: int = 0
    status: int = 200
    error_code: int = 0
    # Close without a word.
    drop: bool = False
    # Do not name the address that is refused.
    unclear: bool = False
    letters: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def postmark(**said: Any) -> Iterator[Postmark]:
    """Run the provider."""
    one = Postmark(**said)

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            bad = given["To"].startswith("bad")
            if bad and one.drop:
                self.close_connection = True
                return
            status = one.status if bad else 200
            if self.headers["X-Postmark-Server-Token"] != "right":
                status = 401
            with one.lock:
                one.letters += [given] if status == 200 else []
                name = f"message-{len(one.letters)}"
            refused = bad and one.error_code
            body: dict[str, object] = {"ErrorCode": one.error_code if refused else 0}
            body["Message"] = (
                f"Found inactive addresses: {given['To']}. Inactive recipients are" if refused else "OK"
            )
            if one.unclear:
                body["Message"] = "No."
            body |= {"To": given["To"], "MessageID": name, "SubmittedAt": "2026-11-23T07:00:00Z"}
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    one.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def use(settings: Any, port: int, *, token: str = "right", name: str = "postmark") -> None:
    settings.ROTATIVE = {
        **settings.ROTATIVE,
        "mail_provider": name,
        "mail_provider_options": f"server_token={token} api_url=http://127.0.0.1:{port}/",
        "mail_from": "edition@estuaire.example",
    }


def send(edition: Edition) -> Status:
    actions.start_sending(edition)
    return pump(edition.mailing)


def test_success_everybody_gets_one_letter_with_a_name(
    edition: Edition, readers: Readers, settings: Any
) -> None:
    people = readers(60)

    with postmark() as provider:
        use(settings, provider.port)
        status = send(edition)

    assert status == Status(prepared=60, sent=60)
    assert sorted(letter["To"] for letter in provider.letters) == sorted(person.email for person in people)
    names = dict(edition.mailing.deliveries.values_list("pk", "provider_id"))
    by_delivery = {int(letter["Metadata"]["delivery"]) for letter in provider.letters}
    assert by_delivery == set(names)
    assert set(names.values()) == {f"message-{number}" for number in range(1, 61)}
    first = provider.letters[0]
    headers = {header["Name"]: header["Value"] for header in first["Headers"]}
    token = headers["List-Unsubscribe"].partition("/_/unsubscribe/")[2].partition("/")[0]
    assert token and token in first["HtmlBody"] and token in first["TextBody"]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("said", "state", "code"),
    [
        ({"status": 429}, "deferred", "451 HTTP:429"),
        ({"status": 503}, "deferred", "451 HTTP:503"),
        ({"status": 422, "error_code": 406}, "failed", "550"),
        ({"status": 422, "error_code": 406, "unclear": True}, "deferred", "550 5.7.0"),
        ({"status": 429, "error_code": 406, "unclear": True}, "deferred", "451 HTTP:429"),
        ({"status": 422, "error_code": 300}, "deferred", "550 5.7.0"),
        ({"status": 500}, "doubt", ""),
        ({"drop": True}, "doubt", ""),
    ],
)
def test_success_answers_become_states(
    edition: Edition, readers: Readers, settings: Any, said: dict[str, Any], state: str, code: str
) -> None:
    readers(5)
    readers(1, prefix="bad")

    with postmark(**said) as provider:
        use(settings, provider.port)
        status = send(edition)

    assert status == Status(prepared=6, sent=5, **{state: 1})
    assert edition.mailing.deliveries.exclude(state="sent").get().code == code
    assert Event.objects.count() == (1 if state == "failed" else 0)
    bounce_policy.run_once()
    assert not Suppression.objects.exists()


def test_fail_a_wrong_key(edition: Edition, readers: Readers, settings: Any) -> None:
    readers(5)

    with postmark() as provider:
        use(settings, provider.port, token="wrong")
        with pytest.raises(ProviderRefused) as caught:
            send(edition)

    assert caught.value.fields == {"provider": "postmark", "status": 401}
    assert reads.status(edition) == Status(prepared=5, queued=5)


def test_fail_nobody_listens(edition: Edition, readers: Readers, settings: Any) -> None:
    readers(5)
    use(settings, free_port())

    with pytest.raises(ProviderUnreachable):
        send(edition)

    assert reads.status(edition) == Status(prepared=5, queued=5)


def test_fail_no_such_provider(settings: Any) -> None:
    use(settings, 1, name="nobody")

    with pytest.raises(ProviderMissing) as caught:
        ProviderTransport(connections=1)

    assert "nobody" in str(caught.value)


def test_success_stopped_it_gives_back_what_it_holds(
    edition: Edition, readers: Readers, settings: Any
) -> None:
    readers(120)
    actions.start_sending(edition)

    with postmark() as provider:
        use(settings, provider.port)
        way = ProviderTransport(connections=3)
        status = Pump(edition.mailing, way).run(stop=lambda: len(provider.letters) >= 40)
        assert status == Status(prepared=120, sent=len(provider.letters), queued=120 - len(provider.letters))
        assert send(edition) == Status(prepared=120, sent=120)

    assert len(provider.letters) == 120
