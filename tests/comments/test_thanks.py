"""The page that thanks a reader: it shares with earlier ones what has not changed since."""

from typing import Any

import pytest
from django.test import Client

from rotative.articles.models import Article
from rotative.masthead.models import Masthead, MastheadLanguage
from tests.factories.articles import published

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.comments.urls")]


def send(client: Client, article: Article, text: str) -> Any:
    sent = {"article": article.pk, "name": "Lina", "email": "lina@example.org", "text": text, "consent": "1"}
    return client.post("/_/comment/", sent)


def test_success_present_name_of_the_outlet(client: Client) -> None:
    masthead = Masthead.objects.first() or Masthead.objects.create()
    name = MastheadLanguage.objects.create(masthead=masthead, language="fr", name="L’Estuaire")
    article = published()
    before = send(client, article, "Un mot.")
    name.name = "Le Fleuve"
    name.save()

    after = send(client, article, "Encore un mot.")

    assert "L’Estuaire" in before.content.decode()
    assert "Le Fleuve" in after.content.decode()
    assert "L’Estuaire" not in after.content.decode()


def test_success_nothing_asked_twice(client: Client, django_assert_max_num_queries: Any) -> None:
    article = published()
    send(client, article, "Un mot.")

    # Two limits, the article, three times earlier texts, the comment, the clock; transactions around two of them.
    with django_assert_max_num_queries(13) as asked:
        send(client, article, "Encore un mot.")

    statements = " ".join(query["sql"] for query in asked.captured_queries)
    assert "masthead" not in statements
    assert '"body"' not in statements
