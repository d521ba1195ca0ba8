"""Publishing from the form: the first button, one page that asks, and the article afterwards."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.articles.models import Article
from rotative.core import clock
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.desk.test_workflows import moderated
from tests.factories.articles import ArticleFactory, BylineFactory, SectionFactory, locale, published

__all__ = ["moderated"]

ADD = "/desk/articles/add/?locale=fr"
ASK = {"action-publish": "ask"}


def buttons(page: Any) -> list[str]:
    """Return the names of the buttons at the end of the form, the first one large."""
    footer = page.content.decode().partition('<footer class="footer')[2].partition("</footer>")[0]
    return re.findall(r'<button\s+type="submit"\s+name="([^"]+)"', footer)


def asked(desk: Client, article: Article, **answer: str) -> Any:
    article.refresh_from_db()
    address = f"/desk/articles/schedule/{article.pk}/"
    return desk.post(address, {"revision": article.latest_revision_id, **answer}, follow=True)


def test_success_publishing_is_the_first_button(desk: Client) -> None:
    article = ArticleFactory()

    assert buttons(desk.get(ADD))[0] == "action-publish"
    assert buttons(desk.get(f"/desk/articles/edit/{article.pk}/"))[0] == "action-publish"


def test_success_handing_in_is_the_first_button_of_a_writer(writer: User, moderated: Any) -> None:
    assert buttons(signed_in(writer).get(ADD)) == ["action-submit"]


def test_success_publishing_asks_once_and_stays_on_the_article(desk: Client) -> None:
    section = SectionFactory()

    question = desk.post(ADD, form(section=section.pk) | ASK, follow=True)
    article = Article.objects.get()
    before = article.live
    done = asked(desk, article, when="now")

    article.refresh_from_db()
    text = done.content.decode()
    assert (before, article.live) == (False, True)
    assert "It appears now." in question.content.decode()
    assert done.redirect_chain == [(f"/desk/articles/edit/{article.pk}/", 302)]
    assert "See it on the site" in text
    assert 'data-desk-copy="https://' in text or 'data-desk-copy="http://' in text
    assert "https://wa.me/?text=La%20digue%20tient" in text


def test_success_hour_is_chosen_on_the_page_and_spelled_out(desk: Client) -> None:
    article = ArticleFactory()
    article.save_revision()
    at = timezone.localtime(clock.now() + timedelta(days=2)).replace(second=0, microsecond=0)

    question = asked(desk, article, when="at", at=f"{at:%Y-%m-%dT%H:%M}")
    waiting = Article.objects.get(pk=article.pk)
    asked(desk, article)

    article.refresh_from_db()
    assert f"{at:%H:%M} (Casablanca, UTC+1)" in question.content.decode()
    assert (waiting.state, waiting.go_live_at) == ("draft", at)
    assert (article.state, article.go_live_at) == ("scheduled", at)


def test_success_now_instead_of_the_hour_of_the_draft(desk: Client) -> None:
    article = ArticleFactory(go_live_at=clock.now() + timedelta(days=2))
    article.save_revision()

    asked(desk, article, when="now")

    article.refresh_from_db()
    assert (article.state, article.go_live_at) == ("published", None)


def test_fail_hour_that_has_passed(desk: Client) -> None:
    article = ArticleFactory()
    article.save_revision()

    answer = asked(desk, article, when="at", at="2020-01-01T08:00")

    article.refresh_from_db()
    assert "This hour has passed." in answer.content.decode()
    assert (article.state, article.go_live_at) == ("draft", None)


def test_success_unsigned_is_said_once(desk: Client) -> None:
    unsigned = ArticleFactory(slug="un")
    signed = ArticleFactory(slug="deux", bylines=[BylineFactory()])
    brief = ArticleFactory(slug="trois", form="brief")
    for article in (unsigned, signed, brief):
        article.save_revision()

    said = [
        "Nobody signs this article" in desk.get(f"/desk/articles/schedule/{one.pk}/").content.decode()
        for one in (unsigned, signed, brief)
    ]

    assert said == [True, False, False]


def test_success_same_headline_is_said(desk: Client) -> None:
    known = published(headline="La digue a tenu")
    article = ArticleFactory(headline="La Digue a tenu", slug="autre")
    article.save_revision()

    answer = desk.get(f"/desk/articles/schedule/{article.pk}/").content.decode()

    assert f"same headline: {known.path}" in answer


@pytest.mark.parametrize("typed", ["La digue\ntient", "  La digue \r\n tient "])
def test_success_headline_is_one_line(desk: Client, typed: str) -> None:
    section = SectionFactory()

    desk.post(ADD, form(section=section.pk, headline=typed))

    assert Article.objects.get().headline == "La digue tient"


def test_success_form_has_the_figures_to_count_with(desk: Client) -> None:
    locale("ar")

    counting = desk.get("/desk/articles/add/?locale=ar").context["counting"]

    assert (counting["words_per_minute"], counting["picture_s"]) == (144, 5)
    assert counting["words"]["one"] == "%(words)s word"
