"""The trash, and acts on several articles at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from rotative.articles import actions
from rotative.articles.models import Article, SectionDesk
from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, published

LIST = "/desk/articles/"
BULK = "/desk/bulk/articles/article/"


def headlines(client: Client, address: str = LIST) -> list[str]:
    return [str(one) for one in client.get(address).context["object_list"]]


def test_success_thrown_away_and_brought_back(desk: Client) -> None:
    article = published(headline="À jeter")

    question = desk.get(f"/desk/articles/{article.pk}/trash/").content.decode()
    desk.post(f"/desk/articles/{article.pk}/trash/")
    article.refresh_from_db()
    thrown = (article.state, article.trashed_at is not None, headlines(desk))
    page = desk.get("/desk/articles/trash/").content.decode()
    form = desk.get(f"/desk/articles/edit/{article.pk}/")
    desk.post("/desk/articles/trash/", {"restore": article.pk})
    article.refresh_from_db()

    assert str(article.path) in question
    assert thrown == ("withdrawn", True, [])
    assert PublicPath.objects.get(path=article.path).state == "gone"
    assert "À jeter" in page
    assert form.url == "/desk/articles/trash/"
    assert (article.trashed_at, article.live, headlines(desk)) == (None, False, ["À jeter"])
    kept = ModelLogEntry.objects.filter(action__in=["rotative.trash", "rotative.restore"])
    assert kept.count() == 2


def test_success_list_counts_what_is_not_in_the_trash(desk: Client) -> None:
    for _number in range(3):
        ArticleFactory()
    actions.trash(Article.objects.earliest("pk"))

    assert desk.get(LIST).context["paginator"].count == 2


def test_success_delete_goes_to_the_trash_first(desk: Client) -> None:
    article = ArticleFactory()

    answer = desk.post(f"/desk/articles/delete/{article.pk}/")
    desk.post(f"/desk/articles/{article.pk}/trash/")
    before = Article.objects.count()
    desk.post(f"/desk/articles/delete/{article.pk}/")

    assert answer.url == f"/desk/articles/{article.pk}/trash/"
    assert (before, Article.objects.count()) == (1, 0)


def test_success_scheduled_article_does_not_come_out_of_the_trash(desk: Client) -> None:
    article = ArticleFactory()
    actions.publish(article, at=clock.now() + timedelta(hours=1))

    desk.post(f"/desk/articles/{article.pk}/trash/")
    later = article.revisions.filter(approved_go_live_at__isnull=False)

    assert not later.exists()


@pytest.mark.django_db
def test_success_emptied_after_thirty_days() -> None:
    old, young, kept = ArticleFactory(), ArticleFactory(), published()
    for article in (old, young):
        actions.trash(article)
    Article.objects.filter(pk=old.pk).update(trashed_at=clock.now() - timedelta(days=31))

    assert actions.empty_trash() == 1
    assert set(Article.objects.values_list("pk", flat=True)) == {young.pk, kept.pk}


def test_success_writer_throws_away_their_own_draft(writer: User) -> None:
    own = ArticleFactory(author=writer)

    signed_in(writer).post(f"/desk/articles/{own.pk}/trash/")

    own.refresh_from_db()
    assert own.trashed_at is not None


@pytest.mark.parametrize("whose", ["a colleague's draft", "published"])
def test_fail_writer_throws_away_what_is_not_theirs(writer: User, whose: str) -> None:
    article = published(author=writer) if whose == "published" else ArticleFactory()

    signed_in(writer).post(f"/desk/articles/{article.pk}/trash/")

    article.refresh_from_db()
    assert article.trashed_at is None


def test_fail_trash_of_a_closed_section(writer: User, editor: User) -> None:
    article = ArticleFactory(headline="Secret")
    SectionDesk.objects.create(section=article.section, group=editor.groups.get())
    actions.trash(article)

    assert "Secret" not in signed_in(writer).get("/desk/articles/trash/").content.decode()
    assert signed_in(writer).post("/desk/articles/trash/", {"restore": article.pk}).status_code == 404


def bulk(client: Client, act: str, articles: list[Article], **said: Any) -> Any:
    ids = "&".join(f"id={article.pk}" for article in articles)
    address = f"{BULK}{act}/?{ids}&next={LIST}"
    assert client.get(address).status_code == 200
    return client.post(address, said, follow=True)


def test_success_list_has_boxes_to_tick(desk: Client) -> None:
    ArticleFactory()

    page = desk.get(LIST).content.decode()

    assert "data-bulk-action-checkbox" in page
    for act in ("move_to_section", "add_subjects", "withdraw", "delete"):
        assert f"{BULK}{act}/" in page


def test_success_several_articles_move_and_keep_their_addresses(desk: Client) -> None:
    sport = SectionFactory(name="Sport", slug="sport")
    articles = [published(headline="Un"), ArticleFactory(headline="Deux")]
    path = articles[0].path

    bulk(desk, "move_to_section", articles, section=sport.pk)

    for article in articles:
        article.refresh_from_db()
        assert article.section == sport
        assert article.get_latest_revision_as_object().section == sport
    assert articles[0].path == path


def test_success_subjects_are_added_after_those_there_are(desk: Client) -> None:
    port, ferry = SubjectFactory(), SubjectFactory()
    article = published(subjects=[port])

    bulk(desk, "add_subjects", [article], first=ferry.pk, second=port.pk)

    assert list(article.article_subjects.values_list("subject", flat=True)) == [port.pk, ferry.pk]


def test_success_several_are_withdrawn_and_thrown_away(desk: Client) -> None:
    articles = [published(headline="Un"), published(headline="Deux")]

    said = bulk(desk, "withdraw", articles)
    states = set(Article.objects.values_list("state", flat=True))
    bulk(desk, "delete", articles)

    assert states == {"withdrawn"}
    assert "2 articles are withdrawn." in said.content.decode()
    assert Article.objects.trashed().count() == 2


def test_fail_bulk_without_the_right(writer: User) -> None:
    article, waiting = published(headline="Public"), published(headline="En cours")
    sport = SectionFactory(name="Sport", slug="sport")

    for act, said in (("withdraw", {}), ("delete", {}), ("move_to_section", {"section": sport.pk})):
        bulk(signed_in(writer), act, [article, waiting], **said)

    assert set(Article.objects.values_list("live", "trashed_at", "section")) == {
        (True, None, article.section_id)
    }


def test_fail_bulk_would_publish_a_colleagues_waiting_words(desk: Client) -> None:
    article = published(headline="Avant")
    article.headline = "Après"
    article.save_revision()
    sport = SectionFactory(name="Sport", slug="sport")

    bulk(desk, "move_to_section", [article], section=sport.pk)

    article.refresh_from_db()
    assert (article.headline, article.section == sport) == ("Avant", False)
