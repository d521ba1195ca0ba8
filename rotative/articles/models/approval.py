"""The task of a workflow in which the editors of an article's section approve it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task, TaskState
from wagtail.permissions import policy_registry


class SectionApprovalTask(Task):
    """Approval by a user who may publish in the section of the article."""

    class Meta:
        verbose_name = gettext_lazy("approval by the editors of the section")
        verbose_name_plural = gettext_lazy("approvals by the editors of the section")

    @classmethod
    def get_description(cls) -> str:
        return _("Whoever may publish in the section of an article approves it or asks for changes.")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._approves(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._approves(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self._approves(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not self._approves(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        found = waiting.prefetch_related("revision__content_object")
        mine = [state.pk for state in found if self._approves(state.revision.content_object, user)]
        states: QuerySet[TaskState] = self.task_states.filter(pk__in=mine)
        return states

    def _approves(self, obj: Any, user: Any) -> bool:
        if obj is None:
            return False
        policy = policy_registry.get_by_type(type(obj))
        allowed: bool = policy.user_has_permission_for_instance(user, "publish", obj)
        return allowed
