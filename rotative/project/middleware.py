"""Makes the application's answers to readers as harmless as a baked page; the desk has rules of its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rotative.core import http_headers

_DESK = "/desk/"


def harmless(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every answer outside the desk the headers of a file of its type, unless it has its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not request.path.startswith(_DESK):
            for name, value in http_headers.security(response.get("Content-Type", "")):
                response.headers.setdefault(name, value)
        return response

    return middleware
