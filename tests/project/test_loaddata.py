"""Rows that are loaded from a dump, in any order."""

from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from rotative.bake.models import PublicPath
from rotative.dossiers.models import Dossier
from tests.factories.articles import locale


@pytest.mark.django_db
def test_success_nothing_follows_from_rows_that_are_loaded(tmp_path: Path) -> None:
    dossiers, locales = tmp_path / "dossiers.jsonl", tmp_path / "locales.jsonl"
    Dossier.objects.create(locale=locale("es"), title="El puente", slug="puente", live=True)
    for file, model in ((dossiers, "dossiers.dossier"), (locales, "wagtailcore.locale")):
        call_command("dumpdata", model, format="jsonl", output=str(file), verbosity=0)
    Dossier.objects.all().delete()
    Locale.objects.filter(language_code="es").delete()
    PublicPath.objects.all().delete()

    call_command("loaddata", dossiers, locales, verbosity=0)

    loaded = Dossier.objects.get(slug="puente")
    assert loaded.locale.language_code == "es"
    assert not PublicPath.objects.exists()
    loaded.save()
    assert PublicPath.objects.exists()
