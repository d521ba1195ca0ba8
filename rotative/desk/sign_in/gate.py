"""The gate of the desk: a session opens it only after its second step, if it needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode

from rotative.staff import second_step

# What one needs before, and to leave. Everything else of the desk is closed.
_OPEN = frozenset(
    {
        "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
        "wagtailadmin_password_reset", "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    }
)  # fmt: skip
# Where a session goes that waits.
_PAGES = {second_step.VERIFY: "desk_second_step", second_step.SET_UP: "desk_second_step_account"}


class SecondStepGate:
    """Middleware; it comes after the one that knows the user."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Redirect a session that waits for its second step."""
        if not request.path.startswith(settings.SESSION_COOKIE_PATH) or not request.user.is_authenticated:
            return None
        if second_step.MARK not in request.session:
            request.session[second_step.MARK] = second_step.first_mark(request.user)
        page = _PAGES.get(request.session[second_step.MARK])
        name = request.resolver_match.view_name if request.resolver_match else ""
        if page is None or name in _OPEN or name == page:
            return None
        response = redirect(page)
        if request.method == "GET":
            response["Location"] += "?" + urlencode({"next": request.get_full_path()})
        return response
