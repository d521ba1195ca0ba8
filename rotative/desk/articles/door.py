"""The door of the desk's views of one article: nobody passes whose sections do not include it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.snippets.bulk_actions import DeleteBulkAction

from rotative.articles.models import Article, SectionDesk
from rotative.articles.permissions import policy


class SectionDoor:
    """A view of one article, which only those open who may read its drafts."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            article = getattr(self, "object", None) or get_object_or_404(
                Article, pk=unquote(str(kwargs["pk"]))
            )
            if not policy.user_may_read(request.user, article):
                raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


def behind(view_class: type) -> type:
    """Return the view with the door before everything else it checks."""
    if issubclass(view_class, SectionDoor):
        return view_class
    return type(view_class.__name__, (SectionDoor, view_class), {"__module__": view_class.__module__})


class ArticleDeleteBulkAction(DeleteBulkAction):
    """Deletes several articles; those of closed sections are not even named."""

    models = (Article,)

    def get_actionable_objects(self) -> tuple[list[Article], dict[str, list[Article]]]:
        objects, refused = super().get_actionable_objects()
        seen = [
            one for one in refused["items_with_no_access"] if policy.user_may_read(self.request.user, one)
        ]
        return objects, {"items_with_no_access": seen}


def shared_title(article: Article) -> str:
    """Return a title for a page that users of several sections share.

    A draft of a section with a desk of its own has no name there: such a page does not know who reads it.
    """
    if article.live or not SectionDesk.objects.filter(section=article.section_id).exists():
        return article.headline
    return _("Unpublished article of “%(section)s”") % {"section": article.section}
