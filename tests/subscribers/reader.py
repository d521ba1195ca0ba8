"""Somebody who reads the paper in a browser without scripts and cookies, and has a mailbox."""

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

from rotative.core.text.french import french

# Runs what waits for the commit.
Committing = Callable[..., AbstractContextManager[Any]]

SITE = "https://estuaire.example"
_LINK = re.compile(rf"{re.escape(SITE)}(/_/[a-z]+/\S+)")


@dataclass(frozen=True)
class Page:
    """An answer as it is read."""

    answer: HttpResponse

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def document(self) -> html.HtmlElement:
        return html.fromstring(self.answer.content.decode())

    @property
    def language(self) -> tuple[str, str]:
        """Language and direction of writing."""
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
        """The one form that posts, of this act or to this path."""
        (found,) = (
            form
            for form in self.document.forms
            if form.method == "POST" and form.fields.get("act", "") == act and action in form.action
        )
        return found

    def chosen(self, name: str) -> list[str]:
        """The values ticked under a name, in the forms that post."""
        return [
            value
            for form in self.document.forms
            if form.method == "POST"
            for given, value in form.form_values()
            if given == name
        ]

    def offered(self, name: str) -> dict[str, str]:
        """What may be ticked under a name: value and label."""
        boxes = self.document.xpath("//label/input[@name=$name]", name=name)
        return {box.get("value"): box.getparent().text_content().strip() for box in boxes}


class Reader:
    """Opens pages, fills in their forms as they stand, and gets letters."""

    def __init__(self, committing: Committing, *, network: str = "203.0.113.7") -> None:
        self._committing = committing
        self._client = Client(enforce_csrf_checks=True, REMOTE_ADDR=network)

    def open(self, path: str) -> Page:
        return self._answered(self._client.get(path))

    def post(self, path: str, fields: Any = None, **headers: str) -> Page:
        """Post whatever one likes."""
        with self._committing(execute=True):
            answer = self._client.post(path, fields or {}, headers=headers)
        return self._answered(answer)

    def send(self, form: html.FormElement, **given: Any) -> Page:
        """Send a form as a browser does that runs no scripts; given: what is written or ticked instead, [] for nothing."""
        fields: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        fields |= {name: value if isinstance(value, list) else [value] for name, value in given.items()}
        return self.post(form.action, fields, origin=SITE, **{"sec-fetch-site": "same-origin"})

    def ask(self, address: str, *, page: str = "/_/subscribe/", **given: Any) -> Page:
        """Ask for the letter on a page of the paper."""
        return self.send(self.open(page).form(action="/_/subscribe/"), email=address, **given)

    def _answered(self, answer: HttpResponse) -> Page:
        assert not answer.cookies
        return Page(answer)


def letters(address: str) -> list[EmailMessage]:
    """What came to a mailbox, oldest first."""
    return [letter for letter in mail.outbox if letter.to == [address]]


def link(letter: EmailMessage) -> str:
    """The path of the one link in a letter of ours."""
    (found,) = _LINK.findall(str(letter.body))
    return str(found)


def said(message: str, language: str = "fr", **fields: Any) -> str:
    """A sentence as a page has it."""
    with override(language):
        words = gettext(message) % fields if fields else gettext(message)
    return french(words) if language == "fr" else words
