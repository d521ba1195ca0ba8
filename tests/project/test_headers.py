"""Headers of the application's answers: the desk loads nothing from elsewhere, and browsers stay with https."""

from typing import Any

import pytest
from django.test import Client

from tests.desk.conftest import chief, desk

__all__ = ["chief", "desk"]

pytestmark = pytest.mark.django_db


def test_success_policy_of_the_desk(desk: Client, client: Client) -> None:
    policies = [
        answer["Content-Security-Policy"]
        for answer in (desk.get("/desk/"), desk.get("/desk/comments/"), client.get("/desk/login/"))
    ]

    assert len(set(policies)) == 1
    allowed = dict(part.strip().split(" ", 1) for part in policies[0].split(";"))
    assert allowed["default-src"] == "'self'"
    assert allowed["object-src"] == "'none'"
    assert allowed["frame-ancestors"] == allowed["base-uri"] == allowed["form-action"] == "'self'"
    assert not any("http" in sources or "*" in sources for sources in allowed.values())


@pytest.mark.parametrize(("scheme", "seconds"), [("https", "max-age=600"), ("http", None)])
def test_success_browsers_stay_with_https(
    client: Client, settings: Any, scheme: str, seconds: str | None
) -> None:
    settings.SECURE_HSTS_SECONDS = 600

    answer = client.get("/desk/login/", secure=scheme == "https")

    assert answer.headers.get("Strict-Transport-Security") == seconds


def test_success_only_editors_send_large_bodies(desk: Client, client: Client) -> None:
    body, form = b"a=" + b"x" * 100_000, "application/x-www-form-urlencoded"

    signed_in = desk.generic("POST", "/desk/comments/", body, form).status_code
    strangers = {
        client.generic("POST", path, body, form).status_code for path in ("/desk/login/", "/_/comment/", "/")
    }

    assert (signed_in, strangers) == (302, {413})
