"""What waits to be printed, what could not be, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rotative.articles.models import Article
from rotative.bake import queue
from rotative.bake.models import StalePath
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView

PER_PAGE = 50


def failed() -> QuerySet[StalePath]:
    """The pages whose last attempt failed, the most tried first."""
    return StalePath.objects.exclude(error="").select_related("path").order_by("-attempts", "pk")


class PressView(DeskView):
    model = Article
    to_see = ("publish",)
    to_act = "publish"
    template_name = "desk/press.html"
    page_title = _("Press")
    header_icon = "warning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = PatientPaginator(failed(), PER_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            waiting=StalePath.objects.filter(error="").count(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try one page (`path`) again, or all that failed."""
        wanted = request.POST.get("path")
        rows = failed().filter(path__path=wanted) if wanted else failed()
        paths = list(rows.values_list("path__path", flat=True))
        if paths:
            queue.mark_paths(paths)
            text = ngettext("%(count)d page is tried again.", "%(count)d pages are tried again.", len(paths))
            messages.success(request, text % {"count": len(paths)})
        return redirect("desk_press")
