"""Articles at the desk: the forms as a browser posts them."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from rotative.articles.models import Article, ArticleByline
from rotative.bake.models import PublicPath
from rotative.core import clock
from tests.factories.articles import ArticleFactory, BylineFactory, SectionFactory, locale, published

LIST = "/desk/articles/"


def form(**fields: Any) -> dict[str, Any]:
    """Return the fields that a browser posts for an article."""
    return nested_form_data(
        {
            "headline": "La digue tient",
            "standfirst": "Elle a tenu.",
            "body": json.dumps([{"type": "paragraph", "value": "<p>La crue est passée.</p>", "id": "a"}]),
            "form": "article",
            "genre": "news",
            "rank": "3",
            "article_bylines": inline_formset([]),
            "article_subjects": inline_formset([]),
            "corrections": inline_formset([]),
            "developments": inline_formset([]),
            "proposed_changes": inline_formset([]),
            "comments_open": "on",
            **fields,
        }
    )


def headlines(response: Any) -> list[str]:
    return [article.headline for article in response.context["object_list"]]


def test_success_list_costs_the_same_however_many(desk: Client, django_assert_max_num_queries: Any) -> None:
    byline = BylineFactory()
    for number in range(30):
        ArticleFactory(headline=f"Titre {number}", bylines=[byline])
    desk.get(LIST)

    with django_assert_max_num_queries(18) as queries:
        response = desk.get(LIST)

    assert len(headlines(response)) == 25
    assert not any('"articles_article"."body"' in query["sql"] for query in queries.captured_queries)


def test_success_second_page_goes_on_where_the_first_ended(desk: Client) -> None:
    for number in range(27):
        ArticleFactory(headline=f"Titre {number}")

    pages = [headlines(desk.get(f"{LIST}?p={page}")) for page in (1, 2)]

    assert [len(page) for page in pages] == [25, 2]
    assert pages[1] == ["Titre 1", "Titre 0"]


def test_success_list_is_filtered(desk: Client) -> None:
    sport = SectionFactory(name="Sport", slug="sport")
    ines = BylineFactory(name="Inès Oukacha")
    ArticleFactory(headline="Brouillon")
    match = published(headline="Match nul", section=sport, bylines=[ines], days_ago=3)
    published(headline="Une brève", form="brief", days_ago=40)
    ArticleFactory(
        headline="خبر", locale=locale("ar"), section=SectionFactory(locale=locale("ar"), slug="siyasa")
    )
    day = localdate(match.published_at).isoformat()

    found = {
        query: headlines(desk.get(f"{LIST}?{query}"))
        for query in (
            f"section={sport.pk}",
            "state=draft",
            "form=brief",
            "byline=oukacha",
            "locale=ar",
            f"published_at_from={day}&published_at_to={day}",
        )
    }

    assert found == {
        f"section={sport.pk}": ["Match nul"],
        "state=draft": ["خبر", "Brouillon"],
        "form=brief": ["Une brève"],
        "byline=oukacha": ["Match nul"],
        "locale=ar": ["خبر"],
        f"published_at_from={day}&published_at_to={day}": ["Match nul"],
    }


def test_success_half_a_word_finds_a_headline(desk: Client) -> None:
    ArticleFactory(headline="Le tramway prend du retard")
    ArticleFactory(headline="La criée rouvre")

    response = desk.get("/desk/articles/results/?q=tramw")

    assert headlines(response) == ["Le tramway prend du retard"]


def test_success_write_and_publish(desk: Client) -> None:
    section = SectionFactory()

    response = desk.post("/desk/articles/add/?locale=fr", form(section=section.pk) | {"action-publish": "1"})

    article = Article.objects.get()
    assert response.status_code == 302
    assert (article.state, article.path, article.language) == (
        "published",
        "/politique/la-digue-tient/",
        "fr",
    )
    assert article.author is not None
    assert PublicPath.objects.filter(path=article.path, state="live").exists()


def test_success_draft_of_a_published_article_stays_inside(desk: Client) -> None:
    article = published(headline="Avant")
    before = clock.now()

    desk.post(f"/desk/articles/edit/{article.pk}/", form(section=article.section_id, headline="Après"))

    article.refresh_from_db()
    assert (article.headline, article.has_unpublished_changes) == ("Avant", True)
    assert article.edited_at > before
    assert b"Apr\xc3\xa8s" in desk.get(LIST).content


def test_success_schedule_to_the_minute(desk: Client) -> None:
    section = SectionFactory()
    at = (clock.now() + timedelta(hours=3)).replace(second=0, microsecond=0)

    desk.post(
        "/desk/articles/add/?locale=fr",
        form(section=section.pk, go_live_at=at.astimezone().strftime("%Y-%m-%d %H:%M"))
        | {"action-publish": "1"},
    )
    article = Article.objects.get()
    desk.post(f"/desk/articles/schedule/{article.pk}/", {"revision": article.latest_revision_id})

    article.refresh_from_db()
    assert (article.state, article.go_live_at) == ("scheduled", at)


def test_success_withdraw(desk: Client) -> None:
    article = published()

    page = desk.get(f"/desk/articles/unpublish/{article.pk}/")
    desk.post(f"/desk/articles/unpublish/{article.pk}/")

    article.refresh_from_db()
    assert b"unpublish it" not in page.content
    assert article.state == "withdrawn"
    assert PublicPath.objects.get(path=article.path).state == "gone"


def test_success_compare_revisions(desk: Client) -> None:
    article = published(headline="Avant")
    first = article.latest_revision
    desk.post(f"/desk/articles/edit/{article.pk}/", form(section=article.section_id, headline="Après"))

    url = reverse("wagtailsnippets_articles_article:revisions_compare", args=[article.pk, first.pk, "latest"])

    assert "Après" in desk.get(url).content.decode()


def test_success_preview_is_the_page_itself(desk: Client) -> None:
    article = ArticleFactory(headline="À voir")
    url = f"/desk/articles/preview/{article.pk}/"
    desk.post(url, form(section=article.section_id, headline="À voir mieux"))

    assert "À voir\N{NO-BREAK SPACE}mieux</h1>" in desk.get(url).content.decode()


def test_success_version_in_another_language_is_linked(desk: Client) -> None:
    article = published()
    section = SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")

    desk.post(
        f"/desk/articles/add/?locale=ar&translates={article.pk}",
        form(section=section.pk, headline="السد صامد"),
    )

    twin = Article.objects.get(locale__language_code="ar")
    assert twin.translation_key == article.translation_key
    assert twin.headline == "السد صامد"


def test_success_form_offers_the_sections_of_its_language(desk: Client) -> None:
    SectionFactory(name="Politique")
    SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")

    response = desk.get("/desk/articles/add/?locale=ar")

    offered = response.context["form"].fields["section"].queryset
    assert [section.name for section in offered] == ["سياسة"]


def test_success_chooser_searches_headlines(desk: Client) -> None:
    ArticleFactory(headline="Le barrage déborde")
    ArticleFactory(headline="La criée rouvre")

    response = desk.get("/desk/snippets/choose/articles/article/results/?q=barra&state=draft")

    assert "Le barrage déborde" in response.content.decode()
    assert "La criée rouvre" not in response.content.decode()


def test_fail_taken_slug_is_told_and_the_draft_stays(desk: Client) -> None:
    taken = published(slug="la-digue")

    response = desk.post(
        "/desk/articles/add/?locale=fr",
        form(section=taken.section_id, slug="la-digue") | {"action-publish": "1"},
        follow=True,
    )

    assert "/politique/la-digue/" in next(str(message) for message in response.context["messages"])
    assert Article.objects.exclude(pk=taken.pk).get().state == "draft"


@pytest.mark.django_db
def test_fail_strangers_stay_outside(client: Client) -> None:
    assert client.get(LIST).url == "/desk/login/?next=/desk/articles/"


def test_success_bylines_are_printed_in_the_list(desk: Client) -> None:
    article = ArticleFactory()
    ArticleByline.objects.create(article=article, byline=BylineFactory(name="Salma Benjelloun"))

    assert b"Salma Benjelloun" in desk.get(LIST).content
