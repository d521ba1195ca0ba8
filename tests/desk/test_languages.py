"""The desk in its user's language, and texts in their own."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation
from wagtail.users.models import UserProfile

from rotative.dossiers.models import Dossier
from rotative.staff.models import User
from tests.factories.articles import locale

WHEN = datetime(2026, 10, 9, 5, 50, tzinfo=UTC)


@pytest.fixture
def arabic(desk: Client, chief: User) -> Client:
    """Return the chief's browser, with the desk in Arabic."""
    UserProfile.objects.update_or_create(user=chief, defaults={"preferred_language": "ar"})
    return desk


@pytest.mark.parametrize(
    ("place", "of_the_choosers"),
    [
        ("wagtailsnippets_articles_article:add", ["اختيار آخر", "اختيار"]),
        ("wagtailsnippets_dossiers_dossier:add", ["اختيار آخر", "اختيار"]),
    ],
)
def test_success_choosers_speak_the_readers_language(
    arabic: Client, place: str, of_the_choosers: list[str]
) -> None:
    page = arabic.get(reverse(place) + "?locale=fr").content.decode()

    assert [words for words in of_the_choosers if words not in page] == []
    assert "Choisir" not in page


def test_success_title_of_a_chooser(arabic: Client) -> None:
    page = arabic.get(reverse("wagtailsnippetchoosers_articles_article:choose")).json()["html"]

    assert "اختيار" in page
    assert "Choisir" not in page


def test_success_each_text_in_its_own_language_and_direction(arabic: Client, db: None) -> None:
    dossier = Dossier.objects.create(locale=locale("fr"), title="Le tram", slug="tram", summary="Fait.")

    page = arabic.get(reverse("wagtailsnippets_dossiers_dossier:edit", args=[dossier.pk])).content.decode()

    # Rows that are added have none yet: the script gives it to them.
    rows = {"id_actors-__prefix__-role": 'dir="auto"'}
    for field, said in ({"id_title": 'dir="ltr"', "id_summary": 'dir="ltr"'} | rows).items():
        tag = page[page.rindex("<", 0, page.index(f'id="{field}"')) :]
        tag = tag[: tag.index(">")]
        assert said in tag, field
        assert ('lang="fr"' in tag) == (field not in rows), field


@pytest.mark.parametrize("language", ["fr", "ar", "en", "es"])
def test_success_days_come_before_months(language: str) -> None:
    with translation.override(language):
        shown = formats.date_format(WHEN, "SHORT_DATETIME_FORMAT")

    assert shown == "09/10/2026 05:50"


@pytest.mark.parametrize("place", ["rights:index", "rights:add"])
def test_success_rights_have_a_name(arabic: Client, place: str) -> None:
    page = arabic.get(reverse(place)).content.decode().lower()

    assert "section desk" not in page
