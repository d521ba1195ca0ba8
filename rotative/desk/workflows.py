"""The workflow of a new newsroom, and its mails: writers hand in, the editors of the section approve."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import Task, TaskState, Workflow, WorkflowContentType, WorkflowState, WorkflowTask
from wagtail.signals import task_submitted

from rotative.articles.models import Article, SectionApprovalTask
from rotative.articles.permissions import policy
from rotative.core import conf
from rotative.staff.models import User

# Wagtail makes it for pages, with a group that a newsroom does not have.
_SUPERFLUOUS = "Moderators approval"


def ensure() -> None:
    """Make the workflow for articles, unless there is one or an administrator removed it.

    It has a name in the outlet's language; the administrators may change everything about it.
    """
    if SectionApprovalTask.objects.exists():
        return
    kind = ContentType.objects.get_for_model(Article)
    with translation.override(conf.get("language")):
        name = _("Review")
    task = SectionApprovalTask.objects.create(name=name)
    if not WorkflowContentType.objects.filter(content_type=kind).exists():
        workflow = Workflow.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
    unused = Workflow.objects.exclude(pk__in=WorkflowState.objects.values("workflow"))
    unused.filter(name=_SUPERFLUOUS).delete()
    Task.objects.filter(name=_SUPERFLUOUS, workflow_tasks=None, task_states=None).delete()


class HandedInNotifier(BaseGroupApprovalTaskStateEmailNotifier):
    """The mail to those who may approve what a colleague has handed in.

    Wagtail tells the administrators itself.
    """

    notification = "submitted"

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, SectionApprovalTask)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> set[User]:
        article, sender = task_state.workflow_state.content_object, kwargs.get("user")
        publishing = Q(groups__permissions__codename="publish_article") | Q(
            groups__section_desks__section=article.section_id, groups__section_desks__may_publish=True
        )
        users = User.objects.filter(publishing, is_active=True, is_superuser=False).distinct()
        return {
            user
            for user in users
            if user != sender and policy.user_has_permission_for_instance(user, "publish", article)
        }


_notify = HandedInNotifier()


def register() -> None:
    """Connect the mails; call it once."""
    task_submitted.connect(_notify, sender=TaskState, dispatch_uid="section_approval_submitted_mail")
