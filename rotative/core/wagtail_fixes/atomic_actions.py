"""Atomic actions: each act of Wagtail on an article or a page is one transaction, from the desk, a workflow, a schedule or its API.

Wagtail writes the row, then sends the signal that marks pages stale, and several of its views do so outside any
transaction. A process that is killed in between would leave a page that is neither there nor gone.
"""

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction

ACTS = (PublishRevisionAction, PublishPageRevisionAction, UnpublishAction, UnpublishPageAction)


def make_whole() -> None:
    """Make the acts of Wagtail atomic. Call it once, when the models are loaded."""
    for act in ACTS:
        # One that has no `execute` of its own inherits what was made whole before it.
        if (execute := vars(act).get("execute")) is not None:
            setattr(act, "execute", transaction.atomic(execute))  # noqa: B010 mypy knows no assignment to a method
