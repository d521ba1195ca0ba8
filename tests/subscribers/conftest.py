"""Fixtures of the tests of subscriptions."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.http import HttpRequest

from rotative.articles.models import Section
from rotative.core import clock, messages
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.subjects.models import Subject
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import email_addresses
from tests.factories.articles import SectionFactory, SubjectFactory, locale
from tests.subscribers.reader import Committing, Reader


def _plain_page(request: HttpRequest, message: messages.Message) -> str:
    lines = [message.heading, *message.paragraphs, *message.errors]
    button = f'<form method="post" action="{message.action}">' if message.action else ""
    return f'<html lang="{message.language}">' + "".join(f"<p>{line}</p>" for line in lines) + button


@pytest.fixture(autouse=True)
def _message_pages() -> None:
    """Render message pages with the layout, or as plain paragraphs if the layout is not installed."""
    if not messages.registered():
        messages.register(_plain_page)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An outlet in French and Arabic."""

    # One section in French and its translation in Arabic; the other sections have none.
    politics: Section
    siyasa: Section
    culture: Section
    riyada: Section
    port: Subject
    museum: Subject


@pytest.fixture
def paper(db: None) -> Paper:
    # bulk_create marks no page as stale: these tests bake none.
    (masthead,) = Masthead.objects.bulk_create([Masthead()])
    MastheadLanguage.objects.bulk_create(
        MastheadLanguage(masthead=masthead, language=language, name=name, sort_order=order)
        for order, (language, name) in enumerate([("fr", "L’Estuaire"), ("ar", "المصبّ")])
    )
    politics = SectionFactory(slug="politique", name="Politique")
    return Paper(
        politics=politics,
        siyasa=SectionFactory(
            slug="siyasa", name="سياسة", locale=locale("ar"), translation_key=politics.translation_key
        ),
        culture=SectionFactory(slug="culture", name="Culture"),
        riyada=SectionFactory(slug="riyada", name="رياضة", locale=locale("ar")),
        port=SubjectFactory(names={"fr": "Le port", "ar": "الميناء"}),
        museum=SubjectFactory(names={"fr": "Le musée", "ar": "المتحف"}),
    )


@pytest.fixture
def reader(django_capture_on_commit_callbacks: Committing) -> Reader:
    return Reader(django_capture_on_commit_callbacks)


@pytest.fixture
def subscriber(db: None) -> Callable[..., Subscriber]:
    """Return a function that creates a subscriber: subscriber("nour@example.org"), subscriber(state="pending")."""

    def make(address: str = "nour@example.org", **fields: object) -> Subscriber:
        now = clock.now()
        return Subscriber.objects.create(
            email=address,
            email_normalised=email_addresses.normalize(address),
            domain=email_addresses.domain(address),
            created_at=now,
            consent_at=now,
            **{"language": "fr", "state": "confirmed", **fields},
        )

    return make


@pytest.fixture
def pass_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that moves every clock forward: pass_by(days=1)."""
    now, seconds = clock.now, time.time
    gone = timedelta()
    monkeypatch.setattr(clock, "now", lambda: now() + gone)
    monkeypatch.setattr(time, "time", lambda: seconds() + gone.total_seconds())

    def move(**span: float) -> None:
        nonlocal gone
        gone += timedelta(**span)

    return move
