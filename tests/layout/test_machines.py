"""The data about an article for search engines and networks, where it differs from what readers see."""

import json
import re

import pytest

from rotative.articles.models import Article
from rotative.bake import recipes
from tests.factories.articles import published
from tests.factories.newsroom import french_masthead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outlet() -> None:
    french_masthead()


def page(article: Article) -> str:
    """Return the page, with plain spaces in the place of those that bind."""
    return recipes.get("article").render(str(article.pk)).decode().replace("\N{NO-BREAK SPACE}", " ")


def meta(text: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', text)
    return found[1] if found else ""


def test_success_fields_left_empty_are_taken_from_the_article() -> None:
    text = page(published(headline="La digue tient", standfirst="Elle a tenu."))

    assert "<title>La digue tient" in text
    assert meta(text, "description") == meta(text, "og:description") == "Elle a tenu."
    assert meta(text, "og:title") == "La digue tient"
    assert 'rel="canonical" href="http' in text


def test_success_own_title_and_description_for_each() -> None:
    text = page(
        published(
            headline="La digue tient",
            search_title="Crue 2026",
            search_description="La crue, heure par heure.",
            share_title="Elle a tenu !",
            share_description="Toute la nuit.",
        )
    )

    assert "<title>Crue 2026" in text
    assert meta(text, "description") == "La crue, heure par heure."
    assert meta(text, "og:title").startswith("Elle a tenu")
    assert meta(text, "og:description") == meta(text, "twitter:description") == "Toute la nuit."
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text)[1])[0]  # type: ignore[index]  # there is one
    assert (data["headline"], data["description"]) == ("La digue tient", "La crue, heure par heure.")
    assert "La digue tient</h1>" in text


def test_success_hidden_article_asks_not_to_be_listed() -> None:
    text = page(published(hidden_from_search=True))

    assert meta(text, "robots") == "noindex"
    assert 'rel="canonical"' not in text


def test_success_syndicated_piece_names_its_original() -> None:
    text = page(published(original_url="https://agence.example/depeche"))

    assert '<link rel="canonical" href="https://agence.example/depeche">' in text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text)[1])[0]  # type: ignore[index]  # there is one
    assert data["mainEntityOfPage"] == "https://agence.example/depeche"
