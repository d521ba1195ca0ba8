"""The front pages and standing pages, one list for each language instead of a tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from rotative.desk.views import DeskView
from rotative.masthead.reads import open_languages
from rotative.pages.models import FrontPage, StandingPage


class FrontsView(DeskView):
    model = FrontPage
    to_see = ("change", "publish", "add")
    template_name = "desk/fronts.html"
    page_title = _("Front pages")
    header_icon = "desktop"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fronts = (
            FrontPage.objects.filter(locale__language_code__in=open_languages())
            .select_related("locale")
            .annotate(slot_count=Count("slots"))
            .order_by("path")
        )
        standing = list(StandingPage.objects.order_by("path"))
        context: dict[str, Any] = super().get_context_data(
            fronts=[
                (front, [page for page in standing if page.path.startswith(front.path)]) for front in fronts
            ],
            **kwargs,
        )
        return context
