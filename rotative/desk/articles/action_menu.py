"""The buttons below an article: "Publish" where the section allows it, "Withdraw" instead of "Unpublish"."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem

from rotative.articles.models import Article
from rotative.articles.permissions import policy


class PublishItem(PublishMenuItem):
    """The button for users who may publish in the article's section."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        return _may_publish(context)


class WithdrawItem(UnpublishMenuItem):
    label = _("Withdraw")

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and context["instance"].live and _may_publish(context)


def _may_publish(context: dict[str, Any]) -> bool:
    if context.get("locked_for_user"):
        return False
    user, article = context["request"].user, context.get("instance")
    if article is None:
        return policy.user_has_permission(user, "publish")
    return policy.user_has_permission_for_instance(user, "publish", article)


def construct(items: list[ActionMenuItem], request: Any, context: dict[str, Any]) -> None:
    """Replace Wagtail's buttons by these two."""
    if context["model"] is not Article:
        return
    items[:] = [item for item in items if not isinstance(item, PublishMenuItem | UnpublishMenuItem)]
    items += [item for item in (WithdrawItem(order=20), PublishItem(order=30)) if item.is_shown(context)]
    items.sort(key=lambda item: item.order)
