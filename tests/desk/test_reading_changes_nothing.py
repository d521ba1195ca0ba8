"""Reading a page of the desk changes nothing: links are followed by programs, and by people who did not mean it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rotative.articles.models import Article
from rotative.staff.models import User
from tests.desk import walk
from tests.factories.articles import BylineFactory, SectionFactory, SubjectFactory, published
from tests.factories.newsroom import drawn_picture

NUMBER = 4711
# What a page may write: the visitor's own session and profile, who has which form open, and thumbnails.
OWN = {
    "staff_desksession", "wagtailusers_userprofile", "wagtailadmin_editingsession", "media_rendition",
    "wagtailadmin_formstate", "wagtailimages_uploadedfile",
}  # fmt: skip
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')

pytestmark = [
    # Wagtail leaves files of pictures to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def article(db: None) -> Article:
    """Make an article and what it leads to, all with one number."""
    drawn_picture()
    section = SectionFactory(pk=NUMBER, name="Politique", slug="politique")
    subject, byline = SubjectFactory(pk=NUMBER), BylineFactory(pk=NUMBER)
    made = published(pk=NUMBER, section=section, subjects=[subject], bylines=[byline])
    made.save_revision()
    return Article.objects.get()


@pytest.fixture
def reader(article: Article, chief: User) -> Client:
    User.objects.create_user("colleague", pk=NUMBER)
    client = Client(raise_request_exception=False)
    client.force_login(chief)
    client.get("/desk/")
    return client


def written(client: Client, send: Callable[..., Any], url: str) -> tuple[int, set[tuple[str, str]]]:
    """Return the status of an answer, and the kinds of writes with the tables that it wrote; nothing stays changed."""
    cookies = dict(client.cookies)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = send(url)
        transaction.set_rollback(True)
    # Signing out ends the session.
    client.cookies.clear()
    client.cookies.update(cookies)
    found = {match.groups() for one in queries if (match := WRITES.match(one["sql"]))}
    return answer.status_code, {(kind, table) for kind, table in found if table not in OWN}


def addresses(article: Article) -> Iterator[tuple[str, str]]:
    values = {"revision_id": article.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest",
              "app_label": "articles", "model_name": "article", "action": "delete"}  # fmt: skip
    for address in walk.addresses():
        yield address.name, address.filled(values, NUMBER)


def test_success_no_page_of_the_desk_changes_anything_when_it_is_read(
    article: Article, reader: Client
) -> None:
    changed = {
        (name, table)
        for name, url in addresses(article)
        for query in ("", f"?id={NUMBER}&q=a&describe_on_delete=1")
        for _kind, table in written(reader, reader.get, url + query)[1]
    }

    assert changed == set()


def test_success_what_deletes_has_a_page_that_asks(article: Article, reader: Client) -> None:
    deleting = {
        (name, table)
        for name, url in addresses(article)
        for kind, table in written(reader, reader.post, f"{url}?id={NUMBER}")[1]
        if kind == "DELETE FROM" and written(reader, reader.get, f"{url}?id={NUMBER}")[0] != 200
    }

    assert deleting == set()
