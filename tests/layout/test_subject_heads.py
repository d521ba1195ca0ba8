"""Heads of subjects are loaded for a batch: what they lead to is asked for once, however many they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.articles.list_name import ListName
from rotative.bake import oven, queue
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import MemoryPress
from rotative.subjects.models import Subject
from tests.factories.articles import SubjectFactory, published

pytestmark = pytest.mark.django_db

ONCE = ("FROM articles_correction", "SELECT parent_id, id FROM subjects_subject")


def heads(subjects: list[Subject]) -> list[str]:
    args = [str(ListName(kind="subject", id=one.pk, language="fr")) for one in subjects]
    return list(PublicPath.objects.filter(recipe="subject", arg__in=args).values_list("path", flat=True))


def test_success_what_heads_lead_to_is_asked_for_once(press: MemoryPress) -> None:
    country = SubjectFactory()
    subjects = [SubjectFactory(parent=country) for _number in range(4)]
    for days in range(1, 6):
        for pair in (subjects[:2], subjects[2:], subjects[1:3]):
            published(days, subjects=[*pair, country])
    for days in range(20, 40):
        published(days, subjects=[SubjectFactory()])
    oven.bake_stale(press)
    paths = heads(subjects)
    queue.mark_paths(paths)

    with CaptureQueriesContext(connection) as asked:
        oven.bake_stale(press)

    queries = [query["sql"] for query in asked.captured_queries]
    assert len(paths) == 4
    assert all(country.names.get().name in (press.read(path) or b"").decode() for path in paths)
    assert [sum(part in query for query in queries) for part in ONCE] == [1, 1]
    about = [query for query in queries if "WHERE EXISTS" in query and "subject:" in query]
    assert len(about) == 1
