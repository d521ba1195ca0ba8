"""What Wagtail does to an article or a page is done whole, by whichever road: the desk, a workflow, a schedule, its API.

Wagtail writes the row, then sends the signal from which stale rows follow, and several of its views do so outside any
transaction. Killed in between, a page would be neither there nor gone. So its acts themselves are made transactions.
"""

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction

ACTS = (PublishRevisionAction, PublishPageRevisionAction, UnpublishAction, UnpublishPageAction)


def make_whole() -> None:
    """Call it once, when the models are loaded."""
    for act in ACTS:
        # One that has no `execute` of its own inherits what was made whole before it.
        if (execute := vars(act).get("execute")) is not None:
            setattr(act, "execute", transaction.atomic(execute))  # noqa: B010 mypy knows no assignment to a method
