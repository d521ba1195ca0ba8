"""The buttons below an article: the act that the colleague has come for is first and large, "Save draft" comes after it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    PublishMenuItem,
    SaveMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
    WorkflowMenuItem,
)

from rotative.articles.models import Article
from rotative.articles.permissions import policy

# The value of the button that publishes without asking: the article is public already, or a brief.
AT_ONCE = "now"
# The value of the button that leads to the page which asks "now, or at an hour?".
ASK = "ask"


class PublishItem(PublishMenuItem):
    """The button for users who may publish in the article's section."""

    template_name = "desk/articles/publish_button.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return _may_publish(context)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        article = parent_context.get("instance")
        live = article is not None and article.live
        brief = _is_brief(parent_context)
        return context | {"live": live, "value": AT_ONCE if live or brief else ASK}


class HandInItem(SubmitForModerationMenuItem):
    """The button that hands an article in to those who may publish it."""

    label = _("Hand in")
    icon_name = "resubmit"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"label": self.label}


class WithdrawItem(UnpublishMenuItem):
    label = _("Withdraw")

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and context["instance"].live and _may_publish(context)


def _is_brief(context: dict[str, Any]) -> bool:
    article = context.get("instance")
    if article is None:
        return bool(context["request"].GET.get("form") == Article.Form.BRIEF)
    return bool(article.form == Article.Form.BRIEF)


def _may_publish(context: dict[str, Any]) -> bool:
    if context.get("locked_for_user"):
        return False
    user, article = context["request"].user, context.get("instance")
    if article is None:
        return policy.user_has_permission(user, "publish")
    return policy.user_has_permission_for_instance(user, "publish", article)


def construct(items: list[ActionMenuItem], request: Any, context: dict[str, Any]) -> None:
    """Replace some of Wagtail's buttons, and sort them: a decision that waits, publishing, handing in, saving."""
    if context["model"] is not Article:
        return
    handed_in = any(isinstance(item, SubmitForModerationMenuItem) for item in items)
    replaced = PublishMenuItem | UnpublishMenuItem | SubmitForModerationMenuItem
    items[:] = [item for item in items if not isinstance(item, replaced)]
    items += [item for item in (WithdrawItem(order=90), PublishItem(order=30)) if item.is_shown(context)]
    items += [HandInItem(order=40)] if handed_in else []
    for item in items:
        if isinstance(item, SaveMenuItem):
            item.order = 50
        elif isinstance(item, WorkflowMenuItem):
            item.order = 10 if item.name == "approve" and not item.launch_modal else 60
    items.sort(key=lambda item: item.order)
