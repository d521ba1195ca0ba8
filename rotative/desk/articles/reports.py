"""Wagtail's reports on all content, narrowed to the articles whose drafts the reader of the report may read.

Wagtail asks for the rights on a model there, not on each object, and has no setting for it: two methods are replaced.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.models import ModelLogEntry

from rotative.articles.models import Article
from rotative.articles.permissions import policy


def register() -> None:
    """Limit the reports; call it once, before a view is asked for."""
    _narrow(type(ModelLogEntry.objects), "viewable_by_user", "", lambda user: user)
    for view, before in ((WorkflowView, ""), (WorkflowTasksView, "workflow_state__")):
        _narrow(view, "get_queryset", before, None)


def _narrow(owner: type, name: str, before: str, user_of: Any) -> None:
    all_rows = getattr(owner, name)

    def narrowed(self: Any, *args: Any) -> QuerySet[Any]:
        user = args[0] if user_of else self.request.user
        return _readable(all_rows(self, *args), user, before)

    setattr(owner, name, narrowed)


def _readable(rows: QuerySet[Any], user: Any, before: str) -> QuerySet[Any]:
    """Keep the rows about other things, and those about readable articles.

    before: the path from a row to its `content_type` and `object_id`.
    """
    if user.is_superuser:
        return rows
    if policy.reads_everything(user):
        return rows
    articles = policy.readable(user)
    kind = ContentType.objects.get_for_model(Article)
    ids = articles.order_by().values_list(Cast("pk", CharField()), flat=True)
    return rows.filter(~Q(**{f"{before}content_type": kind}) | Q(**{f"{before}object_id__in": ids}))
