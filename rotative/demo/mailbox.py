"""The demo's mailbox: a mail catcher on loopback, and the page where what it caught can be read."""

import email
import time
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_safe

# A letter's own styles may apply, its scripts may not run, nothing is fetched from elsewhere.
_LETTER_POLICY = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'"
_SHOWN = 200


class Catcher:
    """Keeps every letter it is handed as a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self._number += 1
        name = f"{time.time_ns()}-{self._number}.eml"
        content = envelope.content or b""
        (self._folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return "250 Kept"


def catch(folder: Path, *, host: str, port: int) -> Controller:
    """Start a mail catcher; call `stop()` on it at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(Catcher(folder), hostname=host, port=port)
    controller.start()
    return controller


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
