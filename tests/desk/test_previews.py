"""Previews as the desk's frame asks for them: posted from a form, then read."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from rotative.articles.models import Article, Section
from rotative.dossiers.models import Dossier
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.factories.articles import SectionFactory, SubjectFactory, locale, published

NEW = "/desk/articles/preview/?locale=fr"


def shown(desk: Client, address: str, fields: dict[str, Any]) -> Any:
    """Post a form to its preview, as the desk does, and return the page."""
    posted = desk.post(address, fields)
    assert posted.json() == {"is_valid": True, "is_available": True}
    separator = "&" if "?" in address else "?"
    return desk.get(f"{address}{separator}in_preview_panel=true")


def test_success_new_article_is_shown_in_the_desks_frame_alone(desk: Client) -> None:
    section = SectionFactory()

    response = shown(desk, NEW, form(section=section.pk, headline="Pas encore là"))

    assert response.status_code == 200
    assert "Pas encore là" in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "<wagtail-userbar>" in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_success_readers_page_stays_out_of_every_frame(client: Client) -> None:
    article = published()

    response = client.get(str(article.path))

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "<wagtail-userbar>" not in response.content.decode()


def test_success_new_article_is_previewed_in_its_language(desk: Client) -> None:
    section = SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")

    response = shown(desk, "/desk/articles/preview/?locale=ar", form(section=section.pk, headline="خبر جديد"))

    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_fail_without_a_section_there_is_no_page(desk: Client) -> None:
    assert not Section.objects.exists()

    response = desk.get(NEW)

    assert response.status_code == 200
    assert "preview-error" in response.content.decode()


def test_success_new_dossier_shows_what_was_just_written(desk: Client) -> None:
    subject = SubjectFactory(names={"fr": "La régie"})
    fields = nested_form_data(
        {
            "title": "Le chantier",
            "slug": "",
            "summary": "Un pont promis.",
            "actors": inline_formset([{"subject": subject.pk, "role": "Maître d’ouvrage"}]),
        }
    )

    text = shown(desk, "/desk/dossiers/preview/?locale=fr", fields).content.decode()

    words = ("Le chantier", "Un pont promis.", "La régie", "Maître d’ouvrage")
    assert [word for word in words if word not in text] == []
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("address", [NEW, "/desk/dossiers/preview/?locale=fr"])
def test_fail_readers_see_no_preview(address: str, client: Client) -> None:
    assert client.get(address).status_code == 302


def test_success_writer_previews(writer: Any) -> None:
    section = SectionFactory()

    response = shown(signed_in(writer), NEW, form(section=section.pk))

    assert response.status_code == 200
