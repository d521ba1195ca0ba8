"""Names at the desk: found however they are written, and no second subject of one name by mistake."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from rotative.articles.models import Byline, Section
from rotative.dossiers.models import Dossier
from rotative.staff.models import User
from rotative.subjects.models import Subject, SubjectName
from tests.factories.articles import BylineFactory, SectionFactory, SubjectFactory, locale

QUERIES = [
    ("Élysée", "elysee"), ("Élysée", "ELYSÉE"), ("Cœur de ville", "coeur"), ("L’Œuvre", "oeuvre"), ("Œuvre", "œuvre"),
    ("Saïd Ben‑Salah", "ben-salah said"), ("أحمد الريسوني", "احمد الريسونى"), ("المغرب", "مغرب"), ("مغرب", "المغرب"),
    ("مُحَمَّد", "محمد"), ("فاطمة", "فاطمه"), ("القـــدس", "القدس"), ("عام ٢٠٢٦", "2026"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first", "others"),
    [
        ("fr", "La ville basse", "المدينة السفلى"),
        ("ar", "المدينة السفلى", "La ville basse"),
        ("es", "La ville basse", "المدينة السفلى"),
    ],
)
def test_success_subjects_have_the_name_of_the_desk_s_language(
    desk: Client, language: str, first: str, others: str
) -> None:
    subject = SubjectFactory(names={"fr": "La ville basse", "ar": "المدينة السفلى"})
    UserProfile.objects.update_or_create(user=User.objects.get(), defaults={"preferred_language": language})

    listed = desk.get(reverse("wagtailsnippets_subjects_subject:list")).content.decode()
    chooser = desk.get(reverse("wagtailsnippetchoosers_subjects_subject:choose")).json()["html"]

    link = reverse("wagtailsnippets_subjects_subject:edit", args=[subject.pk])
    assert listed.index(link) < listed.index(first) < listed.index(others)
    assert first in chooser and others not in chooser


@pytest.mark.parametrize(("name", "query"), QUERIES)
def test_success_found_in_every_chooser_and_list(desk: Client, name: str, query: str) -> None:
    subject = SubjectFactory(names={"fr": "Autre", "ar": name})
    SubjectFactory(names={"fr": "Rien de tel"})
    rows = [
        (Subject, "subjects_subject", subject.pk),
        (Section, "articles_section", SectionFactory(name=name, slug="s").pk),
        (Byline, "articles_byline", BylineFactory(name=name).pk),
        (Dossier, "dossiers_dossier", Dossier.objects.create(locale=locale(), title=name, slug="d").pk),
    ]
    SectionFactory(name="Rien", slug="rien")
    BylineFactory(name="Rien")
    Dossier.objects.create(locale=locale(), title="Rien", slug="rien")

    for model, place, pk in rows:
        for view in (
            f"wagtailsnippetchoosers_{place}:choose_results",
            f"wagtailsnippets_{place}:list_results",
        ):
            address = reverse(view)
            found = desk.get(address, {"q": query}).content.decode()
            assert {
                other for other in model.objects.values_list("pk", flat=True) if f"/{other}/" in found
            } == {pk}, address


def subject_form(*names: tuple[str, str, str], **more: str) -> dict[str, str]:
    """Return the fields of the form for names in a language, with a slug."""
    fields = {
        "kind": "person", "names-TOTAL_FORMS": str(len(names)), "names-INITIAL_FORMS": "0",
        "names-MIN_NUM_FORMS": "1", "names-MAX_NUM_FORMS": "1000",
        "roles-TOTAL_FORMS": "0", "roles-INITIAL_FORMS": "0",
        "pinned_articles-TOTAL_FORMS": "0", "pinned_articles-INITIAL_FORMS": "0", **more,
    }  # fmt: skip
    for number, (language, name, aliases) in enumerate(names):
        fields |= {
            f"names-{number}-{field}": value
            for field, value in {
                "language": language, "name": name, "aliases": aliases, "slug": f"slug-x-{number}", "description": "",
            }.items()
        }  # fmt: skip
    return fields


@pytest.mark.parametrize(
    "names", [("fr", "Éric Leroy", ""), ("es", "ERIC LEROY", ""), ("fr", "Le maire", "Un autre\nEric  Leroy")]
)
def test_fail_second_subject_of_one_name(desk: Client, names: tuple[str, str, str]) -> None:
    known = SubjectFactory(kind="person", names={"fr": "Eric Leroy"})
    add = reverse("wagtailsnippets_subjects_subject:add")

    refused = desk.post(add, subject_form(names))
    before = set(Subject.objects.values_list("pk", flat=True))
    desk.post(add, subject_form(names, homonym="on"))

    assert (
        "There is already a subject of this name: “Eric Leroy” (Person). Use it, or tick this box."
        in refused.content.decode()
    )
    assert before == {known.pk}
    assert Subject.objects.count() == 2


def test_success_another_name(desk: Client) -> None:
    SubjectFactory(names={"fr": "Eric Leroy"})

    desk.post(reverse("wagtailsnippets_subjects_subject:add"), subject_form(("fr", "Eric Leroyer", "")))

    assert SubjectName.objects.filter(name="Eric Leroyer").exists()


def test_success_changing_one_of_two_homonyms(desk: Client) -> None:
    SubjectFactory(names={"fr": "Eric Leroy"})
    other = SubjectFactory(names={"fr": "Eric Leroy"})
    name = other.names.get()

    desk.post(
        reverse("wagtailsnippets_subjects_subject:edit", args=(other.pk,)),
        {
            **subject_form(("fr", "Eric Leroy", "Le maire")),
            "names-INITIAL_FORMS": "1", "names-0-id": str(name.pk), "names-0-slug": name.slug,
        },
    )  # fmt: skip

    name.refresh_from_db()
    assert name.aliases == "Le maire"
