"""The desk's first page, its menu, fronts and subscribers."""

from django.test import Client

from rotative.bake.models import StalePath
from rotative.core import clock
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber
from tests.desk.conftest import signed_in
from tests.factories.articles import ArticleFactory, published


def outlet() -> None:
    masthead = Masthead.load()
    masthead.languages = [MastheadLanguage(language="fr", name="L’Estuaire")]
    masthead.save()


def test_success_first_page_shows_what_waits(desk: Client, chief: User) -> None:
    outlet()
    ArticleFactory(headline="À relire", author=chief)
    published()
    StalePath.objects.update(error="RuntimeError: no ink", attempts=3)

    page = desk.get("/desk/").content.decode()

    assert "À relire" in page
    assert "desk-card--alarm" in page
    assert "/desk/editions/" in page


def test_success_first_page_of_a_writer(writer: User) -> None:
    page = signed_in(writer).get("/desk/").content.decode()

    assert "/desk/press/" not in page
    assert "/desk/subscribers/" not in page


def test_success_fronts(desk: Client) -> None:
    front = ensure_front("fr")

    page = desk.get("/desk/fronts/").content.decode()

    assert f"/desk/fronts/{front.pk}/" in page


def test_success_subscribers_are_counted_not_listed(desk: Client) -> None:
    Subscriber.objects.create(
        email="Lectrice@example.org",
        email_normalised="lectrice@example.org",
        domain="example.org",
        language="fr",
        created_at=clock.now(),
        consent_at=clock.now(),
    )

    listed = desk.get("/desk/subscribers/").content.decode()
    found = desk.post("/desk/subscribers/", {"address": "LECTRICE@example.org"}).context["found"]

    assert "lectrice" not in listed.lower()
    assert found is not None
