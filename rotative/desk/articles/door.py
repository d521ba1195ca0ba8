"""The door of the desk's views of one article: nobody passes whose sections do not include it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

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
            if article.trashed_at is not None and getattr(self, "view_name", "") != "delete":
                messages.warning(request, _("This article is in the trash. Restore it to work on it."))
                return redirect("desk_trash")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


def behind(view_class: type) -> type:
    """Return the view with the door before everything else it checks."""
    if issubclass(view_class, SectionDoor):
        return view_class
    return type(view_class.__name__, (SectionDoor, view_class), {"__module__": view_class.__module__})


def shared_title(article: Article) -> str:
    """Return a title for a page that users of several sections share.

    A draft of a section with a desk of its own has no name there: such a page does not know who reads it.
    """
    if article.live or not SectionDesk.objects.filter(section=article.section_id).exists():
        return article.headline
    return _("Unpublished article of “%(section)s”") % {"section": article.section}
