"""What the tests of subscriptions find ready."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest

from rotative.core import messages
from rotative.subscribers import limits


def _plain_page(request: HttpRequest, message: messages.Message) -> str:
    lines = [message.heading, *message.paragraphs, *message.errors]
    button = f'<form method="post" action="{message.action}">' if message.action else ""
    return f'<html lang="{message.language}">' + "".join(f"<p>{line}</p>" for line in lines) + button


@pytest.fixture(autouse=True)
def _message_pages() -> None:
    """Message pages are drawn by the layout where it is installed, else as plain paragraphs."""
    if not messages.registered():
        messages.register(_plain_page)


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    limits.forget_counts()
    yield
    limits.forget_counts()
