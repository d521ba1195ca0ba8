"""Slugs: no kind of page may take an address of the site itself, or of another page."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from rotative.articles.models import Byline, Section
from rotative.bake import queue
from rotative.bake.errors import PathTaken
from rotative.bake.recipes import Spec
from rotative.bake.store.file_names import PathRefused
from rotative.core import addresses
from rotative.core.languages import CODES
from rotative.core.public_slug import PublicSlugField
from rotative.dossiers.models import Dossier
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import FrontPage, StandingPage
from rotative.subjects.models import Subject, SubjectName
from tests.factories.articles import SectionFactory, locale

pytestmark = pytest.mark.django_db

NO_PLACE = [
    "../../desk",
    "a/b",
    "/",
    "..",
    ".",
    "a b",
    "a.html",
    "a\x00",
    "a\\b",
    "%2e%2e",
    "a\n",
    "?p=1",
    "#a",
]


def _of_model(model: type[Model], **fields: Any) -> Callable[[str], Model]:
    return lambda slug: model(slug=slug, locale=locale(), translation_key=uuid4(), **fields)


def _subject_name(slug: str) -> SubjectName:
    return SubjectName(subject=Subject.objects.create(), language="fr", name="Port", slug=slug)


def _standing(slug: str) -> StandingPage:
    front = ensure_front("fr")
    return StandingPage(title="Port", slug=slug, locale=front.locale, path="00010001000Z", depth=3)


KINDS: dict[type[Model], Callable[[str], Model]] = {
    Section: _of_model(Section, name="Port"),
    Byline: _of_model(Byline, name="Port"),
    Dossier: _of_model(Dossier, title="Port"),
    SubjectName: _subject_name,
    StandingPage: _standing,
}


def test_success_every_kind_is_here() -> None:
    """Find the models whose slug is a place of its own; articles take theirs from a section."""
    with_slug = {
        model
        for model in apps.get_models()
        if model.__module__.startswith("rotative.") and hasattr(model, "slug") and model is not FrontPage
    }
    own = {model for model in with_slug if model._meta.label != "articles.Article"}

    assert own == set(KINDS)
    fields = {model: model._meta.get_field("slug") for model in own if not issubclass(model, Page)}
    assert {model for model, field in fields.items() if not isinstance(field, PublicSlugField)} == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_fail_addresses_of_the_site(kind: type[Model]) -> None:
    slugs = [*sorted(addresses.RESERVED), *(word.upper() for word in sorted(addresses.RESERVED)), *NO_PLACE]

    taken = [slug for slug in slugs if "slug" not in _errors(KINDS[kind](slug))]

    assert taken == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("slug", ["port", "le-port-2", "الميناء", "niño"])
def test_success_words_in_any_script(kind: type[Model], slug: str) -> None:
    assert _errors(KINDS[kind](slug)) == {}


def _errors(instance: Model) -> dict[str, Any]:
    try:
        instance.full_clean(exclude=["path", "depth", "content_type"])
    except ValidationError as error:
        return error.message_dict
    return {}


def test_fail_path_of_another_kind() -> None:
    (masthead,) = Masthead.objects.bulk_create([Masthead()])
    MastheadLanguage.objects.bulk_create([MastheadLanguage(masthead=masthead, language="fr", name="Essai")])
    section = SectionFactory(slug="port")
    page = add_standing(ensure_front("fr"), StandingPage(title="Charte", slug="charte"))

    assert "slug" in _errors(KINDS[StandingPage]("port"))
    assert "slug" in _errors(KINDS[Section]("charte"))
    # Their own are no obstacle.
    assert _errors(section) == _errors(page) == {}


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/_/comment/", "/media/a/", *(addresses.word(code, "search") for code in CODES)],
)
def test_fail_place_where_the_application_answers(path: str) -> None:
    with pytest.raises(PathTaken):
        queue.place([Spec(path=path, recipe="standing", arg="1")])


@pytest.mark.parametrize("path", ["/sujet/../../desk/", "port/", "//port/", "/a\\b/"])
def test_fail_place_where_no_file_can_be(path: str) -> None:
    with pytest.raises(PathRefused):
        queue.place([Spec(path=path, recipe="standing", arg="1")])


def test_fail_place_on_another_live_page() -> None:
    queue.place([Spec(path="/port/", recipe="standing", arg="1")])

    with pytest.raises(PathTaken):
        queue.place([Spec(path="/port/", recipe="section", arg="1")])

    queue.place([Spec(path="/port/", recipe="standing", arg="1")])
    queue.withdraw(["/port/"])
    queue.place([Spec(path="/port/", recipe="section", arg="1")])


def test_fail_section_that_would_replace_the_search(desk: Client) -> None:
    address = reverse("wagtailsnippets_articles_section:add") + f"?locale={locale().language_code}"

    answer = desk.post(address, {"name": "Recherche", "slug": "recherche", "position": "0"})

    assert answer.status_code == 200
    assert "recherche-2" in answer.content.decode()
    assert not Section.objects.exists()
