"""Who gets the edition: how many in which state, and one person found by his whole address."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from rotative.desk.views import DeskView
from rotative.subscribers.models import Subscriber


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
            table=[
                (language, [counts.get((language, state), 0) for state in Subscriber.State.values])
                for language in languages
            ],
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look one person up. By POST, so that the address stays out of every log."""
        wanted = request.POST.get("address", "").strip()
        found = Subscriber.objects.filter(email_normalised=wanted.lower()).first()
        return self.render_to_response(self.get_context_data(wanted=wanted, found=found))
