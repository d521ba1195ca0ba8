"""The menu of a newsroom, in the order of a day's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from rotative.articles.models import Article
from rotative.comments.models import Comment
from rotative.dossiers.models import Dossier
from rotative.editions.models import Edition
from rotative.pages.models import FrontPage
from rotative.subjects.models import Subject
from rotative.subscribers.models import Subscriber

# Wagtail's entries that a newsroom does not need; the front pages replace the explorer.
HIDDEN = frozenset({"explorer", "snippets", "help"})
HIDDEN_REPORTS = frozenset({"locked-pages", "aging-pages", "page-types-usage"})
HIDDEN_SEARCHES = frozenset({"pages", "documents"})
HIDDEN_SETTINGS = frozenset({"sites", "locales", "masthead"})


class ModelItem(MenuItem):
    """An entry for users who have a right on the model."""

    def __init__(self, model: type[Model], label: Any, url: str, **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.model = model

    def is_shown(self, request: Any) -> bool:
        policy = policy_registry.get_by_type(self.model)
        allowed: bool = policy.user_has_any_permission(request.user, ["add", "change", "view"])
        return allowed


class MastheadItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        allowed: bool = request.user.has_perm("masthead.change_masthead")
        return allowed


class PressItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        allowed: bool = request.user.has_perm("articles.publish_article")
        return allowed


def _articles() -> MenuItem:
    url = reverse("wagtailsnippets_articles_article:list")
    return ModelItem(Article, _("Articles"), url, name="articles", icon_name="doc-full", order=100)


def _briefs() -> MenuItem:
    url = reverse("desk_briefs")
    return ModelItem(Article, _("Briefs"), url, name="briefs", icon_name="list-ul", order=110)


def _fronts() -> MenuItem:
    url = reverse("desk_fronts")
    return ModelItem(FrontPage, _("Front pages"), url, name="fronts", icon_name="desktop", order=120)


def _subjects() -> MenuItem:
    url = reverse("wagtailsnippets_subjects_subject:list")
    return ModelItem(Subject, _("Subjects"), url, name="subjects", icon_name="tag", order=130)


def _dossiers() -> MenuItem:
    url = reverse("wagtailsnippets_dossiers_dossier:list")
    return ModelItem(Dossier, _("Dossiers"), url, name="dossiers", icon_name="folder-open-inverse", order=140)


def _comments() -> MenuItem:
    url = reverse("desk_comments")
    return ModelItem(Comment, _("Comments"), url, name="comments", icon_name="comment", order=150)


def _editions() -> MenuItem:
    url = reverse("desk_editions")
    return ModelItem(Edition, _("Edition"), url, name="editions", icon_name="mail", order=160)


def _subscribers() -> MenuItem:
    url = reverse("desk_subscribers")
    return ModelItem(Subscriber, _("Subscribers"), url, name="subscribers", icon_name="group", order=400)


def _masthead() -> MenuItem:
    url = reverse("wagtailsettings:edit", args=["masthead", "masthead"])
    return MastheadItem(_("Masthead"), url, name="outlet", icon_name="home", order=410)


ITEMS: tuple[Callable[[], MenuItem], ...] = (
    _articles, _briefs, _fronts, _subjects, _dossiers, _comments, _editions, _subscribers, _masthead,
)  # fmt: skip


def press() -> MenuItem:
    """Make the entry of the report on pages that could not be printed."""
    return PressItem(_("Press"), reverse("desk_press"), name="press", icon_name="warning", order=100)


def redirects() -> MenuItem:
    """Make the entry of the old addresses that lead to pages."""
    return PressItem(
        _("Redirects"), reverse("desk_redirects"), name="redirects", icon_name="redirect", order=110
    )


def without(hidden: frozenset[str]) -> Callable[[Any, list[MenuItem]], None]:
    """Return a hook that removes these entries from a menu."""

    def construct(request: Any, items: list[MenuItem]) -> None:
        items[:] = [item for item in items if item.name not in hidden]
        for item in items:
            if item.name == "images":
                item.label = _("Pictures")

    return construct
