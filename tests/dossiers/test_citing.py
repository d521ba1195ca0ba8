"""The dossiers that cite the stories of a letter: only those that readers can see, in one query that finds them by an index."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.dossiers import reads
from rotative.dossiers.models import CommitmentChange
from tests.dossiers.test_dossiers import commitment, dossier
from tests.factories.articles import published
from tests.factories.dossiers import event_of

pytestmark = pytest.mark.django_db


def test_success_a_story_is_a_source_or_an_evidence() -> None:
    opened, voted, other = published(), published(), published()
    tramway, budget = dossier(), dossier(title="Le budget", slug="le-budget")
    event_of(tramway, "2026-06-01", "La ligne ouvre.", opened)
    event_of(budget, "2026-06-01", "La ligne est payée.", opened)
    commitment(tramway, "kept", evidence=voted)

    assert reads.citing_ids([opened.pk, voted.pk, other.pk]) == {
        opened.pk: {tramway.pk, budget.pk},
        voted.pk: {tramway.pk},
    }
    assert reads.citing_ids([other.pk]) == reads.citing_ids([]) == {}


def test_success_drafts_and_entries_that_wait_cite_nothing() -> None:
    article = published()
    draft, tramway = dossier(live=False), dossier(title="Le bac", slug="le-bac")
    event_of(draft, "2026-06-01", "La ligne ouvre.", article)
    promise = commitment(tramway, "announced", evidence=published())
    CommitmentChange.objects.create(
        commitment=promise, on=date(2026, 6, 9), state="kept", explanation="Fait.", evidence=article, awaiting=True
    )  # fmt: skip

    assert reads.citing_ids([article.pk]) == {}


def test_success_they_are_found_in_one_query_by_the_articles() -> None:
    articles = [published() for _ in range(3)]
    with CaptureQueriesContext(connection) as asked:
        reads.citing_ids([article.pk for article in articles])

    (query,) = asked
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()
        steps = [row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))]
        assert steps and all(step.startswith("SEARCH") for step in steps), steps
