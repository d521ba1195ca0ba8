"""The front pages and standing pages, one list for each language instead of a tree."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page

from rotative.core import addresses
from rotative.desk.views import DeskView
from rotative.masthead.reads import open_languages
from rotative.pages import actions
from rotative.pages.models import FrontPage, StandingPage
from rotative.pages.reads import path_of


class FrontsView(DeskView):
    model = FrontPage
    to_see = ("change", "publish", "add")
    to_act = "publish"
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

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move a standing page (`up` = its id) before the one above it."""
        wanted = request.POST.get("up", "")
        page = StandingPage.objects.filter(pk=wanted).first() if wanted.isdecimal() else None
        if page is None or not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        actions.move_up(page)
        return redirect("desk_fronts")


def after_publishing(request: HttpRequest, page: Page) -> HttpResponse:
    """Say that a page is published and show the front pages, not Wagtail's tree."""
    path = addresses.front(page.language) if isinstance(page, FrontPage) else path_of(page)
    messages.success(
        request,
        _("“%(title)s” is published.") % {"title": page.title},
        buttons=[messages.button(addresses.href(path), gettext("See on the site"), new_window=False)],
    )
    return redirect("desk_fronts")
