"""Pages that say one thing: answers to forms, 404, 410."""

from dataclasses import dataclass

from rotative.articles.cards import Link
from rotative.core.messages import Form
from rotative.layout.contexts.page import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class MessagePage(Page):
    """The answer to a form, or the question before one; not indexed."""

    template = "messages/message.html"
    heading: str
    # Plain paragraphs.
    paragraphs: tuple[str, ...] = ()
    # Sentences, drawn as an alert.
    errors: tuple[str, ...] = ()
    form: Form | None = None
    forms: tuple[Form, ...] = ()
    # Pages to go to next.
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NotFoundPage(Page):
    """404, with the search field and the sections; not indexed."""

    template = "messages/not_found.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class GonePage(Page):
    """410: the page was withdrawn; not indexed."""

    template = "messages/gone.html"
