"""Workflows: a writer submits, an editor approves, and an article that cannot be published shows why."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from rotative.articles.models import Article, Section
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.factories.articles import SectionFactory, published


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
