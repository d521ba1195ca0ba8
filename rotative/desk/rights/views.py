"""Lists and forms of what readers may see: no button and no form for those who may not change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Model, QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import DeleteView, EditView

from rotative.desk.rights.policies import PUBLISHES, PublishedPolicy


def refusal(instance: Any) -> str:
    """Return the sentence for who may not change what readers see."""
    return _("Readers see “%(name)s”: only those who may publish can change or delete it.") % {
        "name": instance
    }


class RefusedWhenPublished:
    """A view that changes or deletes one thing; refused in a sentence where readers see the thing."""

    request: Any
    object: Any
    permission_policy: PublishedPolicy

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed: str = self.permission_required  # type: ignore[attr-defined]
        policy = self.permission_policy
        if policy.user_has_permission(request.user, needed) and policy.keeps_from(request.user, self.object):
            if getattr(self, "expects_json_response", False):
                raise PermissionDenied
            messages.error(request, refusal(self.object))
            return redirect(self.index_url_name)  # type: ignore[attr-defined]
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class PublishedEditView(RefusedWhenPublished, EditView):
    pass


class PublishedDeleteView(RefusedWhenPublished, DeleteView):
    pass


class ButtonsOfRights:
    """A list whose lines have only the buttons that the user may press."""

    request: Any

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()  # type: ignore[misc]
        policy = self.permission_policy  # type: ignore[attr-defined]
        if not isinstance(policy, PublishedPolicy) or self.request.user.has_perm(PUBLISHES):
            return rows
        kept = ExpressionWrapper(policy.published(), output_field=BooleanField())
        marked: QuerySet[Any] = rows.annotate(kept=kept)
        return marked

    def get_edit_url(self, instance: Model) -> str | None:
        return None if getattr(instance, "kept", False) else super().get_edit_url(instance)  # type: ignore[misc]

    def get_delete_url(self, instance: Model) -> str | None:
        return None if getattr(instance, "kept", False) else super().get_delete_url(instance)  # type: ignore[misc]
