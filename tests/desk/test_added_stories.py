"""Any published article can be added to an edition: put in for certain, or offered among the others."""

# ruff: noqa: F811 fixtures have the names of arguments

import pytest
from django.test import Client

from rotative.articles.models import Article
from rotative.editions.composing.compose import RESERVE_S
from rotative.editions.models import Edition
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_editions import act, edition, printed  # noqa: F401 a fixture
from tests.factories.articles import ArticleFactory, published

OLD = "Les écluses de l’été"


@pytest.fixture
def old(edition: Edition) -> Article:
    """Return an article that no composing of today would consider."""
    text = "Les écluses ont tenu tout l’été, malgré la sécheresse et le trafic des péniches."
    return published(
        headline=OLD, standfirst=text, body=[("paragraph", f"<p>{text}</p>")], days_ago=90, rank=1
    )


def page(client: Client, edition: Edition, query: str) -> list[str]:
    answer = client.get(f"/desk/editions/{edition.pk}/", {"q": query})
    return [article.headline for article, _there in answer.context["found"]]


def seconds(edition: Edition) -> int:
    return RESERVE_S + sum(edition.items.filter(position__isnull=False).values_list("seconds", flat=True))


def test_success_the_search_finds_published_articles_newest_first(
    desk: Client, edition: Edition, old: Article
) -> None:
    ArticleFactory(headline="Les écluses de demain")
    published(headline="Les écluses de l’hiver", days_ago=3)

    found = page(desk, edition, "ecluses")
    everything = page(desk, edition, "")

    assert found == ["Les écluses de l’hiver", OLD]
    assert (len(everything), everything[-1]) == (5, OLD)


def test_success_an_article_put_in_moves_the_budget(desk: Client, edition: Edition, old: Article) -> None:
    before = seconds(edition)

    act(desk, edition, "add", article=old.pk)

    item = edition.items.get(article=old)
    assert (printed(edition)[-1], item.verdict) == (OLD, "added")
    assert seconds(edition) == before + item.seconds
    assert {offer["kind"] for offer in item.renditions} >= {"short", "headline"}


def test_success_composing_again_keeps_it(desk: Client, edition: Edition, old: Article) -> None:
    act(desk, edition, "add", article=old.pk)

    act(desk, edition, "compose")

    assert OLD in printed(edition)


def test_success_an_offered_article_competes(desk: Client, edition: Edition, old: Article) -> None:
    act(desk, edition, "offer", article=old.pk)

    item = edition.items.get(article=old)
    assert (item.verdict, item.position is not None) == ("chosen", True)

    act(desk, edition, "drop", item=item.pk)
    act(desk, edition, "compose")
    assert edition.items.get(article=old).verdict == "removed"


def test_success_adding_twice_prints_once(desk: Client, edition: Edition, old: Article) -> None:
    for _time in range(2):
        act(desk, edition, "add", article=old.pk)

    assert printed(edition).count(OLD) == 1


def test_fail_a_draft_is_refused(desk: Client, edition: Edition) -> None:
    draft = ArticleFactory(headline="Pas encore")

    for name in ("add", "offer"):
        told = desk.post(
            f"/desk/editions/{edition.pk}/", {"act": name, "article": draft.pk}, follow=True
        ).content.decode()
        assert "not published in the language of the edition" in told

    assert "Pas encore" not in printed(edition)


def test_fail_a_writer_adds_nothing(edition: Edition, old: Article, writer: User) -> None:
    signed_in(writer).post(f"/desk/editions/{edition.pk}/", {"act": "add", "article": old.pk})

    assert OLD not in printed(edition)
