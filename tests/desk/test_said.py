"""The sentences of the desk after an act: they say what happened."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.articles.models import Article
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import StandingPage
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.desk.test_workflows import (
    approve_in_the_dialogue,
    approve_in_the_editor,
    desk_of,
    moderated,
    section,
    submitted,
)
from tests.factories.articles import ArticleFactory, SectionFactory, published

__all__ = ["desk_of", "moderated", "section", "submitted"]
PUBLISH = {"action-publish": "action-publish"}


def said(response: Any) -> list[str]:
    return [str(message).partition("\n")[0].strip() for message in response.context["messages"]]


def test_success_publishing_says_published(desk: Client) -> None:
    section = SectionFactory()

    answer = desk.post("/desk/articles/add/?locale=fr", form(section=section.pk) | PUBLISH, follow=True)

    assert said(answer) == ["“La digue tient” is published."]
    assert "/politique/la-digue-tient/" in answer.content.decode()


def test_success_handing_in_does_not_say_planned(writer: User, moderated: Any) -> None:
    section = SectionFactory()

    fields = form(section=section.pk) | {"action-submit": "1"}
    answer = signed_in(writer).post("/desk/articles/add/?locale=fr", fields, follow=True)

    assert said(answer)[0] == "“La digue tient” is handed in. A colleague who may approve it is told."


@pytest.mark.parametrize("road", [approve_in_the_dialogue, approve_in_the_editor])
def test_success_approving_says_published(submitted: Article, desk_of: Client, road: Any) -> None:
    answer = road(desk_of, submitted)

    assert said(answer) == ["“La digue tient” is published."]


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ("show", "1 comment is shown."),
        ("reject", "1 comment is rejected."),
        ("spam", "1 comment is marked as spam."),
    ],
)
def test_success_decision_on_a_comment(desk: Client, decision: str, sentence: str) -> None:
    comment = Comment.objects.create(
        article=published(), name="Ada", email="ada@example.org", text="Bien.", written_at=clock.now()
    )

    answer = desk.post("/desk/comments/", {"decision": f"{decision}:{comment.pk}"}, follow=True)

    assert said(answer) == [sentence]


def test_success_note_of_an_update_dates_itself(desk: Client) -> None:
    article = published()
    before = clock.now()
    fields = form(section=article.section_id, updated_note="Le bilan est revu.")

    desk.post(f"/desk/articles/edit/{article.pk}/", fields | PUBLISH)

    article.refresh_from_db()
    assert article.updated_at is not None
    assert article.updated_at >= before
    assert "Le bilan est\N{NO-BREAK SPACE}revu." in Client().get(str(article.path)).content.decode()


def test_success_second_update_moves_the_date_on(desk: Client) -> None:
    article = published()
    Article.objects.filter(pk=article.pk).update(
        updated_note="Hier", updated_at=clock.now() - timedelta(days=1)
    )
    article.refresh_from_db()
    article.save_revision()
    assert article.updated_at is not None
    shown = timezone.localtime(article.updated_at).strftime("%Y-%m-%d %H:%M:%S")
    fields = form(section=article.section_id, updated_note="Aujourd’hui", updated_at=shown)

    desk.post(f"/desk/articles/edit/{article.pk}/", fields | PUBLISH)

    article.refresh_from_db()
    assert article.updated_at is not None
    assert clock.now() - article.updated_at < timedelta(minutes=1)


def test_success_page_of_a_withdrawn_article_and_the_desk_say_the_same(desk: Client) -> None:
    article = published()
    path = str(article.path)

    asked = desk.get(f"/desk/articles/unpublish/{article.pk}/").content.decode()
    desk.post(f"/desk/articles/unpublish/{article.pk}/")
    gone = Client().get(path)
    desk.post(
        f"/desk/articles/edit/{article.pk}/",
        form(section=article.section_id, headline=article.headline) | PUBLISH,
    )

    assert "You can publish it again later" in asked
    assert (gone.status_code, "S’il est republié, ce sera à cette adresse" in gone.content.decode()) == (
        410,
        True,
    )
    assert Client().get(path).status_code == 200


def test_success_published_standing_page_leads_back_to_the_fronts(desk: Client) -> None:
    page = add_standing(ensure_front("fr"), StandingPage(title="Charte", slug="charte"))
    fields = {
        "title": "La charte", "slug": "charte", "intro": "", "body-count": 0, "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0, "action-publish": "1",
    }  # fmt: skip

    answer = desk.post(f"/desk/pages/{page.pk}/edit/", fields, follow=True)

    assert answer.request["PATH_INFO"] == "/desk/fronts/"
    assert said(answer) == ["“La charte” is published."]


def test_success_standing_pages_are_put_in_order(desk: Client) -> None:
    front = ensure_front("fr")
    first = add_standing(front, StandingPage(title="Charte", slug="charte"))
    second = add_standing(front, StandingPage(title="Contact", slug="contact"))

    desk.post("/desk/fronts/", {"up": second.pk})

    assert [page.pk for page in StandingPage.objects.order_by("path")] == [second.pk, first.pk]


def test_fail_writer_moves_no_page(writer: User) -> None:
    front = ensure_front("fr")
    add_standing(front, StandingPage(title="Charte", slug="charte"))
    page = add_standing(front, StandingPage(title="Contact", slug="contact"))

    answer = signed_in(writer).post("/desk/fronts/", {"up": page.pk})

    assert answer.status_code in (302, 403)
    assert StandingPage.objects.order_by("path").last() == page


def test_success_draft_says_draft(desk: Client) -> None:
    article = ArticleFactory()

    answer = desk.post(f"/desk/articles/edit/{article.pk}/", form(section=article.section_id), follow=True)

    assert said(answer) == ["The draft of “La digue tient” is saved."]
