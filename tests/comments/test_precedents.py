"""The texts that a new comment is compared with, and the indexes that find them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.articles.models import Article
from rotative.comments import moderation_context, precedents_sql, reads
from rotative.comments.models import Comment
from rotative.core import clock
from tests.factories.articles import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return published()


def sent(article: Article, text: str, *, minutes_ago: int = 0, **fields: str) -> Comment:
    written_at = clock.now() - timedelta(minutes=minutes_ago)
    return Comment.objects.create(article=article, name="Karim", text=text, written_at=written_at, **fields)


def test_success_own_texts_in_any_spelling_of_the_address(article: Article) -> None:
    sent(article, "Un.", email="Lina@Example.org")
    sent(article, "Deux.", author_hash=reads.author_hash("lina@example.org"))
    sent(article, "Trois.", email="karim@example.org")
    sent(published(), "Ailleurs.", email="lina@example.org")

    context = moderation_context.load(article, email="lina@example.org ")

    assert sorted(context.own_texts) == ["Deux.", "Un."]


def test_success_newest_held_and_spam(article: Article) -> None:
    sent(article, "Ancien.", minutes_ago=9, state="held")
    sent(article, "Récent.", minutes_ago=1, state="held")
    sent(article, "Annonce.", state="spam")
    sent(article, "Montré.", state="shown")

    assert precedents_sql.newest("held", 1) == ("Récent.",)
    assert moderation_context.load(article, email="x@example.org").recent_texts == (
        "Récent.", "Ancien.", "Annonce.",
    )  # fmt: skip


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole")
def test_success_no_comment_reads_all_others(article: Article) -> None:
    with CaptureQueriesContext(connection) as asked:
        moderation_context.load(article, email="lina@example.org")

    for query in asked:
        with connection.cursor() as cursor:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()
        assert all("USING" in row[3] and "SCAN" not in row[3] for row in plan), plan
