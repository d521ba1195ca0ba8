"""All addresses of the desk, from the configuration of URLs, with the ids of things that exist filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

# The folder of the desk in the configuration.
DESK = "desk/"


@dataclass(frozen=True, kw_only=True)
class Address:
    # The name of the view with its namespaces, as `reverse` takes it.
    name: str
    # With a placeholder `%(name)s` for each part that varies.
    template: str
    # The names of those parts.
    parts: tuple[str, ...]

    def filled(self, values: dict[str, Any], default: Any) -> str:
        """Return the address with these values; `default` fills a part without one."""
        return "/" + self.template % {part: values.get(part, default) for part in self.parts}


def addresses() -> list[Address]:
    """Return every address of the desk once."""
    found = [one for one in _walk(get_resolver(), "", ()) if one.template.startswith(DESK)]
    return list({one.template: one for one in found}.values())


def _walk(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for one in resolver.url_patterns:
        regex = before + one.pattern.regex.pattern.removeprefix("^").removesuffix(r"\Z").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from _walk(one, regex, (*spaces, one.namespace) if one.namespace else spaces)
        elif isinstance(one, URLPattern):
            for template, parts in normalize(regex):
                yield Address(name=":".join((*spaces, one.name or "")), template=template, parts=tuple(parts))


def visits(client: Client, url: str, query: dict[str, Any]) -> Iterator[str]:
    """Read an address, ask it for something, and post to it; yield what the user sees. Nothing stays changed."""
    asked = url + "?" + "&".join(f"{key}={value}" for key, value in query.items())
    cookies = dict(client.cookies)
    for send, target in ((client.get, url), (client.get, asked), (client.post, asked)):
        with transaction.atomic():
            answer = send(target, follow=True)
            yield text(answer)
            transaction.set_rollback(True)
        # Signing out ends the visitor's session.
        client.cookies.clear()
        client.cookies.update(cookies)


def text(answer: Any) -> str:
    """Return all text of an answer, also of one that comes in parts."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(str(value) for value in answer.headers.values())
    return f"{content.decode('utf-8', 'replace')} {headers}"
