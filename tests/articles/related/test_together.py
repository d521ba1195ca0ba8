"""Subjects that go with another one: chosen for a batch, kept, and chosen again as its list grows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.articles import actions, lists
from rotative.articles.models import Article, Choice
from rotative.articles.related import together
from rotative.articles.related.together import Companion
from rotative.bake import oven
from rotative.bake.store.folder import MemoryPress
from rotative.subjects.models import Subject
from tests.factories.articles import SubjectFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def short_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a head of six articles."""
    monkeypatch.setattr(lists, "WINDOW", 3)


@pytest.fixture
def port() -> Subject:
    """Make a subject with ten articles: eight of them with another subject, two with a third; thirty are about others."""
    subject, ferry, season = SubjectFactory(), SubjectFactory(), SubjectFactory()
    for days in range(10, 0, -1):
        published(days, subjects=[subject, *([ferry] if days > 2 else [season])])
    for days in range(60, 30, -1):
        published(days, subjects=[SubjectFactory()])
    return subject


def kept(subject: Subject) -> bool:
    return Choice.objects.filter(name=together.name(subject.pk, "fr")).exists()


def test_success_many_are_chosen_as_each_alone(port: Subject) -> None:
    asked = [(pk, "fr") for pk in Subject.objects.order_by("pk").values_list("pk", flat=True)[:5]]

    alone = {one: together.choose([one])[one] for one in asked}

    assert together.choose(asked) == alone
    ferry, season = asked[1][0], asked[2][0]
    found = alone[port.pk, "fr"]
    assert [(one.subject_id, one.count) for one in found] == [(ferry, 8), (season, 2)]
    assert alone[ferry, "fr"] == (Companion(subject_id=port.pk, count=8, lift=4.0),)


def test_success_a_batch_takes_two_queries(port: Subject) -> None:
    asked = [(pk, "fr") for pk in Subject.objects.order_by("pk").values_list("pk", flat=True)[:5]]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        together.choose(asked)

    assert len(queries) == 2


def test_success_a_batch_of_any_size(monkeypatch: pytest.MonkeyPatch, port: Subject) -> None:
    asked = [(pk, "fr") for pk in Subject.objects.order_by("pk").values_list("pk", flat=True)[:5]]
    whole = together.choose(asked)
    monkeypatch.setattr(together, "_SLICE", 2)

    assert together.choose(asked) == whole


@pytest.mark.usefixtures("short_windows")
def test_success_a_long_list_is_looked_at_with_every_window(port: Subject, press: MemoryPress) -> None:
    oven.bake_stale(press)
    before = kept(port)

    # The tenth opened a window; the eleventh and the twelfth fill it.
    in_open_window = []
    for _number in range(2):
        published(subjects=[port])
        in_open_window.append(kept(port))
    published(subjects=[port])

    assert before
    assert in_open_window == [True, True]
    assert not kept(port)


def test_success_a_short_list_is_looked_at_with_every_article(press: MemoryPress) -> None:
    subject = SubjectFactory()
    for days in range(5, 1, -1):
        published(days, subjects=[subject])
    oven.bake_stale(press)
    before = kept(subject)

    published(subjects=[subject])

    assert before
    assert not kept(subject)


@pytest.mark.usefixtures("short_windows")
def test_success_what_an_article_loses_counts_at_once(port: Subject, press: MemoryPress) -> None:
    oven.bake_stale(press)
    article = Article.objects.filter(article_subjects__subject=port).order_by("published_at").first()
    assert article is not None

    actions.withdraw(article)

    assert not kept(port)
