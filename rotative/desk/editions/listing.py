"""The editions, newest first, the waiting ones, and the effect of each on the list of subscribers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.desk.editions import plots
from rotative.desk.editions.words import languages, own_name, today
from rotative.desk.outlet import outlet_clock
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView
from rotative.editions import actions, schedule
from rotative.editions.models import Edition, EditionPlan
from rotative.mail.sending import statistics

PER_PAGE = 30
# Editions in the chart.
CHARTED = 30
SERIES: Mapping[str, Any] = {
    "confirmed": gettext_lazy("confirmed"),
    "unsubscribed": gettext_lazy("unsubscribed"),
    "bounced": gettext_lazy("bounced"),
}


class EditionsView(DeskView):
    """The editions, and the button that composes one."""

    model = Edition
    template_name = "desk/editions.html"
    page_title = gettext_lazy("Editions")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        printed = Count("items", filter=Q(items__position__isnull=False))
        rows = Edition.objects.newest_first().select_related("mailing")
        page = PatientPaginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        # Counted for this page alone.
        page.object_list = page.object_list.annotate(printed=printed)
        offered = languages()
        context: dict[str, Any] = super().get_context_data(
            page=page,
            rows=[(edition, own_name(edition.language)) for edition in page],
            page_range=page.paginator.get_elided_page_range(page.number),
            languages=offered,
            today=today(offered[0][0]) if offered else localdate(),
            held=held(),
            plans=[(plan, own_name(plan.language)) for plan in EditionPlan.objects.filter(active=True)],
            may_plan=self.request.user.has_perm("editions.change_editionplan"),
            may_act=self.may_act(),
            **self._chart(offered),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compose the edition of a day and language."""
        try:
            on = date.fromisoformat(request.POST.get("on", ""))
        except ValueError:
            return redirect("desk_editions")
        try:
            edition = actions.compose_edition(on, request.POST.get("language", ""))
        except RotativeError as error:
            self.tell(error)
            return redirect("desk_editions")
        return redirect("desk_edition", edition.pk)

    def _chart(self, offered: list[tuple[str, str]]) -> dict[str, Any]:
        """Build the chart of confirmed, unsubscribed and bounced readers by edition, in one language at a time."""
        codes = [code for code, _name in offered]
        asked = self.request.GET.get("language", "")
        language = asked if asked in codes else next(iter(codes), "")
        sent = Edition.objects.filter(language=language, mailing__isnull=False).newest_first()
        editions = list(sent.select_related("mailing")[:CHARTED])
        balances = statistics.balances([edition.mailing for edition in editions if edition.mailing])
        groups = [
            (outlet_clock.short_day(one.on), {name: getattr(one, name) for name in SERIES})
            for one in balances
        ]
        return {
            "chart": plots.grouped(groups, series=list(SERIES), name=lambda series: str(SERIES[series])),
            "chart_language": language,
            "balances": list(zip(editions, balances[::-1], strict=True)),
            "series": [(name, label) for name, label in SERIES.items()],
        }


def held() -> list[tuple[Edition, str]]:
    """Return the drafts of today that nobody approved in time, each with the name of its language."""
    now = clock.now()
    drafts = Edition.objects.draft().newest_first()[:20]
    return [(edition, own_name(edition.language)) for edition in drafts if schedule.is_held(edition, now)]
