"""Refuses large bodies unread, and makes answers to readers as harmless as a baked page; the desk has rules of its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rotative.core import conf, http_headers
from rotative.server.body_limits import DESK, body_max_bytes

_TOO_LARGE = "The request is too large. Go back and shorten what you wrote: it is still in the form.\n"


def small_bodies(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body that is too large before anything reads it, also where another server than ours is in front."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = body_max_bytes(
            request.path, request.META.get("HTTP_COOKIE", ""), upload_max_bytes=conf.get("upload_max_bytes")
        )
        if length.isdecimal() and int(length) > most:
            return HttpResponse(_TOO_LARGE, status=413, content_type="text/plain; charset=utf-8")
        return answer(request)

    return middleware


def harmless(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every answer the headers of a file of its type, and the desk a policy of its own, unless it has one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(DESK):
            response.headers.setdefault("Content-Security-Policy", http_headers.DESK_SECURITY_POLICY)
        else:
            for name, value in http_headers.security(response.get("Content-Type", "")):
                response.headers.setdefault(name, value)
        return response

    return middleware
