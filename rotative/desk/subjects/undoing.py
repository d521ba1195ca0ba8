"""The list of the mergers that can still be undone, and the question before one is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.core.requests import parse_id
from rotative.desk.rights.policies import subjects as policy
from rotative.desk.views import DeskView
from rotative.subjects import actions
from rotative.subjects.models import UNDO_DAYS, Subject, SubjectMerger

LIST = reverse_lazy("wagtailsnippets_subjects_subject:list")


class MergersView(DeskView):
    """The mergers of the last days, the newest first. `asked` in the address: the one about which to ask."""

    model = Subject
    to_see = ("delete",)
    to_act = "delete"
    template_name = "desk/mergers.html"
    header_icon = "link"
    above = ((gettext_lazy("Subjects"), LIST),)

    def get_page_title(self) -> str:
        return _("Merged subjects")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        since = clock.now() - timedelta(days=UNDO_DAYS)
        rows = SubjectMerger.objects.filter(merged_at__gte=since).select_related("kept")
        asked = parse_id(self.request.GET.get("asked", "")) or 0
        context: dict[str, Any] = super().get_context_data(
            rows=[(row, row.merged_at + timedelta(days=UNDO_DAYS)) for row in rows[:200]],
            asked=rows.filter(pk=asked).first(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Undo the merger that `merger` names."""
        merger = get_object_or_404(SubjectMerger, pk=parse_id(request.POST.get("merger", "")) or 0)
        if policy.keeps_from(request.user, merger.kept):
            raise PermissionDenied
        told = {"kept": str(merger.kept)}
        try:
            gone = actions.undo_merger(merger)
        except RotativeError as error:
            self.tell(error)
        else:
            text = _("“%(gone)s” is a subject of its own again, apart from “%(kept)s”.")
            messages.success(request, text % {**told, "gone": str(Subject.objects.get(pk=gone.pk))})
        return redirect("desk_mergers")
