"""Choosers: what they offer first, what they leave out, and what is made in their dialogues."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from rotative.articles.models import Byline
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SectionFactory,
    locale,
    published,
)

ARTICLES = "/desk/snippets/choose/articles/article/results/"
BYLINES = "/desk/snippets/choose/articles/byline/"
SUBJECTS = "/desk/snippets/choose/subjects/subject/"


def offered(client: Client, address: str, article: Any = None) -> list[str]:
    """Return what a chooser shows, opened from the form of an article or from elsewhere."""
    referer = f"http://testserver/desk/articles/edit/{article.pk}/" if article else ""
    response = client.get(address, headers={"referer": referer})
    return [str(one) for one in response.context["results"]]


def test_success_tabs_in_the_language_of_the_user(desk: Client, chief: User) -> None:
    UserProfile.objects.create(user=chief, preferred_language="ar")

    page = json.loads(desk.get(SUBJECTS).content)["html"]

    tabs = re.findall(r'role="tab".*?>\s*(.+?)\s*<', page)
    assert tabs == ["بحث", "موضوع جديد"]


def test_success_newest_published_first(desk: Client) -> None:
    published(2, headline="Ancien", slug="ancien")
    published(0, headline="Nouveau", slug="nouveau")
    edited = published(5, headline="Retouché", slug="retouche")
    edited.save()
    ArticleFactory(headline="Brouillon")

    assert offered(desk, ARTICLES) == ["Nouveau", "Ancien", "Retouché"]
    assert offered(desk, f"{ARTICLES}?state=draft") == ["Brouillon"]


def test_success_article_is_not_offered_to_itself(desk: Client) -> None:
    article, other = published(headline="Soi"), published(headline="Autre", slug="autre")

    assert offered(desk, ARTICLES, article) == [other.headline]


def test_success_bylines_of_the_language_first(desk: Client) -> None:
    BylineFactory(name="Ada")
    BylineFactory(name="أدا", locale=locale("ar"))
    article = ArticleFactory(locale=locale("ar"), section=SectionFactory(locale=locale("ar"), slug="siyasa"))

    assert offered(desk, f"{BYLINES}results/", article) == ["أدا"]
    assert len(offered(desk, f"{BYLINES}results/?locale=", article)) == 2


@pytest.mark.parametrize("typed", ["emile", "ÉMILE", "zola emile"])
def test_success_bylines_are_found_without_accents(desk: Client, typed: str) -> None:
    BylineFactory(name="Émile Zola")
    BylineFactory(name="Ada")

    assert offered(desk, f"{BYLINES}results/?q={typed}") == ["Émile Zola"]


def test_success_writer_adds_a_guest(writer: User) -> None:
    article = ArticleFactory()

    answer = signed_in(writer).post(
        f"{BYLINES}create/",
        {"name": "  Inès   Oukacha "},
        headers={"referer": f"http://testserver/desk/articles/edit/{article.pk}/"},
    )

    byline = Byline.objects.get()
    assert (byline.name, byline.slug, byline.user, byline.locale) == (
        "Inès Oukacha",
        "ines-oukacha",
        None,
        article.locale,
    )
    assert json.loads(answer.content)["result"]["id"] == str(byline.pk)
    assert "New guest" in signed_in(writer).get(BYLINES).content.decode()


def test_success_known_guest_is_taken(writer: User) -> None:
    known = BylineFactory(name="Inès Oukacha")
    SectionFactory()

    answer = signed_in(writer).post(f"{BYLINES}create/", {"name": "ines oukacha"})

    assert json.loads(answer.content)["result"]["id"] == str(known.pk)
    assert Byline.objects.count() == 1


def test_success_slugs_derive_themselves(desk: Client) -> None:
    locale("fr")

    desk.post("/desk/sections/add/?locale=fr", {"name": "Économie et mer", "slug": "", "position": "0"})
    desk.post("/desk/bylines/add/?locale=fr", {"name": "Ada Kermorvan", "slug": ""})
    desk.post("/desk/bylines/add/?locale=fr", {"name": "Ada Kermorvan", "slug": ""})

    assert offered(desk, "/desk/snippets/choose/articles/section/results/") == ["Économie et mer"]
    assert SectionFactory(slug="economie-et-mer").name == "Économie et mer"
    assert sorted(Byline.objects.values_list("slug", flat=True)) == ["ada-kermorvan", "ada-kermorvan-2"]
