"""Every way the desk lists articles is answered by an index, on SQLite and on PostgreSQL."""

from collections.abc import Callable

import pytest
from django.db import connection

from rotative.articles.models import Article, Section
from rotative.articles.models.article import ArticleQuerySet
from tests.factories.articles import ArticleFactory

Ask = Callable[[Section], ArticleQuerySet]
LISTS: dict[str, Ask] = {
    "article_section_newest": lambda section: Article.objects.filter(
        section=section, live=True
    ).newest_first(),
    "article_section_edited": lambda section: Article.objects.filter(section=section).order_by("-edited_at"),
    "article_state_edited": lambda section: Article.objects.filter(state="draft").order_by("-edited_at"),
    "article_form_edited": lambda section: Article.objects.filter(form="brief").order_by("-edited_at"),
    "article_author_edited": lambda section: Article.objects.filter(author=1).order_by("-edited_at"),
    "article_newest": lambda section: Article.objects.order_by("-published_at"),
    "article_edited": lambda section: Article.objects.order_by("-edited_at"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("index", "ask"), LISTS.items(), ids=LISTS)
def test_success_index_answers(index: str, ask: Ask) -> None:
    section = ArticleFactory().section

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of one row is always read whole.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = ask(section).values_list("pk", flat=True)[:20].explain()

    assert index in plan
