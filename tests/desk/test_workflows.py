"""Workflows: a writer submits, an editor approves, and an article that cannot be published shows why."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowTask

from rotative.articles.models import Article, Section, SectionDesk
from rotative.desk import groups, workflows
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.factories.articles import SectionFactory, published
from tests.processes import sites


@pytest.fixture
def section(db: None) -> Section:
    return SectionFactory(name="Politique", slug="politique")


@pytest.fixture
def moderated(editor: User) -> Workflow:
    """Make a workflow in which an editor approves every article."""
    task = GroupApprovalTask.objects.create(name="Relecture")
    task.groups.set(Group.objects.filter(user=editor))
    workflow = Workflow.objects.create(name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    article = ContentType.objects.get_for_model(Article)
    WorkflowContentType.objects.create(workflow=workflow, content_type=article)
    return workflow


@pytest.fixture
def submitted(moderated: Workflow, section: Section, writer: User) -> Article:
    """Make an article that a writer has submitted with a slug of their own."""
    fields = form(section=section.pk, slug="la-digue") | {"action-submit": "1"}
    signed_in(writer).post("/desk/articles/add/?locale=fr", fields)
    return Article.objects.get()


@pytest.fixture
def desk_of(editor: User) -> Client:
    return signed_in(editor)


def approval(article: Article) -> str:
    state = article.current_workflow_task_state
    assert state is not None
    return reverse("wagtailsnippets_articles_article:workflow_action", args=[article.pk, "approve", state.pk])


def approve(desk: Client, article: Article) -> Any:
    return desk.post(approval(article), {"comment": ""}, follow=True)


def approve_in_the_dialogue(desk: Client, article: Article) -> Any:
    """Approve in the dialogue of the list and dashboard, whose script follows the answer."""
    url = approval(article)
    answer = desk.post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    return desk.get(answer.json()["redirect"])


def approve_in_the_editor(desk: Client, article: Article) -> Any:
    fields = form(section=article.section_id, slug="la-digue") | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    return desk.post(f"/desk/articles/edit/{article.pk}/", fields, follow=True)


ROADS = [approve, approve_in_the_dialogue, approve_in_the_editor]


@pytest.mark.parametrize("road", ROADS)
def test_success_approved_article_is_published(submitted: Article, desk_of: Client, road: Any) -> None:
    assert not submitted.live

    road(desk_of, submitted)

    submitted.refresh_from_db()
    assert submitted.live
    assert submitted.path


@pytest.mark.parametrize("road", ROADS)
def test_fail_taken_address_is_told_and_the_article_goes_on_waiting(
    submitted: Article, desk_of: Client, section: Section, road: Any
) -> None:
    taken = published(section=section, slug="la-digue")

    response = road(desk_of, submitted)

    submitted.refresh_from_db()
    assert response.status_code == 200
    assert taken.path
    assert taken.path in response.content.decode()
    assert not submitted.live
    assert submitted.workflow_in_progress


# The workflow of a new newsroom.


@pytest.fixture
def fresh(db: None) -> Workflow:
    """Make the workflow that a new newsroom has."""
    with translation.override("en"):
        workflows.ensure()
    return Workflow.objects.get()


def person(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def hand_in(user: User, section: Section) -> Article:
    fields = form(section=section.pk, slug="la-digue") | {"action-submit": "1"}
    signed_in(user).post("/desk/articles/add/?locale=fr", fields)
    return Article.objects.get()


def addressed(mails: list[EmailMessage]) -> list[str]:
    return sorted(address for mail in mails for address in mail.to)


def test_success_a_writer_hands_in_and_an_editor_publishes(
    fresh: Workflow, section: Section, mailoutbox: list[EmailMessage]
) -> None:
    ada, salma = person("ada", groups.WRITERS), person("salma", groups.EDITORS)
    form_of_ada = signed_in(ada).get("/desk/articles/add/?locale=fr").content.decode()

    article = hand_in(ada, section)

    assert "action-submit" in form_of_ada
    assert "action-publish" not in form_of_ada
    assert not article.live
    assert addressed(mailoutbox) == ["salma@example.org"]
    assert "approve" in signed_in(salma).get("/desk/").content.decode()
    mailoutbox.clear()
    approve_in_the_editor(signed_in(salma), article)
    article.refresh_from_db()
    assert article.live
    assert addressed(mailoutbox) == ["ada@example.org"]


def test_success_changes_are_asked_for_and_the_article_is_handed_in_again(
    fresh: Workflow, section: Section, mailoutbox: list[EmailMessage]
) -> None:
    ada, salma = person("ada", groups.WRITERS), person("salma", groups.EDITORS)
    article = hand_in(ada, section)
    state = article.current_workflow_task_state
    assert state is not None
    mailoutbox.clear()

    reject = reverse(
        "wagtailsnippets_articles_article:workflow_action", args=[article.pk, "reject", state.pk]
    )
    signed_in(salma).post(reject, {"comment": "Et le prix ?"})
    asked = list(mailoutbox)
    mailoutbox.clear()
    again = form(section=section.pk, slug="la-digue") | {"action-restart-workflow": "1"}
    signed_in(ada).post(f"/desk/articles/edit/{article.pk}/", again)

    assert addressed(asked) == ["ada@example.org"]
    assert "Et le prix ?" in asked[0].body
    assert addressed(mailoutbox) == ["salma@example.org"]


def test_success_the_desk_of_a_closed_section_approves(
    fresh: Workflow, section: Section, mailoutbox: list[EmailMessage]
) -> None:
    desk = Group.objects.create(name="Enquêtes")
    SectionDesk.objects.create(section=section, group=desk, may_publish=True)
    elsewhere = Group.objects.create(name="Publishers")
    elsewhere.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_article", "publish_article"])
    )
    ada, hind = person("ada", groups.WRITERS), person("hind", groups.WRITERS)
    other = person("other", "Publishers")
    for user in (ada, hind):
        user.groups.add(desk)

    article = hand_in(ada, section)
    approve(signed_in(other), article)
    refused = Article.objects.get()
    approve(signed_in(hind), article)

    assert addressed(mailoutbox)[:1] == ["ada@example.org"]
    assert "other@example.org" not in addressed(mailoutbox)
    assert not refused.live
    assert Article.objects.get().live


def test_fail_a_writer_approves_nothing(fresh: Workflow, section: Section) -> None:
    ada, hind = person("ada", groups.WRITERS), person("hind", groups.WRITERS)
    article = hand_in(ada, section)

    approve(signed_in(hind), article)

    assert not Article.objects.get().live
    assert list(TaskState.objects.reviewable_by(hind)) == []


def test_success_the_workflow_is_made_once(fresh: Workflow) -> None:
    fresh.delete()

    workflows.ensure()

    assert list(Workflow.objects.all()) == []


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_success_the_workflow_has_a_name_in_the_language_of_the_outlet(
    db: None, settings: Any, language: str
) -> None:
    settings.ROTATIVE = settings.ROTATIVE | {"language": language}

    workflows.ensure()

    names = {"fr": "Relecture", "ar": "مراجعة", "es": "Revisión", "en": "Review"}
    assert list(Workflow.objects.values_list("name", flat=True)) == [names[language]]


def test_success_a_new_newsroom_has_the_workflow_alone(empty_home: Path) -> None:
    told = sites.python(
        empty_home,
        "from wagtail.models import Workflow\n"
        "for one in Workflow.objects.all():\n"
        "    kinds = [kind.content_type.model for kind in one.workflow_content_types.all()]\n"
        "    print(one.name, *kinds, [type(task.specific).__name__ for task in one.tasks])",
    )

    assert told.strip() == "Relecture article ['SectionApprovalTask']"
