"""The demo's dossiers: one of them, in each language, has all that a dossier can have."""

from datetime import date, timedelta

import pytest

from rotative.demo import fill
from rotative.demo.pictures import LANGUAGES
from rotative.dossiers import reads
from rotative.dossiers.models import CommitmentState, Dossier

TODAY = date(2026, 3, 1)
FOUR_YEARS = timedelta(days=4 * 365 + 1)


@pytest.mark.django_db
def test_success_a_dossier_of_four_years_in_each_language() -> None:
    fill.fill(today=TODAY)

    for language in LANGUAGES:
        rows = Dossier.objects.filter(locale__language_code=language, live=True)
        views = [view for view in map(reads.dossier, rows.values_list("pk", flat=True)) if view]
        view = max(views, key=lambda view: len(view.events))
        changes = [change for one in view.commitments for change in one.changes]
        days = [event.on for event in view.events]
        assert len(view.events) >= 25 and max(days) - min(days) >= FOUR_YEARS
        assert len(view.commitments) >= 8
        assert {one.state for one in view.commitments} == set(CommitmentState.values)
        assert any(one.article for one in changes) and any(one.document for one in changes)
        assert any(one.articles for one in view.events) and any(one.documents for one in view.events)
        # A document that is in another language alone, with its words.
        assert {paper.language for one in view.events for paper in one.documents} == set(LANGUAGES)
