"""What the application answers to readers is as harmless as a baked page; the desk has rules of its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rotative.core import http_headers

_DESK = "/desk/"


def harmless(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every answer outside the desk gets the headers the front gives to a file of its type, unless it has its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not request.path.startswith(_DESK):
            for name, value in http_headers.security(response.get("Content-Type", "")):
                response.headers.setdefault(name, value)
        return response

    return middleware
