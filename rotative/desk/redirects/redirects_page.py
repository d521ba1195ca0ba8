"""The page of redirects: a form, the addresses that readers asked for in vain, the list, and all of it as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rotative.articles.models import Article
from rotative.bake import recipes
from rotative.bake.models import PublicPath
from rotative.core.errors import RotativeError
from rotative.core.old_addresses import missed
from rotative.desk.paginator import PatientPaginator
from rotative.desk.redirects import redirects_csv
from rotative.desk.views import DeskView
from rotative.pages import desk_redirects as redirects

PER_PAGE = 50
# Addresses asked for in vain that are shown.
MISSED_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A redirect as the list shows it."""

    path: str
    target: str
    why: str
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """An address asked for in vain, and the page that it may have meant; "" for none."""

    path: str
    count: int
    suggested: str


class RedirectsView(DeskView):
    model = Article
    to_see = ("publish",)
    to_act = "publish"
    template_name = "desk/redirects.html"
    page_title = _("Redirects")
    header_icon = "redirect"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()[: redirects.MOST_LETTERS]
        page = PatientPaginator(_found(asked), PER_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(
            **{
                "page": page,
                "page_range": page.paginator.get_elided_page_range(page.number),
                "rows": [_shown(row) for row in page],
                "count": page.paginator.count,
                "asked": asked,
                "lacking": _lacking(),
                "written": {"from": self.request.GET.get("from", "")},
                "report": None,
            }
            | kwargs
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Do one act: `act` = "lead", "remove", "forget", "look", "import" or "export". "look" changes nothing."""
        act = request.POST.get("act", "")
        if act == "export":
            return redirects_csv.exported()
        try:
            if act == "lead":
                return self._lead(request)
            if act == "remove":
                return self._remove(request)
            if act == "forget":
                missed.forget(_missed_file(), request.POST.get("from", ""))
                return redirect("desk_redirects")
            if act in ("look", "import"):
                return self._import(request, dry_run=act == "look")
        except RotativeError as error:
            self.tell(error)
        return self.render_to_response(self.get_context_data(written=request.POST))

    def _lead(self, request: HttpRequest) -> HttpResponse:
        row = redirects.lead(
            request.POST.get("from", ""), request.POST.get("to", ""), why=request.POST.get("why", "").strip()
        )
        missed.forget(_missed_file(), row.path)
        text = gettext("%(path)s leads to %(target)s.") % {"path": row.path, "target": row.target}
        messages.success(request, text)
        return redirect("desk_redirects")

    def _remove(self, request: HttpRequest) -> HttpResponse:
        if redirects.remove(request.POST.get("from", "")):
            messages.success(
                request, gettext("The redirect is taken back. Its address says that its page was withdrawn.")
            )
        return redirect("desk_redirects")

    def _import(self, request: HttpRequest, *, dry_run: bool) -> HttpResponse:
        file = request.FILES.get("file")
        report = redirects_csv.read(file.read(redirects_csv.MOST_BYTES + 1) if file else b"", dry_run=dry_run)
        return self.render_to_response(self.get_context_data(report=report, dry_run=dry_run))


def _found(asked: str) -> QuerySet[PublicPath]:
    rows = redirects.moved()
    return rows.filter(path__contains=redirects.own_path(asked) or asked) if asked else rows


def _shown(row: PublicPath) -> Shown:
    target = recipes.target(row.recipe, row.arg, row.target)
    return Shown(path=row.path, target=target, why=row.why, is_ours=row.arg == redirects.DESK)


def _missed_file() -> Path:
    return Path(settings.HOME) / missed.FILE


def _lacking() -> list[Lacking]:
    """Return the addresses asked for most in vain that still lead nowhere, each with an article of the same name."""
    found = missed.most_missed(_missed_file(), 2 * MISSED_SHOWN)
    known = set(
        PublicPath.objects.filter(path__in=[one.path for one in found]).values_list("path", flat=True)
    )
    rest = [one for one in found if one.path not in known and f"{one.path}/" not in known][:MISSED_SHOWN]
    slugs = {one.path: one.path.rstrip("/").rpartition("/")[2] for one in rest}
    articles = Article.objects.filter(live=True, slug__in=[slug for slug in slugs.values() if slug])
    paths = dict(articles.order_by("pk").values_list("slug", "path"))
    return [Lacking(path=one.path, count=one.count, suggested=paths.get(slugs[one.path], "")) for one in rest]
