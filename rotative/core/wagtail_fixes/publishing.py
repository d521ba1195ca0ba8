"""Questions that Wagtail asks around a publication: short queries of our own, where it builds long ones and loads whole objects.

It learns whether a revision is the newest and has a predecessor by loading that revision with its text and the object
behind it, only to compare titles; and joins four tables to learn that no workflow is under way. That was a quarter of
the time of a publication.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Revision, WorkflowMixin, WorkflowState

from rotative.core.sql import rows

_PLACE = """
    SELECT
        (SELECT r.id FROM wagtailcore_revision r WHERE r.base_content_type_id = %s AND r.object_id = %s
            ORDER BY r.created_at DESC, r.id DESC LIMIT 1),
        EXISTS (SELECT 1 FROM wagtailcore_revision r WHERE r.base_content_type_id = %s AND r.object_id = %s
            AND (r.created_at < %s OR (r.created_at = %s AND r.id < %s)))
"""
_ANY_WORKFLOW = """
    SELECT 1 FROM wagtailcore_workflowstate
    WHERE base_content_type_id = %s AND object_id = %s AND status IN (%s, %s) LIMIT 1
"""


@dataclass(frozen=True, kw_only=True)
class _Earlier:
    """The revision before one that is published, as far as the title of what it belongs to."""

    content_object: str


class _Place:
    """The place of a revision among those of its object."""

    def __init__(self, revision: Revision) -> None:
        self._revision = revision

    @cached_property
    def _found(self) -> tuple[int, bool]:
        one = self._revision
        kind, at = one.base_content_type_id, connection.ops.adapt_datetimefield_value(one.created_at)
        # Text in its column, a number in a revision that was just made; PostgreSQL compares no two of them.
        object_id = str(one.object_id)
        newest, follows = rows(_PLACE, [kind, object_id, kind, object_id, at, at, one.pk])[0]
        return newest, bool(follows)

    def is_latest(self) -> bool:
        return bool(self._found[0] == self._revision.pk)

    def earlier(self) -> _Earlier:
        """Return the revision before this one. Raises Revision.DoesNotExist."""
        if not self._found[1]:
            raise Revision.DoesNotExist
        # The stored object: it has the title from before this publication.
        model = type(self._revision.content_object)
        stored = model._default_manager.filter(pk=self._revision.object_id)
        return _Earlier(content_object=str(stored.values_list(model.TITLE, flat=True).get()))


@contextmanager
def quick(revision: Revision) -> Iterator[None]:
    """Let Wagtail ask quickly inside the block, in which this revision, saved already, is published.

    Its object names the column of its title: `TITLE`.
    """
    place = _Place(revision)
    answers = {"is_latest_revision": place.is_latest, "get_previous": place.earlier}
    vars(revision).update(answers)
    try:
        yield
    finally:
        for name in answers:
            vars(revision).pop(name, None)


class QuickWorkflowMixin(WorkflowMixin):
    """Wagtail's workflow, for objects of which few are in one."""

    class Meta:
        abstract = True

    @property
    def current_workflow_state(self) -> WorkflowState | None:
        known: Any = hasattr(self, "_current_workflow_states")
        return super().current_workflow_state if known or self._has_workflow_state() else None

    def _has_workflow_state(self) -> bool:
        kind = ContentType.objects.get_for_model(type(self), for_concrete_model=False)
        under_way = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
        return bool(rows(_ANY_WORKFLOW, [kind.pk, str(self.pk), *under_way]))
