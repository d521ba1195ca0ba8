"""One person: what is kept under an address, and the button that erases all of it, after a question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rotative.comments import reads as comments
from rotative.comments.models import Comment
from rotative.core import addresses, personal_data
from rotative.core.errors import RotativeError
from rotative.desk.views import DeskView
from rotative.subscribers import actions

# Comments shown, the newest first.
MOST_COMMENTS = 50
# The right to erase everything besides that to decide on comments.
_ALSO_NEEDED = "subscribers.change_subscriber"


class PersonView(DeskView):
    """The page of one person. Forms use POST, so that neither an address bar nor a log has the address."""

    model = Comment
    to_see = ("change",)
    template_name = "desk/person.html"
    page_title = _("One person")
    header_icon = "user"
    above = ((_("Comments"), reverse_lazy("desk_comments")),)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look a person up (`step` = "find"), ask whether to erase everything ("ask"), or erase it ("erase")."""
        address = request.POST.get("address", "").strip()[:254]
        step = request.POST.get("step", "find")
        if step == "erase":
            return self._erase(address)
        return self.render_to_response(self._about(address, asking=step == "ask" and self._may_erase()))

    def _about(self, address: str, *, asking: bool) -> dict[str, Any]:
        sent = comments.from_address(address).select_related("article").order_by("-written_at")
        kept = personal_data.export(address) if address else {}
        context: dict[str, Any] = self.get_context_data(
            wanted=address,
            rows=[(comment, addresses.href(comment.article.path or "")) for comment in sent[:MOST_COMMENTS]],
            count=sum(map(len, kept.values())),
            kept=[(_KEEPERS.get(name, name), len(records)) for name, records in kept.items()],
            asking=asking,
            may_erase=self._may_erase(),
        )
        return context

    def _may_erase(self) -> bool:
        return bool(self.request.user.has_perm(_ALSO_NEEDED)) and self.may_act()

    def _erase(self, address: str) -> HttpResponse:
        if not self._may_erase():
            raise PermissionDenied
        try:
            erased = sum(actions.forget(address).values())
        except RotativeError as error:
            self.tell(error)
        else:
            text = ngettext("%(count)d entry was erased.", "%(count)d entries were erased.", erased)
            messages.success(self.request, text % {"count": erased})
        return redirect("desk_person")


# What apps that keep personal data call it.
_KEEPERS = {
    "comments": _("Comments"),
    "subscribers": _("Subscription"),
    "mail": _("Letters and what came back"),
    "demo": _("Letters caught by the demo"),
}
