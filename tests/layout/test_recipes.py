"""Costs of each kind of page: the queries of one page alone, and of a page whose batch has loaded the rest."""

import warnings
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rotative.bake import oven, verify
from rotative.bake.batch import loaders
from rotative.bake.models import PublicPath
from rotative.core import addresses
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierActor
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from tests.factories.articles import ArticleFactory, BylineFactory, SectionFactory, SubjectFactory, locale
from tests.factories.newsroom import drawn_picture

# Recipe → at most so many queries for its page when the batch has printed its neighbours already.
WARM = {
    "front": 8,
    "article": 8,
    "section": 5,
    "subject": 3,
    "author": 5,
    "brief": 3,
    "month": 2,
    "archives": 0,
    "dossier": 8,
    "dossiers": 0,
    "signup": 0,
    "not_found": 0,
}


@pytest.fixture
def paper(db: None) -> None:
    """Make two sections, twelve articles, two briefs, a subject, a signature, a dossier."""
    masthead = Masthead.objects.create()
    masthead.languages = [MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0)]
    masthead.save()
    ensure_front("fr")
    subject, byline = SubjectFactory(), BylineFactory()
    for section in (SectionFactory(), SectionFactory(name="Sport", slug="sport")):
        for _at in range(6):
            ArticleFactory(section=section, subjects=[subject], bylines=[byline], published=True)
        ArticleFactory(section=section, form="brief", published=True)
    matter = Dossier.objects.create(
        locale=locale(), title="Le tramway", slug="tramway", summary="Onze kilomètres.", live=True
    )
    DossierActor.objects.create(dossier=matter, subject=subject)
    promise = Commitment.objects.create(dossier=matter, text="Ouvrir.", who=subject)
    proof = ArticleFactory(published=True)
    CommitmentChange.objects.create(commitment=promise, on=date(2026, 1, 1), state="kept", evidence=proof)
    verify.sync()


def printed_twice(recipe: str) -> tuple[int, bytes, bytes]:
    """Queries of the second printing within a batch, and both printings."""
    page = PublicPath.objects.filter(recipe=recipe, state=PublicPath.State.LIVE).order_by("path").first()
    assert page is not None
    with loaders.batch():
        first = oven.render(page).body
        with CaptureQueriesContext(connection) as counted:
            second = oven.render(page).body
    return len(counted), first, second


def test_success_a_page_asks_little_once_its_cards_are_loaded(paper: None) -> None:
    found = {recipe: printed_twice(recipe) for recipe in WARM}

    assert {
        recipe: queries for recipe, (queries, _first, _second) in found.items() if queries > WARM[recipe]
    } == {}
    assert [recipe for recipe, (_queries, first, second) in found.items() if first != second] == []


def test_success_more_cards_cost_no_more_queries(
    paper: None, django_assert_max_num_queries: Callable
) -> None:
    page = PublicPath.objects.get(recipe="section", arg__startswith="section:", path="/sport/")
    with CaptureQueriesContext(connection) as before, loaders.batch():
        oven.render(page)
    for _at in range(10):
        ArticleFactory(section=SectionFactory(name="Sport", slug="sport"), published=True)

    with django_assert_max_num_queries(len(before)), loaders.batch():
        oven.render(page)


def test_success_a_picture_for_each_article_costs_no_more_queries(paper: None) -> None:
    def preparing() -> int:
        with CaptureQueriesContext(connection) as counted, loaders.batch():
            list(oven.prepared(PublicPath.objects.filter(recipe="article").order_by("path")))
        return len(counted)

    def illustrate() -> None:
        with warnings.catch_warnings():
            # Django lets go of what it stored without closing it.
            warnings.simplefilter("ignore", ResourceWarning)
            picture = drawn_picture()
        ArticleFactory(picture=picture, published=True)

    illustrate()
    # What is chosen when a page is first printed is asked for once.
    preparing()
    before = preparing()
    for _at in range(5):
        illustrate()
    preparing()

    assert preparing() == before


def test_success_the_front_page_loads_its_cards_together(
    paper: None, django_assert_max_num_queries: Callable
) -> None:
    page = PublicPath.objects.get(recipe="front")

    with django_assert_max_num_queries(45), loaders.batch():
        oven.render(page)


def test_success_readers_subscribe_where_the_pages_say() -> None:
    assert reverse("subscribers:subscribe") == addresses.SUBSCRIBE
