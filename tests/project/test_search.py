"""The search page of the application."""

import gzip

import pytest
from django.test import Client

from rotative.articles import actions
from rotative.subjects.models import SubjectName
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, locale

pytestmark = pytest.mark.django_db


def test_success_a_subject_found_is_linked_by_an_encoded_address(client: Client) -> None:
    arabic = locale("ar")
    subject = SubjectFactory(names={"fr": "Le quai", "ar": "الرصيف"})
    SubjectName.objects.filter(subject=subject, language="ar").update(slug="الرصيف")
    section = SectionFactory(locale=arabic, slug="siyasa")
    actions.publish(ArticleFactory(locale=arabic, section=section, subjects=[subject]))

    page = client.get("/ar/bahth/", {"q": "الرصيف"}).content.decode()

    assert "%D8%A7%D9%84%D8%B1%D8%B5%D9%8A%D9%81/" in page
    assert "/الرصيف/" not in page


def test_success_what_a_phone_takes_is_small(client: Client) -> None:
    plain = client.get("/recherche/", {"q": "quai"})
    packed = client.get("/recherche/", {"q": "quai"}, headers={"accept-encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert "accept-encoding" in packed["Vary"].lower()
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
