"""A reader with a mailbox, and a browser without scripts and cookies."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import gettext, override
from lxml import html

from rotative.core.text import typeset

# Runs the callbacks that wait for the commit.
Committing = Callable[..., AbstractContextManager[Any]]

SITE = "https://estuaire.example"
_LINK = re.compile(rf"{re.escape(SITE)}(/_/[a-z]+/\S+)")


@dataclass(frozen=True)
class Page:
    """A response, as a reader sees it."""

    answer: HttpResponse

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def document(self) -> html.HtmlElement:
        return html.fromstring(self.answer.content.decode())

    @property
    def language(self) -> tuple[str, str]:
        """The language and the direction of writing."""
        return self.document.get("lang"), self.document.get("dir")

    @property
    def heading(self) -> str:
        (found,) = self.document.xpath("//h1")
        return str(found.text_content())

    @property
    def paragraphs(self) -> list[str]:
        return [found.text_content() for found in self.document.xpath("//div[@class='message']/p")]

    @property
    def errors(self) -> list[str]:
        return [found.text_content() for found in self.document.xpath("//*[@role='alert']//li")]

    def form(self, *, act: str = "", action: str = "") -> html.FormElement:
        """Return the only form that posts this act, or posts to this path."""
        (found,) = (
            form
            for form in self.document.forms
            if form.method == "POST" and form.fields.get("act", "") == act and action in form.action
        )
        return found

    def chosen(self, name: str) -> list[str]:
        """Return the values ticked under a name, in the forms that post."""
        return [
            value
            for form in self.document.forms
            if form.method == "POST"
            for given, value in form.form_values()
            if given == name
        ]

    def offered(self, name: str) -> dict[str, str]:
        """Return the value and the label of everything that can be ticked under a name."""
        boxes = self.document.xpath("//label/input[@name=$name]", name=name)
        return {box.get("value"): box.getparent().text_content().strip() for box in boxes}


class Reader:
    """A reader who opens pages and sends their forms."""

    def __init__(self, committing: Committing, *, network: str = "203.0.113.7") -> None:
        self._committing = committing
        self._client = Client(enforce_csrf_checks=True, REMOTE_ADDR=network)

    def open(self, path: str) -> Page:
        return self._answered(self._client.get(path))

    def post(self, path: str, fields: Any = None, **headers: str) -> Page:
        """Post any fields to any path."""
        with self._committing(execute=True):
            answer = self._client.post(path, fields or {}, headers=headers)
        return self._answered(answer)

    def send(self, form: html.FormElement, **given: Any) -> Page:
        """Send a form as a browser without scripts does.

        given: fields that the reader fills in otherwise, [] for nothing.
        """
        fields: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        fields |= {name: value if isinstance(value, list) else [value] for name, value in given.items()}
        return self.post(form.action, fields, origin=SITE, **{"sec-fetch-site": "same-origin"})

    def ask(self, address: str, *, page: str = "/_/subscribe/", **given: Any) -> Page:
        """Ask for the letter with the form of a page."""
        return self.send(self.open(page).form(action="/_/subscribe/"), email=address, **given)

    def _answered(self, answer: HttpResponse) -> Page:
        assert not answer.cookies
        return Page(answer)


def letters(address: str) -> list[EmailMessage]:
    """Return the letters to a mailbox, oldest first."""
    return [letter for letter in mail.outbox if letter.to == [address]]


def link(letter: EmailMessage) -> str:
    """Return the path of the only link in a confirmation mail."""
    (found,) = _LINK.findall(str(letter.body))
    return str(found)


def said(message: str, language: str = "fr", **fields: Any) -> str:
    """Return a message as a page shows it, in a language."""
    with override(language):
        words = gettext(message) % fields if fields else gettext(message)
    return typeset(words, language)
