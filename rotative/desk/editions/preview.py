"""The letter before it goes out: for every choice of minutes, in every kind of mail program."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin

from rotative.core.errors import RotativeError
from rotative.desk.editions.composer import OneEditionView
from rotative.desk.editions.words import clock_face, in_minutes, too_heavy
from rotative.desk.views import DeskView
from rotative.editions.letter.for_selection import content_of
from rotative.editions.models import Edition
from rotative.mail.message.content import Content
from rotative.mail.sending.selection import Selection

MINUTES = (3, 5, 10)
CLIENTS = {
    "phone": gettext_lazy("Phone"),
    "desktop": gettext_lazy("Desktop"),
    "text": gettext_lazy("Plain text"),
}
GROUNDS = {"light": gettext_lazy("Light"), "dark": gettext_lazy("Dark")}
# The words that let a mail program choose between light and dark mode.
_EITHER = 'content="light dark"'


def letter_for(edition: Edition, minutes: int) -> Content:
    """Render the edition for a reader with so many minutes. Raises EmptyEdition, LetterTooHeavy."""
    return content_of(edition, Selection(minutes=minutes))


class PreviewView(OneEditionView):
    """The letter in a frame of the size it will have."""

    template_name = "desk/preview.html"
    tab = "desk_preview"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        minutes = int(asked.get("minutes", "")) if asked.get("minutes", "").isdecimal() else 0
        own = self.edition.budget_s // 60
        offered = sorted({*MINUTES, own})
        minutes = minutes if minutes in offered else own
        client = asked.get("client", "") if asked.get("client") in CLIENTS else "phone"
        ground = asked.get("ground", "") if asked.get("ground") in GROUNDS else "light"
        part = "text" if client == "text" else "html"
        address = reverse("desk_letter", args=[self.edition.pk, part])
        context: dict[str, Any] = super().get_context_data(
            **self._letter(minutes),
            minutes=minutes,
            minutes_offered=[(number, in_minutes(number)) for number in offered],
            client=client,
            clients=CLIENTS.items(),
            ground=ground,
            grounds=GROUNDS.items(),
            src=f"{address}?minutes={minutes}&ground={ground}",
            **kwargs,
        )
        return context

    def _letter(self, minutes: int) -> dict[str, Any]:
        """Describe the letter outside the frame: the line in the list of mails, the size, the real length."""
        try:
            letter = letter_for(self.edition, minutes)
        except RotativeError as error:
            return {"trouble": _(error.message) % error.fields}
        return {
            "letter": letter,
            "length": clock_face(letter.seconds),
            "cut": too_heavy(letter.shortened, letter.left_out)
            if letter.shortened or letter.left_out
            else "",
            "size_kb": -(-len(letter.html.encode()) // 1000),
        }


@method_decorator(xframe_options_sameorigin, name="dispatch")
class LetterView(DeskView):
    """The letter as a reader gets it, in HTML or in plain text."""

    model = Edition

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = get_object_or_404(Edition, pk=kwargs["pk"])
        wanted = request.GET.get("minutes", "")
        try:
            letter = letter_for(edition, int(wanted) if wanted.isdecimal() else edition.budget_s // 60)
        except RotativeError as error:
            # A draft without a story has no letter yet.
            return HttpResponse(_(error.message) % error.fields, content_type="text/plain; charset=utf-8")
        if kwargs["part"] == "text":
            return HttpResponse(letter.text, content_type="text/plain; charset=utf-8")
        response = HttpResponse(_on_ground(letter.html, request.GET.get("ground", "")))
        response["Content-Security-Policy"] = "sandbox; script-src 'none'"
        return response


def _on_ground(html: str, ground: str) -> str:
    """Set the letter to dark or light mode, whichever mode the user's own screen has."""
    return html.replace(_EITHER, f'content="{ground}"') if ground in GROUNDS else html
