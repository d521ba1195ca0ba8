"""Rows of the version before keep what they say."""

import json
from pathlib import Path

import pytest

from tests.processes import databases, sites

pytestmark = pytest.mark.processes

# In a database of its own, back to the version before, and forth again.
_MOVED = """
import json
from datetime import date
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", "dossiers", "0002", verbosity=0)
executor = MigrationExecutor(connection)
others = ("articles", "media", "staff", "subjects", "wagtailcore")
leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in others]
old = executor.loader.project_state([("dossiers", "0002_names"), *leaves]).apps
locale = old.get_model("wagtailcore", "Locale").objects.first()
dossier = old.get_model("dossiers", "Dossier").objects.create(
    locale=locale, title="Le tram", slug="le-tram", summary="Onze kilomètres.", live=True
)
section = old.get_model("articles", "Section").objects.create(locale=locale, name="Ville", slug="ville")
article = old.get_model("articles", "Article").objects.create(locale=locale, section=section, headline="Le vote")
events = old.get_model("dossiers", "Event").objects
events.create(dossier=dossier, on=date(2026, 6, 1), text="Vote.", article=article)
events.create(dossier=dossier, on=date(2026, 6, 2), text="Sans article.")
promise = old.get_model("dossiers", "Commitment").objects.create(dossier=dossier, text="Ouvrir.", due="fin 2027")
old.get_model("dossiers", "CommitmentChange").objects.create(
    commitment=promise, on=date(2026, 6, 1), state="announced", evidence=article
)
call_command("migrate", verbosity=0)
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierSummary, Event
print(json.dumps({
    "events": [[one.when, str(one.until), [source.article_id == article.pk for source in one.sources.all()]]
               for one in Event.objects.order_by("on")],
    "promise": [Commitment.objects.get().due_words, Commitment.objects.get().due],
    "evidence": CommitmentChange.objects.get().evidence_id == article.pk,
    "published": Dossier.objects.get().first_published_at is not None,
    "summary": DossierSummary.objects.get().text,
}))
"""


def test_success_dates_and_sources_of_the_version_before(tmp_path: Path) -> None:
    databases.create_home(tmp_path)

    kept = json.loads(sites.python(tmp_path, _MOVED).strip().splitlines()[-1])

    assert kept == {
        "events": [["2026-06-01", "2026-06-01", [True]], ["2026-06-02", "2026-06-02", []]],
        "promise": ["fin 2027", ""],
        "evidence": True,
        "published": True,
        "summary": "Onze kilomètres.",
    }
