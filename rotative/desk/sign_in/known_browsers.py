"""Browsers that have signed in before. Guesses from elsewhere use up other limits, so nobody can lock their user out.

The scheme is OWASP's "device cookies": https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from rotative.staff.models import User

COOKIE = "desk_browser"
KEPT = timedelta(days=365)
_SALT = "desk.browser"


def known_as(request: HttpRequest, username: str) -> str:
    """Return the id of the browser if this account has signed in from it; otherwise ""."""
    try:
        account, browser = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    same = User.objects.filter(pk=account, username__iexact=username).exists()
    return str(browser) if same else ""


def remember(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Mark a browser in which somebody has just signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        account = getattr(request, "signed_in_account", None)
        if account is not None:
            response.set_cookie(
                COOKIE,
                signing.dumps([account, secrets.token_urlsafe(9)], salt=_SALT),
                max_age=KEPT,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
