"""The form of a log line."""

import logging

import pytest

from rotative.core.logs import Lines


def record(message: str, **extra: object) -> logging.LogRecord:
    return logging.getLogger("rotative.bake").makeRecord(
        "rotative.bake", logging.ERROR, "oven.py", 1, message, (), None, extra=extra
    )


def written(one: logging.LogRecord) -> str:
    """Return the line without its date."""
    return Lines().format(one).split(" ", 2)[2]


def test_success_fields_follow_the_sentence() -> None:
    one = record("Bake failed", path="/ar/أخبار/", event="bake_failed", attempts=3)

    assert written(one) == "ERROR rotative.bake Bake failed event=bake_failed attempts=3 path=/ar/أخبار/"


def test_success_a_value_cannot_begin_a_line() -> None:
    one = record("Bake failed", event="bake_failed", path="/a\n2026-11-23 ERROR forged/")

    assert written(one) == (
        "ERROR rotative.bake Bake failed event=bake_failed path='/a\\\\n2026-11-23 ERROR forged/'"
    )


def test_success_a_traceback_is_indented() -> None:
    try:
        raise ValueError("line\nby line")
    except ValueError as exc:
        one = record("Bake failed", event="bake_failed")
        one.exc_info = (type(exc), exc, exc.__traceback__)

    lines = Lines().format(one).splitlines()

    assert lines[0].endswith("Bake failed event=bake_failed")
    assert [line for line in lines[1:] if not line.startswith("  ")] == []
    assert lines[-1] == "  by line"


@pytest.mark.parametrize(
    ("path", "written_as"),
    [
        ("/_/returns/postmark/s3cret/", "/_/returns/…"),
        ("/_/returns/postmark/s3cret", "/_/returns/…"),
        ("/_/returns/postmark/ s3cret/", "/_/returns/…"),
        ("/_/returns//postmark//s3cret?x=1", "/_/returns//…"),
        ("/_/returns/s3cret/", "/_/returns/…"),
        ("/_/RETURNS/a/b/s3cret/", "/_/RETURNS/…"),
        ("/_/choices/0000000007.abc/", "/_/choices/…"),
        ("/_/confirm/0000000007:1a:abc/", "/_/confirm/…"),
        ("/_/unsubscribe/0000000007.abc/", "/_/unsubscribe/…"),
        ("/_/unsubscribe/ 0000000007.abc/", "/_/unsubscribe/…"),
        ("/_/unsubscribe/\n0000000007.abc/", "/_/unsubscribe/…"),
        ("/_/Unsubscribe/0000000007.abc", "/_/Unsubscribe/…"),
        ("/_/ unsubscribe/0000000007.abc/", "/_/…"),
        ("/_/unsubscribe 0000000007.abc/", "/_/…"),
        ("//_//0000000007.abc", "//_//…"),
        ("https://paper.example/_/choices/abc/", "https://paper.example/_/choices/…"),
        ("/desk/password_reset/confirm/MQ/c0ffee-123/", "/desk/password_reset/confirm/…"),
        ("/desk/Password_reset/confirm/ MQ/ c0ffee-123/", "/desk/Password_reset/confirm/…"),
        ("/_/subscribe/", "/_/subscribe/"),
        ("/_/subscribe", "/_/subscribe"),
        ("/desk/password_reset/", "/desk/password_reset/"),
        ("/politique/port/", "/politique/port/"),
    ],
)
def test_success_no_secret_of_a_path_is_written(path: str, written_as: str) -> None:
    refused = logging.getLogger("django.request").makeRecord(
        "django.request", logging.WARNING, "log.py", 1, "Method Not Allowed (%s): %s", ("GET", path), None
    )

    assert written(refused) == f"WARNING django.request Method Not Allowed (GET): {written_as}"
    assert written(record("Page failed", path=path)).endswith(f"path={written_as}")


def test_success_fields_after_a_secret_are_written() -> None:
    one = record("Bake of /_/choices/abc/ failed", event="bake_failed", path="/_/confirm/ abc/", tries=2)

    assert written(one) == (
        "ERROR rotative.bake Bake of /_/choices/… event=bake_failed path=/_/confirm/… tries=2"
    )


def test_success_a_traceback_has_no_secret() -> None:
    try:
        raise ValueError("no page at /_/unsubscribe/ s3cret/")
    except ValueError as exc:
        one = record("Page failed", event="page_failed")
        one.exc_info = (type(exc), exc, exc.__traceback__)

    assert Lines().format(one).splitlines()[-1] == "  ValueError: no page at /_/unsubscribe/…"
