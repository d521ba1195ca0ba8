"""Rights to write and publish, by section."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from rotative.articles.models import Article, SectionDesk
from rotative.articles.permissions import policy
from rotative.desk import groups
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.factories.articles import ArticleFactory, SectionFactory, published


@pytest.fixture
def sport(db: None) -> SectionDesk:
    """Make a section in which only its own desk may write and publish."""
    group = Group.objects.create(name="Sport desk")
    return SectionDesk.objects.create(
        section=SectionFactory(name="Sport", slug="sport"), group=group, may_publish=True
    )


def may(user: User, action: str, article: Article) -> bool:
    return policy.user_has_permission_for_instance(User.objects.get(pk=user.pk), action, article)


def test_success_open_section(writer: User) -> None:
    article = ArticleFactory()

    assert may(writer, "change", article)
    assert not may(writer, "publish", article)


def test_success_desk_of_its_section(writer: User, sport: SectionDesk) -> None:
    article = ArticleFactory(section=sport.section)
    assert not may(writer, "change", article)

    writer.groups.add(sport.group)

    assert may(writer, "change", article)
    assert may(writer, "publish", article)
    assert not may(writer, "publish", ArticleFactory(section=SectionFactory()))


def test_success_editors_are_bound_by_none(editor: User, sport: SectionDesk) -> None:
    article = ArticleFactory(section=sport.section)

    assert may(editor, "publish", article)
    assert not may(editor, "delete", article)


def test_success_writer_lists_what_he_may_change(writer: User, sport: SectionDesk) -> None:
    closed, open_ = ArticleFactory(section=sport.section), ArticleFactory(section=SectionFactory())

    assert list(policy.instances_user_has_permission_for(writer, "change")) == [open_]
    assert policy.instances_user_has_permission_for(writer, "delete").count() == 0
    assert closed.section not in policy.sections(writer)


def test_success_desk_publishes_in_the_admin(writer: User, sport: SectionDesk) -> None:
    writer.groups.add(sport.group)

    signed_in(writer).post(
        "/desk/articles/add/?locale=fr", form(section=sport.section_id) | {"action-publish": "1"}
    )

    assert Article.objects.get().state == "published"


def test_fail_desk_publishes_elsewhere(writer: User, sport: SectionDesk) -> None:
    writer.groups.add(sport.group)
    politics = SectionFactory()

    response = signed_in(writer).post(
        "/desk/articles/add/?locale=fr", form(section=politics.pk) | {"action-publish": "1"}
    )

    assert response.status_code == 200
    assert [str(message) for message in response.context["messages"]]
    assert not Article.objects.filter(live=True).exists()


def test_fail_closed_section_in_the_admin(writer: User, sport: SectionDesk) -> None:
    client: Client = signed_in(writer)
    article = published(section=sport.section)

    statuses = [
        client.get(f"/desk/articles/edit/{article.pk}/").status_code,
        client.post(f"/desk/articles/unpublish/{article.pk}/").status_code,
        client.post(f"/desk/articles/delete/{article.pk}/").status_code,
        client.post("/desk/articles/add/?locale=fr", form(section=sport.section_id)).status_code,
    ]

    article.refresh_from_db()
    # Wagtail redirects a user without the right to the first page, with a message.
    assert statuses == [302, 302, 302, 200]
    assert article.live
    assert Article.objects.count() == 1


def test_fail_writer_sees_no_publish_button(writer: User) -> None:
    article = ArticleFactory()

    page = signed_in(writer).get(f"/desk/articles/edit/{article.pk}/")

    assert b"action-publish" not in page.content


def test_success_groups_are_made_once(db: None) -> None:
    writers = Group.objects.get(name=groups.WRITERS)
    writers.permissions.clear()

    groups.ensure()

    assert writers.permissions.count() == 0
    assert Group.objects.filter(name__in=["Writers", "Editors", "Moderators"]).count() == 2
