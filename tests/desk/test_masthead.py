"""Languages added and given up, at the desk and on the site."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from rotative.articles import actions
from rotative.articles.errors import LanguageGivenUp
from rotative.articles.models import Article, Section
from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.layout import colour
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import add_standing
from rotative.pages.models import FrontPage, StandingPage
from tests.factories.articles import ArticleFactory, SectionFactory, locale, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def masthead() -> Masthead:
    """Make an outlet that publishes in French and Spanish, with a Spanish section."""
    masthead = Masthead.load()
    masthead.languages = [
        MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0),
        MastheadLanguage(language="es", name="El Estuario", sort_order=1),
    ]
    masthead.save()
    return masthead


@pytest.fixture
def section(masthead: Masthead) -> Section:
    section: Section = SectionFactory(locale=locale("es"), slug="puerto", name="Puerto")
    return section


def giving_up(desk: Client, masthead: Masthead, language: str, **changed: str) -> Any:
    """Post the masthead's form without a language; return the answer."""
    url = reverse("wagtailsettings:edit", args=["masthead", "masthead", masthead.pk])
    form = {
        "logo": "", "accent": "#8a1c1c", "quiet_after_days": "90", "time_zone": "Africa/Casablanca", "arabic_digits": "latin", "address": "",
        "accounts-TOTAL_FORMS": 0, "accounts-INITIAL_FORMS": 0, "languages-TOTAL_FORMS": 2, "languages-INITIAL_FORMS": 2,
    }  # fmt: skip
    for at, words in enumerate(masthead.languages.all()):
        form |= {
            f"languages-{at}-{name}": value
            for name, value in {
                "id": words.pk, "language": words.language, "name": words.name, "ORDER": at + 1, "motto": "", "description": "",
                "legal_notice": "", "DELETE": "on" if words.language == language else "",
            }.items()
        }  # fmt: skip
    return desk.post(url, form | changed)


def live_paths() -> set[str]:
    return set(PublicPath.objects.filter(state=PublicPath.State.LIVE).values_list("path", flat=True))


def spanish() -> set[str]:
    return {path for path in live_paths() if path.startswith("/es/") or "es-" in path}


def test_success_a_language_taken_up_has_a_front_page_to_fill(masthead: Masthead) -> None:
    assert FrontPage.objects.get(locale__language_code="es").title == "El Estuario"
    assert "/es/" in live_paths()


def test_success_an_empty_language_goes_with_all_its_pages_and_comes_back(
    desk: Client, masthead: Masthead, section: Section
) -> None:
    add_standing(
        FrontPage.objects.get(locale=section.locale), StandingPage(title="Contacto", slug="contacto")
    )
    before = spanish()

    answer = giving_up(desk, masthead, "es")
    after = spanish()
    masthead.refresh_from_db()
    masthead.languages = [
        *masthead.languages.all(),
        MastheadLanguage(language="es", name="El Estuario", sort_order=1),
    ]
    masthead.save()

    assert answer.status_code == 302
    assert {"/es/", "/es/puerto/", "/es/puerto/rss.xml", "/es/contacto/"} <= before
    assert (after, spanish()) == (set(), before)


@pytest.mark.parametrize("scheduled", [False, True])
def test_fail_a_language_with_articles_stays(
    desk: Client, masthead: Masthead, section: Section, scheduled: bool
) -> None:
    article = ArticleFactory.build(section=section, locale=section.locale, headline="Vuelve la grúa")
    actions.publish(article, at=clock.now() + timedelta(hours=1) if scheduled else None)

    answer = giving_up(desk, masthead, "es")

    assert MastheadLanguage.objects.filter(language="es").exists()
    assert "Español cannot be removed: 1 article in it is" in answer.content.decode()


def test_fail_a_language_with_articles_becomes_no_other(
    desk: Client, masthead: Masthead, section: Section
) -> None:
    published(section=section, locale=section.locale)

    answer = giving_up(desk, masthead, "", **{"languages-1-language": "en"})

    assert set(MastheadLanguage.objects.values_list("language", flat=True)) == {"fr", "es"}
    assert "Español cannot be removed" in answer.content.decode()


def test_fail_nothing_is_published_in_a_language_given_up(
    desk: Client, masthead: Masthead, section: Section
) -> None:
    draft: Article = ArticleFactory(section=section, locale=section.locale, live=False)
    giving_up(desk, masthead, "es")

    with pytest.raises(LanguageGivenUp):
        actions.publish(draft)

    draft.refresh_from_db()
    assert (draft.live, draft.path, spanish()) == (False, None, set())


def test_success_the_desk_offers_the_languages_of_the_outlet(desk: Client, masthead: Masthead) -> None:
    giving_up(desk, masthead, "es")
    listed = desk.get(reverse("wagtailsnippets_articles_article:list")).content.decode()
    fronts = desk.get("/desk/fronts/").content.decode()

    assert Locale.objects.filter(language_code="es").exists()
    assert "locale=fr" in listed
    assert "locale=es" not in listed
    assert "El Estuario" not in fronts


def test_fail_time_zone_that_nobody_knows(desk: Client, masthead: Masthead) -> None:
    answer = giving_up(desk, masthead, "", time_zone="Mars/Phobos")

    masthead.refresh_from_db()
    assert list(answer.context["form"].errors) == ["time_zone"]
    assert masthead.time_zone == "Africa/Casablanca"


@pytest.mark.parametrize("accent", ["#ffe000", "#9ab8c4"])
def test_fail_an_accent_that_paper_cannot_show(desk: Client, masthead: Masthead, accent: str) -> None:
    answer = giving_up(desk, masthead, "", accent=accent)

    said = answer.context["form"].errors["accent"][0]
    assert "On paper this colour cannot be read" in said
    assert colour.accent(accent).day in said
    masthead.refresh_from_db()
    assert masthead.accent == "#8a1c1c"


def test_success_the_colour_that_is_offered_is_taken(desk: Client, masthead: Masthead) -> None:
    offered = colour.accent("#ffe000").day

    answer = giving_up(desk, masthead, "", accent=offered)

    masthead.refresh_from_db()
    assert (answer.status_code, masthead.accent) == (302, offered)


def test_success_an_outlet_that_has_a_light_accent_may_save_the_rest(
    desk: Client, masthead: Masthead
) -> None:
    Masthead.objects.update(accent="#ffe000")

    answer = giving_up(desk, masthead, "", accent="#ffe000", address="3, quai des Cordiers")

    masthead.refresh_from_db()
    assert (answer.status_code, masthead.address) == (302, "3, quai des Cordiers")
