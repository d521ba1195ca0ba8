"""The language of a text: that of its colleague when it begins, that of its fields for as long as it is written."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories.articles import ArticleFactory, SectionFactory, locale


@pytest.fixture
def outlet(db: None) -> None:
    masthead = Masthead.load()
    masthead.languages = [
        MastheadLanguage(language="fr", name="L’Estuaire"),
        MastheadLanguage(language="ar", name="المصب"),
    ]
    masthead.save()
    SectionFactory(name="Politique")
    SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")


@pytest.fixture
def arab(editor: User, outlet: None) -> Client:
    """Sign in a colleague whose desk is in Arabic."""
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "ar"
    profile.save()
    return signed_in(editor)


def fields(text: str) -> dict[str, tuple[str, str]]:
    """Return name → language and direction of the fields that have one."""
    found = re.findall(r"<(?:input|textarea)\b[^>]*>", text)
    named = {re.search(r'name="([^"]*)"', tag): tag for tag in found}
    return {
        name[1]: (lang[1], direction[1])
        for name, tag in named.items()
        if name
        and (lang := re.search(r'lang="([^"]*)"', tag))
        and (direction := re.search(r'\bdir="([^"]*)"', tag))
    }


def sections(response: Any) -> list[str]:
    return [section.name for section in response.context["form"].fields["section"].queryset]


def test_success_new_article_is_in_the_language_of_the_desk(arab: Client) -> None:
    answer = arab.get("/desk/articles/add/")

    assert sections(answer) == ["سياسة"]
    assert answer.context["form"].instance.locale.language_code == "ar"


def test_success_new_article_is_in_the_language_written_last(arab: Client, editor: User) -> None:
    ArticleFactory(author=editor, section=None or SectionFactory(slug="culture"))

    assert arab.get("/desk/articles/add/").context["form"].instance.locale.language_code == "fr"


def test_success_address_that_names_a_language_counts_first(arab: Client) -> None:
    assert arab.get("/desk/articles/add/?locale=fr").context["form"].instance.locale.language_code == "fr"


@pytest.mark.parametrize("kind", ["articles", "dossiers", "sections", "bylines"])
def test_success_button_of_the_list_leaves_the_language_to_the_form(arab: Client, kind: str) -> None:
    page = arab.get(f"/desk/{kind}/").content.decode()

    assert f'href="/desk/{kind}/add/"' in page
    assert arab.get(f"/desk/{kind}/add/").context["form"].instance.locale.language_code == "ar"


def test_success_form_says_its_language(arab: Client) -> None:
    assert "مقال جديد: العربية" in arab.get("/desk/articles/add/").content.decode()
    assert "مقال جديد: Français" in arab.get("/desk/articles/add/?locale=fr").content.decode()


def test_success_fields_have_the_language_of_the_article(desk: Client, outlet: None) -> None:
    arabic = fields(desk.get("/desk/articles/add/?locale=ar").content.decode())
    french = fields(desk.get("/desk/articles/add/?locale=fr").content.decode())

    texts = (
        "headline",
        "standfirst",
        "short",
        "picture_alt",
        "picture_caption",
        "picture_credit",
        "updated_note",
    )
    assert {name: arabic[name] for name in texts} == dict.fromkeys(texts, ("ar", "rtl"))
    assert {name: french[name] for name in texts} == dict.fromkeys(texts, ("fr", "ltr"))
    assert [name for name in ("slug", "published_at") if name in arabic and arabic[name][0] == "ar"] == []
