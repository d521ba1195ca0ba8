"""The page of subscribers: counts by state, requests that the desk decides on, and a search by full address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rotative.core.errors import RotativeError
from rotative.desk.audience.growth import growth
from rotative.desk.editions import plots
from rotative.desk.editions.words import own_name, today, zone
from rotative.desk.outlet import outlet_clock
from rotative.desk.views import DeskView
from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber

# The decisions on the requests of a held domain.
DECISIONS: dict[str, Callable[[str], int]] = {"let_in": actions.let_in, "turn_away": actions.turn_away}
LABELS = {"let_in": _("Let in"), "turn_away": _("Turn away")}
# The names of the bars in the chart, and their colours.
SERIES: Mapping[str, Any] = {"confirmed": _("have confirmed"), "unsubscribed": _("have left")}
# Domains shown, those with most requests first.
MOST_DOMAINS = 50


def _done(decision: str, count: int) -> str:
    """Return the sentence that says what was done with so many requests."""
    sentences = {
        "let_in": ngettext("%(count)d request is let in.", "%(count)d requests are let in.", count),
        "turn_away": ngettext(
            "%(count)d request is turned away.", "%(count)d requests are turned away.", count
        ),
    }
    return sentences[decision] % {"count": count}


class SubscribersView(DeskView):
    model = Subscriber
    to_act = "view"
    template_name = "desk/subscribers.html"
    page_title = _("Subscribers")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Subscriber.objects.order_by().values_list("language", "state").annotate(Count("pk"))
        counts = {(language, state): count for language, state, count in rows}
        languages = sorted({language for language, _state in counts})
        context: dict[str, Any] = super().get_context_data(
            states=Subscriber.State.labels,
            **self._growth(languages),
            table=[
                (own_name(language), [counts.get((language, state), 0) for state in Subscriber.State.values])
                for language in languages
            ],
            held=self._held(),
            decisions=LABELS.items(),
            may_decide=self._may_decide(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide (`decision` = "let_in:DOMAIN", "turn_away:DOMAIN" or "lift:ID"), or look up one person.

        What is decided on a domain is done with `sure` alone; without it the page asks.

        The form uses POST, so that no log holds the address.
        """
        name, _colon, about = request.POST.get("decision", "").partition(":")
        if name:
            return self._decide(name, about)
        wanted = request.POST.get("address", "").strip()
        found = Subscriber.objects.filter(email_normalised=wanted.lower()).first()
        return self.render_to_response(self.get_context_data(wanted=wanted, found=found))

    def _growth(self, languages: Sequence[str]) -> dict[str, Any]:
        """Build the chart of the last months, and the same as a table."""
        months = growth(languages, today=today(languages[0]), zone=zone(languages[0])) if languages else []
        groups = [
            (outlet_clock.month(one.on), {"confirmed": one.confirmed, "unsubscribed": one.left})
            for one in months
        ]
        return {
            "chart": plots.grouped(groups, series=list(SERIES), name=lambda name: str(SERIES[name])),
            "months": [(label, [row[name] for name in SERIES]) for label, row in reversed(groups)],
            "series": list(SERIES.items()),
        }

    def _held(self) -> list[Mapping[str, object]]:
        """Return the domains whose requests wait for the desk, with their number and the oldest date."""
        rows = Subscriber.objects.held().order_by().values("domain")
        return list(
            rows.annotate(count=Count("pk"), since=Min("created_at")).order_by("-count")[:MOST_DOMAINS]
        )

    def _may_decide(self) -> bool:
        return bool(self.request.user.has_perm("subscribers.change_subscriber"))

    def _decide(self, name: str, about: str) -> HttpResponse:
        if not self._may_decide():
            raise PermissionDenied
        if name in DECISIONS:
            if self.request.POST.get("sure") != "1":
                return self._ask(name, about)
            count = DECISIONS[name](about)
            messages.success(self.request, _done(name, count))
        elif name == "lift" and about.isdecimal():
            self._lift(get_object_or_404(Subscriber, pk=int(about)))
        return redirect("desk_subscribers")

    def _ask(self, name: str, domain: str) -> HttpResponse:
        """Ask before letters leave or requests are deleted, with their number."""
        count = Subscriber.objects.held().filter(domain=domain).count()
        if not count:
            return redirect("desk_subscribers")
        context = super().get_context_data(
            decision=name, label=LABELS[name], domain=domain, count=count, back=reverse("desk_subscribers")
        )
        return TemplateResponse(self.request, "desk/subscribers_ask.html", context)

    def _lift(self, subscriber: Subscriber) -> None:
        try:
            actions.lift(subscriber)
        except RotativeError as error:
            self.tell(error)
        else:
            messages.success(self.request, gettext("This address may subscribe again."))
