"""Acts of Wagtail on an article or a page: done whole or not at all, without a transaction around them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.signals import page_unpublished, published, unpublished

from rotative.articles.models import Article
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import FrontPage, StandingPage
from tests.factories.articles import ArticleFactory
from tests.factories.articles import published as published_article

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Raised at the place where the process would end."""


@pytest.fixture
def killed_after_the_row() -> Iterator[None]:
    """End every act as soon as Wagtail has written its row, before anything follows from it."""

    def kill(**_kwargs: object) -> None:
        raise Killed

    signals = (published, unpublished, page_unpublished)
    kept = [(signal, list(signal.receivers)) for signal in signals]
    for signal in signals:
        signal.receivers = []
        signal.sender_receivers_cache.clear()
        signal.connect(kill)
    yield
    for signal, receivers in kept:
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()


@pytest.fixture
def live() -> Article:
    return published_article()


@pytest.fixture
def draft() -> Article:
    article: Article = ArticleFactory()
    article.save_revision()
    return article


@pytest.fixture
def front() -> FrontPage:
    return ensure_front("fr", title="La Digue")


@pytest.fixture
def standing(front: FrontPage) -> StandingPage:
    return add_standing(front, StandingPage(title="Charte", slug="charte"))


def test_success_article_is_not_half_withdrawn(live: Article, killed_after_the_row: None) -> None:
    with pytest.raises(Killed):
        live.unpublish()

    assert Article.objects.get(pk=live.pk).live


def test_success_article_is_not_half_withdrawn_at_the_desk(
    live: Article, admin_client: Client, killed_after_the_row: None
) -> None:
    address = reverse(Article.snippet_viewset.get_url_name("unpublish"), args=[live.pk])

    with pytest.raises(Killed):
        admin_client.post(address)

    assert Article.objects.get(pk=live.pk).live


def test_success_page_is_not_half_withdrawn_at_the_desk(
    standing: StandingPage, admin_client: Client, killed_after_the_row: None
) -> None:
    with pytest.raises(Killed):
        admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[standing.pk]))

    assert StandingPage.objects.get(pk=standing.pk).live


def test_success_article_is_not_half_published(draft: Article, killed_after_the_row: None) -> None:
    with pytest.raises(Killed):
        draft.latest_revision.publish()

    assert not Article.objects.get(pk=draft.pk).live


def test_success_page_is_not_half_withdrawn(front: FrontPage, killed_after_the_row: None) -> None:
    with pytest.raises(Killed):
        front.unpublish()

    assert FrontPage.objects.get(pk=front.pk).live
