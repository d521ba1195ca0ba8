"""Pages that say one thing to a reader: the answer to a form, or the question before one.

The app that draws pages registers a renderer (`register`); the apps that answer a reader call `render`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.core.errors import RotativeError, gettext_noop


@dataclass(frozen=True, kw_only=True)
class Input:
    """A field to fill in, with what the reader wrote before, so that nothing is lost."""

    name: str
    label: str
    kind: Literal["text", "email", "date", "search", "long", "tick"] = "text"
    # The text in it; for a tick, the value that it posts.
    value: str = ""
    # Characters; 0 for no limit.
    max_length: int = 0
    # "name", "email", "off"
    autocomplete: str = "off"
    # One of the errors is about it.
    invalid: bool = False


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of a group."""

    # What it posts.
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Options to choose from, under one name."""

    name: str
    legend: str
    options: tuple[Option, ...]
    # Any number of them; else exactly one.
    many: bool = True


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form with one button."""

    # Where it goes.
    action: str
    button: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    # Hidden fields: name and value.
    fields: tuple[tuple[str, str], ...] = ()
    # To fill in, all required.
    inputs: tuple[Input, ...] = ()
    groups: tuple[Group, ...] = ()
    # Only looks something up: GET instead of POST.
    looks_up: bool = False
    # A proof of work as JSON: the browser solves it, then posts the form by itself; without scripts it is not shown.
    challenge: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    """The texts of such a page, already in the reader's language."""

    # "fr"
    language: str
    heading: str
    # Plain paragraphs.
    paragraphs: tuple[str, ...] = ()
    # Sentences drawn as an alert.
    errors: tuple[str, ...] = ()
    # Where its one button posts to; "" means no button.
    action: str = ""
    button: str = ""
    # Hidden fields posted with it: name and value.
    fields: tuple[tuple[str, str], ...] = ()
    # Fields to fill in before the button; every one is required.
    inputs: tuple[Input, ...] = ()
    # More forms, each with a button of its own.
    forms: tuple[Form, ...] = ()
    # Where to go next: name and percent-encoded path.
    links: tuple[tuple[str, str], ...] = ()
    # HTTP status of the page.
    status: int = 200


Renderer = Callable[[HttpRequest, Message], str]


class TwoRenderers(RotativeError):
    code = "messages.two_renderers"
    message = gettext_noop("The message page is already rendered by %(present)s. Register one renderer only.")


class NoRenderer(RotativeError):
    code = "messages.no_renderer"
    message = gettext_noop("No app renders the message page. Install one that registers a renderer.")


_renderers: list[Renderer] = []


def register(renderer: Renderer) -> Renderer:
    """Register the function that draws every message page. Raises TwoRenderers."""
    if _renderers:
        raise TwoRenderers(present=_renderers[0].__qualname__)
    _renderers.append(renderer)
    return renderer


def registered() -> bool:
    """Return whether a renderer is registered."""
    return bool(_renderers)


def render(request: HttpRequest, message: Message) -> HttpResponse:
    """Render the message as a page that is neither kept nor indexed. Raises NoRenderer."""
    if not _renderers:
        raise NoRenderer()
    response = HttpResponse(_renderers[0](request, message), status=message.status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def render_form(request: HttpRequest, message: Message) -> HttpResponse:
    """Render a message with a form that is accepted only from our own pages. Raises NoRenderer."""
    response = render(request, message)
    # Otherwise the browser would not say which page has the form: see `requests.same_site`.
    response["Referrer-Policy"] = "same-origin"
    return response


def render_refusal(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """Render one sentence that says what went wrong, in the language in force. Raises NoRenderer."""
    heading = _("That did not work")
    message = Message(language=language_in_force(), heading=heading, errors=(sentence,), status=status)
    return render(request, message)


def language_in_force() -> str:
    """Return the language that texts are translated into at this moment, "fr"."""
    return (translation.get_language() or conf.get("language")).split("-")[0]
