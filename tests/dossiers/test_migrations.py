"""Rows of the version before keep what they say."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("dossiers", "0002_names")]


@pytest.mark.django_db(transaction=True)
def test_success_dates_and_sources_of_the_version_before() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps
    locale, _made = old.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="fr")
    dossier = old.get_model("dossiers", "Dossier").objects.create(
        locale=locale, title="Le tram", slug="le-tram", summary="Onze kilomètres.", live=True
    )
    section = old.get_model("articles", "Section").objects.create(locale=locale, name="Ville", slug="ville")
    article = old.get_model("articles", "Article").objects.create(
        locale=locale, section=section, headline="Le vote"
    )
    events = old.get_model("dossiers", "Event").objects
    events.create(dossier=dossier, on=date(2026, 6, 1), text="Vote.", article=article)
    events.create(dossier=dossier, on=date(2026, 6, 2), text="Sans article.")
    promise = old.get_model("dossiers", "Commitment").objects.create(
        dossier=dossier, text="Ouvrir.", due="fin 2027"
    )
    old.get_model("dossiers", "CommitmentChange").objects.create(
        commitment=promise, on=date(2026, 6, 1), state="announced", evidence=article
    )

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierSummary, Event

    voted, without = Event.objects.order_by("on")
    assert (voted.when, voted.until, without.when) == ("2026-06-01", date(2026, 6, 1), "2026-06-02")
    assert [one.article_id for one in voted.sources.all()] == [article.pk]
    assert not without.sources.exists()
    assert (Commitment.objects.get().due_words, Commitment.objects.get().due) == ("fin 2027", "")
    assert CommitmentChange.objects.get().evidence_id == article.pk
    assert Dossier.objects.get().first_published_at is not None
    assert DossierSummary.objects.get().text == "Onze kilomètres."
