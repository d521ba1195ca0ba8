"""A refusal costs less than what it refuses: every address that takes a form from a stranger, met with long nonsense.

The addresses come from the URL configuration, the fields from the pages that show them and from what the views ask for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from time import process_time
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from django.http import request as django_request
from django.http.request import QueryDict
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from lxml import html

from rotative.comments.models import Comment
from rotative.core import clock
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.server.body_limits import READER_MAX_BYTES
from rotative.subscribers import link_tokens
from rotative.subscribers.models import Subscriber
from tests.conftest import proofs
from tests.factories.articles import published
from tests.factories.degenerate import PIECES

pytestmark = pytest.mark.django_db

# Processor time of one answer, on two cores of 2020. An ordinary comment takes a tenth of it.
MOST_S = 0.3
LARGE = 1_000_000
FORM = "application/x-www-form-urlencoded"
# What a reader would type.
PLAUSIBLE = {
    "email": "lina@example.org",
    "name": "Lina",
    "text": "Merci.",
    "consent": "1",
    "until": "2026-12-01",
    "minutes": "5",
    "day": "1",
    "language": "fr",
}
# Each field meets every third piece; all of them in the long proof.
_STEP = proofs(3, 1)
_TURNS = 4
_networks = count(1)


@dataclass
class Door:
    """One form that a stranger may send."""

    address: str
    # With plausible values.
    fields: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def doors(settings: Any) -> list[Door]:
    settings.ALLOWED_HOSTS = ["*"]
    (masthead,) = Masthead.objects.bulk_create([Masthead()])
    MastheadLanguage.objects.bulk_create([MastheadLanguage(masthead=masthead, language="fr", name="Essai")])
    article = published()
    Comment.objects.create(article=article, name="Karim", text="Bien dit.", state="shown")
    reader = Subscriber.objects.create(
        email="lina@example.org",
        email_normalised="lina@example.org",
        state="confirmed",
        language="fr",
        secret="s" * 32,
        created_at=clock.now(),
        consent_at=clock.now(),
    )
    arguments = {
        "leave": link_tokens.leave_token(reader.pk, reader.secret),
        "confirm": link_tokens.confirm_token(reader),
        "article": str(article.pk),
    }
    return list(_doors(arguments))


def _doors(arguments: dict[str, str]) -> Iterator[Door]:
    addresses = _addresses(arguments)
    # To find them was to post to them: the reader has left, and no link of before brings them back.
    Subscriber.objects.update(state="confirmed", left_at=None)
    for address in addresses:
        forms = [Door(address, {}), *_shown_at(address)]
        for door in forms:
            _learn(door, arguments)
            yield door


def _addresses(arguments: dict[str, str]) -> list[str]:
    """Return an address for each pattern that a stranger may post to."""
    found = {}
    for namespace, pattern in _patterns(get_resolver()):
        name = f"{namespace}{pattern.name}" if pattern.name else ""
        for address in _filled(name, pattern, arguments):
            found[address] = None
    return [address for address in found if _post(address, b"").status_code not in (302, 405)]


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _patterns(each, inner)
        else:
            yield namespace, each


def _filled(name: str, pattern: URLPattern, arguments: dict[str, str]) -> Iterator[str]:
    wanted = list(pattern.pattern.regex.groupindex)
    tokens = [arguments["leave"], arguments["confirm"]] if "token" in wanted else ["1"]
    for token in tokens:
        values = {one: token if one == "token" else arguments.get(one, "1") for one in wanted}
        try:
            yield reverse(name, kwargs=values) if name else f"/{pattern.pattern}"
        except NoReverseMatch:
            continue


def _shown_at(address: str) -> Iterator[Door]:
    page = Client().get(address)
    if page.status_code != 200 or not page.content:
        return
    for form in html.fromstring(page.content.decode()).forms:
        if form.method == "POST" and form.action in (None, "", address):
            yield Door(address, {name: _first(value) for name, value in form.fields.items()})


def _first(value: Any) -> str:
    """Return the text in a field, or the first of the options ticked."""
    return value if isinstance(value, str) else str(next(iter(value or ()), ""))


def _learn(door: Door, arguments: dict[str, str]) -> None:
    """Add the fields that the view asks for, until it asks for no others."""
    while True:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(django_request, "QueryDict", _Asked)
            _Asked.names.clear()
            _post(door.address, urlencode(door.fields).encode())
        new = {name for name in _Asked.names if name not in door.fields}
        if not new:
            return
        for name in new:
            door.fields[name] = arguments.get(name, PLAUSIBLE.get(name, ""))


class _Asked(QueryDict):
    """A posted form that notes the names it is asked for."""

    names: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)


def _post(address: str, body: bytes) -> Any:
    # From another network each time: the rate limit would make every test pass.
    number = next(_networks)
    place = f"10.{number >> 8}.{number & 255}.1"
    return Client().generic("POST", address, body, FORM, REMOTE_ADDR=place)


def _timed(address: str, body: bytes) -> tuple[float, int]:
    """Return the least processor time of some turns, and the status: a busy machine can make one turn look dear."""
    least, status = MOST_S, 0
    for _turn in range(_TURNS):
        before = process_time()
        status = _post(address, body).status_code
        least = min(least, process_time() - before)
        if least < MOST_S:
            break
    return least, status


def _body(fields: dict[str, str], name: str, piece: str, size_bytes: int) -> bytes:
    """Return a form with one field filled with a piece, of so many bytes or a little less."""
    others = urlencode({key: value for key, value in fields.items() if key != name})
    room = size_bytes - len(others) - len(name) - 2
    encoded = quote_plus(piece)
    return f"{others}&{name}={encoded * (room // len(encoded))}".encode()


def test_success_all_forms_are_found(doors: list[Door]) -> None:
    found = {(door.address.split("/")[2], name) for door in doors for name in door.fields}

    assert found >= {
        *(("comment", name) for name in ("article", "name", "email", "text", "consent", "parent", "website")),
        *(("subscribe", name) for name in ("email", "minutes", "language", "sealed", "website", "section")),
        *(("choices", name) for name in ("act", "email", "until", "minutes", "subject", "day")),
        ("login", "username"),
        ("login", "password"),
        ("password_reset", "email"),
    }


def test_success_no_field_is_dear_to_refuse(doors: list[Door]) -> None:
    dear = {}
    for door in doors:
        for number, name in enumerate(door.fields):
            for piece in PIECES[number % _STEP :: _STEP]:
                seconds, status = _timed(door.address, _body(door.fields, name, piece, READER_MAX_BYTES))
                if seconds >= MOST_S or status == 413:
                    dear[door.address, name, piece] = seconds, status

    assert not dear


def test_fail_a_body_of_a_megabyte(doors: list[Door]) -> None:
    answers = [
        _timed(door.address, _body(door.fields, name, piece, LARGE))
        for door in doors
        for name in list(door.fields)[:1]
        for piece in PIECES[::9]
    ]

    assert {status for _seconds, status in answers} == {413}
    assert max(seconds for seconds, _status in answers) < MOST_S
