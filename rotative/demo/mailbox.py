"""The page where what the demo's mail catcher kept can be read."""

import email
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_safe

# A letter's own styles may apply, its scripts may not run, nothing is fetched from elsewhere.
_LETTER_POLICY = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'"
_SHOWN = 200


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the letters caught, newest first."""
    names = [file.name for file in caught()]
    letters = [{"name": name, **_headers(_letter(name))} for name in names[:_SHOWN]]
    return _page("demo/mailbox.html", {"letters": letters, "count": len(names)})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one letter with its headers and its text, the HTML in a frame."""
    found = _letter(name)
    text = found.get_body(("plain",))
    context = {
        "name": name,
        **_headers(found),
        "headers": list(found.items()),
        "text": text.get_content() if text else "",
        "has_html": found.get_body(("html",)) is not None,
    }
    return _page("demo/letter.html", context)


@require_safe
def html(request: HttpRequest, name: str) -> HttpResponse:
    """Show the HTML of one letter, alone."""
    body = _letter(name).get_body(("html",))
    if body is None:
        raise Http404
    response = HttpResponse(body.get_content())
    response["Content-Security-Policy"] = _LETTER_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _page(template: str, context: dict[str, object]) -> HttpResponse:
    response = HttpResponse(render_to_string(template, context))
    response["Content-Security-Policy"] = _PAGE_POLICY
    return response


def caught() -> list[Path]:
    """Return the letters caught, newest first."""
    return sorted(_folder().glob("*.eml"), reverse=True)


def _folder() -> Path:
    return Path(settings.HOME) / "mail"


def _letter(name: str) -> EmailMessage:
    file = _folder() / name
    if not file.is_file() or file.parent != _folder():
        raise Http404
    message = email.message_from_bytes(file.read_bytes(), policy=policy)
    assert isinstance(message, EmailMessage)  # noqa: S101 the policy makes it so
    return message


def _headers(found: EmailMessage) -> dict[str, str]:
    return {
        "subject": found["Subject"] or "",
        "sender": found["From"] or "",
        "recipient": found["To"] or "",
        "date": found["Date"] or "",
    }


urlpatterns = [
    path("", listing),
    path("<str:name>/", letter, name="mailbox-letter"),
    path("<str:name>/html/", html, name="mailbox-html"),
]
