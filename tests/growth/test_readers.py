"""Time in proportion to the length, for all that reads a text of strangers: mail, imports, searches."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rotative.importers import html, language, old_site, records
from rotative.importers.html import shortcodes
from rotative.importers.old_site import OldSite
from rotative.mail.returns.parsing import read, reason_of, status_of
from rotative.mail.returns.parsing.mail import contents
from rotative.search import extracts, queries, tokenizer
from tests.factories.degenerate import LINEAR, PIECES, growth, repeated, too_dear

_CASE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "returned-1600-blank-lines.eml"

_HEAD = "From: MAILER-DAEMON@mx.example.net\nTo: <b@bounces.example.org>\nSubject: Undelivered\n"
_REPORT = _HEAD + 'Content-Type: multipart/report; boundary="edge"\n\n--edge\n\n'
_GROUP = "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.0.0\n"

# A place in a mail for a text of any kind.
PLACES: dict[str, Callable[[str], str]] = {
    "prose": lambda text: f"{_HEAD}\n{text}",
    "a person's": lambda text: f"From: a@b.example\n\n{text}",
    "html": lambda text: f"{_HEAD}Content-Type: text/html\n\n{text}",
    "encoded": lambda text: f"{_HEAD}Content-Transfer-Encoding: quoted-printable\n\n{text}",
    "header": lambda text: (
        f"From: {_folded(text)}\nSubject: {_folded(text)}\nX-Original-To: {_folded(text)}\n\n."
    ),
    "type": lambda text: f"{_HEAD}Content-Type: multipart/mixed; boundary={_folded(text)}\n\n--b\n\n.",
    "parts": lambda text: (
        f"{_HEAD}Content-Type: multipart/mixed; boundary=b\n\n" + text.replace("\n", "\n--b\n\n")
    ),
    "explanation": lambda text: (
        f"{_REPORT}{text}\n--edge\nContent-Type: message/delivery-status\n\n{_GROUP}\n--edge--"
    ),
    "diagnostic": lambda text: (
        f"{_REPORT}.\n--edge\nContent-Type: message/delivery-status\n\n{_GROUP}Diagnostic-Code: smtp; {text}\n--edge--"
    ),
    "status": lambda text: f"{_REPORT}.\n--edge\nContent-Type: message/delivery-status\n\n{text}\n--edge--",
    "letter": lambda text: f"{_REPORT}.\n--edge\nContent-Type: text/rfc822-headers\n\n{text}\n--edge--",
    "complaint": lambda text: (
        f"{_REPORT}.\n--edge\nContent-Type: message/feedback-report\n\n{text}\n--edge--"
    ),
    "whole": lambda text: text,
}
# What reports of servers are made of.
MAIL_PIECES = (
    "\n", "\n\n", "\n>", ",", "@", "a@b.example,", "=?utf-8?q?a", "=?utf-8?q?a?= ", ";", "a=b;", "--edge\n", "---", "<a>:", "<style",
    "helo ", "spam ", "mailbox ", "user unknown ", "5.1.1 ", "550 ", "Message-ID: ", "Return-Path: a@\n", "List-Unsubscribe: <",
    "Final-Recipient: rfc822; a@b.example\n", "a: b\n", "=20", "\x00", "é",
    'Content-Type: multipart/mixed; boundary="c"\n\n--c\n', "Content-Type: message/rfc822\n\n",
)  # fmt: skip


def _folded(text: str) -> str:
    return text.replace("\r", "").replace("\n", "\n ")


@pytest.mark.parametrize("place", PLACES)
def test_success_a_mail_is_read_in_time(place: str) -> None:
    dear = [
        piece
        for piece in MAIL_PIECES
        if growth(
            lambda text: read(PLACES[place](text).encode()),
            lambda size, of=piece: repeated(of, size),  # type: ignore[misc]
            length=16_000,
        )
        > LINEAR
    ]

    assert dear == []


@pytest.mark.parametrize("place", ["prose", "header", "parts", "status"])
def test_success_a_kept_mail_is_searched_in_time(place: str) -> None:
    dear = [
        piece
        for piece in MAIL_PIECES
        if growth(
            lambda text: list(contents(PLACES[place](text).encode())),
            lambda size, of=piece: repeated(of, size),  # type: ignore[misc]
            length=8_000,
        )
        > LINEAR
    ]

    assert dear == []


def test_success_blank_lines_do_not_hold_the_reader() -> None:
    head = _CASE.read_bytes().partition(b"\n\n")[0].decode() if _CASE.is_file() else _HEAD.rstrip()

    grown = growth(
        lambda text: read(f"{head}\n\n{text}".encode()), lambda size: repeated("\n", size), length=1_600
    )

    assert grown <= LINEAR


_SITE = OldSite.of("https://ancien.example")
_QUERY = queries.parse("maire conseil")

WORK: dict[str, Callable[[str], Any]] = {
    "a refusal": lambda text: (status_of(text), reason_of("", text)),
    "shortcodes": shortcodes.strip,
    "a body": lambda text: html.convert(text, site=_SITE),
    "an address": lambda text: (_SITE.absolute(text), old_site.old_path(text), old_site.watchable(text)),
    "a name": records.masked,
    "a language": lambda text: language.detect(text, default="fr"),
    "a query": queries.parse,
    "an extract": lambda text: extracts.extract([text, f"maire {text}"], _QUERY),
    "an index": tokenizer.tokenize,
}


@pytest.mark.parametrize("name", WORK)
def test_success_a_text_is_read_in_time(name: str) -> None:
    assert too_dear(WORK[name], length=4_000) == []


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("a body", "<b>https://a.example/x<br>"),
        ("a body", "<i>a<br>https://a.example/x<br>"),
        ("a body", '<div style="background:url(">'),
        ("a body", '[caption id="a" x=\'b'),
        ("a body", "[gallery ids=1,2]"),
        ("an extract", "maire "),
        ("an extract", "maire conseil. "),
        ("a query", '"maire" '),
    ],
)
def test_success_a_text_of_its_own_kind_is_read_in_time(name: str, piece: str) -> None:
    assert growth(WORK[name], lambda size: repeated(piece, size), length=6_000) <= LINEAR


def test_success_addresses_inside_an_element_are_read_in_time() -> None:
    grown = growth(
        WORK["a body"], lambda size: "<b>a<br>" + repeated("https://a.example/x<br>", size), length=200_000
    )

    assert grown <= LINEAR


def test_success_pieces_are_many() -> None:
    assert len(set(MAIL_PIECES) | set(PIECES)) > 80
