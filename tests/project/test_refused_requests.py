"""A request that Django refuses is one line of the log, without anything that a stranger wrote."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as in_force
from django.test import Client

from rotative.core.logs import Lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return the text of the log, as the settings write it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def lines(log: io.StringIO) -> list[str]:
    """Return the lines without their dates."""
    return [line.split(" ", 2)[-1] for line in log.getvalue().splitlines()]


def refused(reason: str, status: int = 400) -> list[str]:
    return [
        f"WARNING django.security.{reason} Request refused"
        f" event=request_refused reason={reason} status_code={status}"
    ]


def test_fail_a_host_that_is_not_ours(client: Client, log: io.StringIO, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["paper.example"]

    # The middleware asks for the host of an address without its slash.
    answer = client.get("/_/subscribe", headers={"host": "lecteur@example.org"})

    assert answer.status_code == 400
    assert lines(log) == refused("DisallowedHost")


@pytest.mark.parametrize("boundary", ["b" * 400, "lecteur@example.org", "b" * 400 + "@"])
def test_fail_an_odd_boundary(client: Client, log: io.StringIO, boundary: str) -> None:
    answer = client.post(
        "/_/subscribe/",
        f"--{boundary}\r\n\r\nx".encode() * 3,
        content_type=f"multipart/form-data; boundary={boundary}",
    )

    assert answer.status_code == 400
    assert len(lines(log)) == 1
    assert "Traceback" not in log.getvalue()
    assert "bbb" not in log.getvalue() and "lecteur" not in log.getvalue()


def test_fail_too_many_fields(client: Client, log: io.StringIO) -> None:
    answer = client.post(
        "/_/subscribe/",
        "a=&" * (in_force.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 400
    assert lines(log) == refused("TooManyFieldsSent")


def test_fail_a_form_of_another_site(log: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/desk/login/", headers={"origin": "https://lecteur@example.org"})

    assert answer.status_code == 403
    assert lines(log) == [
        "WARNING django.security.csrf Request refused"
        " event=request_refused reason='Origin checking failed' status_code=403"
    ]


def test_success_our_own_fault_keeps_its_traceback() -> None:
    try:
        raise ValueError("ours")
    except ValueError as exc:
        one = logging.getLogger("django.request").makeRecord(
            "django.request", logging.ERROR, "log.py", 1, "%s: %s", ("Internal Server Error", "/un/"), None,
            extra={"status_code": 500},
        )  # fmt: skip
        one.exc_info = (type(exc), exc, exc.__traceback__)

    assert Lines().format(one).splitlines()[-1] == "  ValueError: ours"
