"""The subscribers one by one: those of a state and a language, newest first, or those whose address begins so."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from rotative.desk.editions.words import own_name
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView
from rotative.masthead import reads as masthead
from rotative.subscribers import reads
from rotative.subscribers.models import Subscriber

PER_PAGE = 50


class SubscriberListView(DeskView):
    """The search is a POST, so that neither an address bar nor a log has an address."""

    model = Subscriber
    to_act = "view"
    template_name = "desk/subscriber_list.html"
    page_title = _("List of subscribers")
    header_icon = "group"
    above = ((_("Subscribers"), reverse_lazy("desk_subscribers")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = masthead.languages()
        asked = self.request.GET
        state = asked.get("state", "") if asked.get("state") in Subscriber.State.values else "confirmed"
        language = asked.get("language", "") if asked.get("language") in languages else languages[0]
        rows = Subscriber.objects.filter(state=state, language=language).order_by("-pk")
        page = PatientPaginator(rows, PER_PAGE).get_page(asked.get("p"))
        context: dict[str, Any] = super().get_context_data(
            **{
                "states": _tabs(Subscriber.State.choices, "state", state, f"language={language}"),
                "languages": _tabs(
                    [(code, own_name(code)) for code in languages], "language", language, f"state={state}"
                ),
                "page": page,
                "page_range": page.paginator.get_elided_page_range(page.number),
                "people": list(page),
                "sought": None,
            }
            | kwargs
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find the subscribers whose address begins with `address`."""
        sought = request.POST.get("address", "").strip()[:254]
        people = reads.beginning_with(sought, limit=PER_PAGE) if sought else []
        return self.render_to_response(
            self.get_context_data(sought=sought, people=people, page=None, cut=len(people) == PER_PAGE)
        )


def _tabs(choices: Any, name: str, current: str, rest: str) -> list[dict[str, Any]]:
    return [
        {"url": f"?{name}={value}&{rest}", "label": label, "current": value == current}
        for value, label in choices
    ]
