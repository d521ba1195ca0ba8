"""A draft with cards that are half filled in is saved; readers get an article only when every card is whole."""

import json
from typing import Any

import pytest
from django.test import Client

from rotative.articles.models import Article
from tests.desk.test_articles import form
from tests.factories.articles import ArticleFactory

HALF = [
    ("audio", {"document": None, "title": "", "credit": ""}),
    ("chart", {"kind": "bar", "title": "", "unit": "", "source": "", "figures": ""}),
    ("chart", {"kind": "bar", "title": "", "unit": "", "source": "", "figures": "Mois"}),
    ("gallery", {"caption": "", "pictures": [{"type": "item", "id": "p", "value": {"image": None}}]}),
    ("embed", {"url": "", "title": ""}),
    ("read_also", {"article": None}),
]


@pytest.mark.parametrize(
    "block", HALF, ids=[f"{kind}-{number}" for number, (kind, _value) in enumerate(HALF)]
)
def test_success_half_filled_card_is_saved_with_the_draft(desk: Client, block: tuple[str, Any]) -> None:
    article = ArticleFactory(live=False)
    article.save_revision()
    kind, value = block
    body = [
        {"type": "paragraph", "value": "<p>Avant.</p>", "id": "a"},
        {"type": kind, "value": value, "id": "b"},
    ]
    address = f"/desk/articles/edit/{article.pk}/"
    said = form(section=article.section_id, headline="À moitié", body=json.dumps(body))

    saved = desk.post(address, said, headers={"Accept": "application/json"})
    published = desk.post(address, said | {"action-publish": "now"})

    assert saved.json()["success"] is True
    latest = Article.objects.get().get_latest_revision_as_object()
    assert [one["type"] for one in latest.body.raw_data] == ["paragraph", kind]
    assert published.status_code == 200
    assert not Article.objects.get().live
