"""The page where a user sees the browsers that are signed in to their account, and ends sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rotative.core import clock
from rotative.desk.sign_in.account_page import AccountPage
from rotative.staff.models import DeskSession

# Signs of browsers and systems in what a browser says of itself; the first that occurs is right.
_BROWSERS = (
    ("Firefox", "Firefox"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


class SessionsView(AccountPage):
    template_name = "desk/sign_in/sessions.html"
    page_title = gettext_lazy("Signed-in browsers")
    header_icon = "user"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            sessions=[self._shown(row) for row in self._rows()], **kwargs
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one session (`end` = its mark) or all others (`end` = "others")."""
        wanted = request.POST.get("end", "")
        others = [row for row in self._rows() if not self._is_this(row)]
        ended = [
            row
            for row in others
            if wanted == "others" or constant_time_compare(_mark(row.session_key), wanted)
        ]
        DeskSession.objects.filter(pk__in=[row.pk for row in ended]).delete()
        if ended:
            text = ngettext("%(count)d session ended.", "%(count)d sessions ended.", len(ended))
            messages.success(request, text % {"count": len(ended)})
        return redirect("desk_sessions")

    def _rows(self) -> list[DeskSession]:
        rows = DeskSession.objects.filter(account=self.request.user.pk, expire_date__gt=clock.now())
        return list(rows.order_by("-expire_date"))

    def _is_this(self, row: DeskSession) -> bool:
        return bool(row.session_key == self.request.session.session_key)

    def _shown(self, row: DeskSession) -> dict[str, Any]:
        noted = row.get_decoded()
        began = noted.get("began_at", "")
        return {
            # The key itself would be as good as the password.
            "mark": _mark(row.session_key),
            "browser": _named(noted.get("browser", "")) or _("unknown browser"),
            "network": noted.get("network", ""),
            "began_at": datetime.fromisoformat(began) if began else None,
            "is_this": self._is_this(row),
        }


def _named(said: str) -> str:
    """Return the browser and its system in words, or what the browser says of itself if neither is known."""
    found = [next((name for sign, name in table if sign in said), "") for table in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found)) or said


def _mark(session_key: str) -> str:
    return salted_hmac("desk.session", session_key).hexdigest()[:20]


def account_item(request: HttpRequest) -> dict[str, Any]:
    """Return the entry in the menu of the account."""
    return {
        "url": reverse("desk_sessions"),
        "label": _("Signed-in browsers"),
        "help_text": _("See where you are signed in, and end sessions."),
    }
