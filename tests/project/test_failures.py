"""Answers when something fails: the reader loses nothing."""

import errno
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from rotative.articles.models import Article
from rotative.bake import recipes
from rotative.staff.models import User
from tests.desk.conftest import chief, desk
from tests.desk.test_articles import form
from tests.factories.articles import SectionFactory

__all__ = ["chief", "desk"]

pytestmark = pytest.mark.django_db

ADD = "/desk/articles/add/?locale=fr"
HEADLINE = 'Le toit </textarea><script>alert(1)</script> & "l’eau"'
LANGUAGES = ("Gardez-la ouverte", 'lang="ar" dir="rtl"', "Keep it open", "Déjela abierta")


class Fields(HTMLParser):
    """Return the fields of a page's only form, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._name: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.action = dict(attrs)["action"] or ""
        if tag == "textarea":
            self._name = dict(attrs)["name"] or ""
            self.fields[self._name] = ""

    def handle_data(self, data: str) -> None:
        if self._name is not None:
            self.fields[self._name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._name is not None:
            # A browser ignores a line end at the beginning of a textarea.
            self.fields[self._name] = self.fields[self._name].removeprefix("\n")
            self._name = None


def refuse(*_args: Any) -> Any:
    raise OperationalError("database or disk is full")


@pytest.fixture
def writing(desk: Client) -> Client:
    desk.raise_request_exception = False
    return desk


def test_success_what_was_sent_is_sent_once_more(writing: Client) -> None:
    sent = form(section=SectionFactory().pk, headline=HEADLINE, standfirst="\nDeux\nlignes", rank="2")
    with connection.execute_wrapper(refuse):
        response = writing.post(ADD, sent)
    page = response.content.decode()
    kept = Fields(page)

    writing.post(kept.action, kept.fields)

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert all(words in page for words in LANGUAGES)
    assert "<script" not in page
    assert kept.action == ADD
    assert kept.fields == {name: str(value) for name, value in sent.items()}
    article = Article.objects.get()
    assert (article.headline, article.rank) == (HEADLINE, 2)


def test_fail_passwords_do_not_come_back(writing: Client) -> None:
    with connection.execute_wrapper(refuse):
        response = writing.post("/desk/login/", {"username": "samira", "password": "tresor-2026"})

    assert response.status_code == 503
    assert b"samira" in response.content
    assert b"tresor-2026" not in response.content


def test_fail_what_another_site_sent_is_not_made_a_form_of_ours(writing: Client) -> None:
    with connection.execute_wrapper(refuse):
        response = writing.post(
            "/desk/login/", {"username": "samira"}, headers={"Sec-Fetch-Site": "cross-site"}
        )

    assert response.status_code == 503
    assert b"<form" not in response.content


def test_fail_a_file_cannot_be_sent_once_more(writing: Client) -> None:
    with connection.execute_wrapper(refuse):
        response = writing.post(
            "/desk/images/add/", {"title": "t", "file": SimpleUploadedFile("a.png", b"x")}
        )

    assert response.status_code == 503
    assert b"<form" not in response.content


def test_fail_a_reader_is_told_to_come_back(client: Client) -> None:
    client.raise_request_exception = False

    with connection.execute_wrapper(refuse):
        response = client.get("/nulle-part/")

    assert response.status_code == 503
    assert b"<form" not in response.content


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 503), (errno.EROFS, 503), (errno.ECONNREFUSED, 500)]
)
def test_fail_disk_without_room_is_told_from_other_faults(
    client: Client, monkeypatch: pytest.MonkeyPatch, number: int, status: int
) -> None:
    def meet(_name: str) -> Any:
        raise OSError(number, "no")

    client.raise_request_exception = False
    monkeypatch.setattr(recipes, "get", meet)

    assert client.get("/nulle-part/").status_code == status


def test_fail_form_without_its_mark(chief: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)

    answer = client.post(ADD, {"headline": HEADLINE})

    assert answer.status_code == 403
    page = answer.content.decode()
    assert [
        word for word in ('lang="ar" dir="rtl"', "reload the page", "recargue la página") if word not in page
    ] == []
    assert settings.WAGTAIL_SITE_NAME in page
    assert not Article.objects.exists()


@pytest.mark.parametrize("path", ["/", "/politique/", "/recherche/", "/ar/bahth/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_fail_pages_are_only_read(method: str, path: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_success_desk_without_its_slash(client: Client) -> None:
    answer = client.get("/desk")

    assert (answer.status_code, answer["Location"]) == (301, "/desk/")
