"""The trust in the names of a subject, at its form: those that are weak, and new ones that are common in the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.panels import Panel

from rotative.core.requests import parse_id
from rotative.desk.forms.namesakes import common_names
from rotative.desk.rights.policies import subjects as policy
from rotative.subjects import name_trust
from rotative.subjects.models import NameTrust, Subject


@dataclass(frozen=True, kw_only=True)
class WeakName:
    """A weak name as the form shows it."""

    row: NameTrust
    # As the subject writes it.
    name: str


class WeakNamesPanel(Panel):
    """The names of a subject that were mostly refused; each has a button of a form outside this one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/subjects/weak_names_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self._weak)

        @property
        def _weak(self) -> list[WeakName]:
            if not hasattr(self, "_found"):
                self._found = _weak_names(self.instance)
            return self._found

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"weak": self._weak}


def _weak_names(subject: Subject) -> list[WeakName]:
    rows = list(NameTrust.objects.weak().filter(subject=subject).order_by("language", "name"))
    if not rows:
        return []
    written = name_trust.written_names(subject.pk)
    return [WeakName(row=row, name=written.get(row.name, row.name)) for row in rows]


class TrustAgainView(View):
    """The address that forgets what was decided about a name of a subject."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let the name that `name` says, by its primary key, be suggested as any other again."""
        subject = get_object_or_404(Subject, pk=pk)
        user: Any = request.user
        if not policy.user_has_permission_for_instance(user, "change", subject):
            raise PermissionDenied
        asked = parse_id(request.POST.get("name", "")) or 0
        row = NameTrust.objects.filter(subject=subject, pk=asked).first()
        if row is not None:
            name_trust.trust_again(row)
            name = name_trust.written_names(pk).get(row.name, row.name)
            messages.success(request, _("“%(name)s” is suggested again.") % {"name": name})
        return redirect("wagtailsnippets_subjects_subject:edit", pk)


def warn_of_common(request: HttpRequest, subject: Subject, new: Mapping[str, Sequence[str]]) -> None:
    """Tell the user which new names of a subject are in many articles that are not about it."""
    for warning in common_names(subject.pk, subject.kind, new):
        messages.warning(request, warning)
