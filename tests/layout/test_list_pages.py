"""Pages of sections, subjects and briefs: what is large, what is at the side, what is whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from rotative.articles.models import Article, Section
from rotative.bake import oven, verify
from rotative.bake.batch import loaders
from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier
from rotative.media.models import Picture
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, locale
from tests.factories.newsroom import drawn_picture, french_masthead
from tests.layout.selecting import select, texts

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)


@pytest.fixture
def section(db: None, monkeypatch: pytest.MonkeyPatch) -> Section:
    """Make an outlet with one section."""
    for module in (clock, timezone):
        monkeypatch.setattr(module, "now", lambda: NOW)
    french_masthead()
    made: Section = SectionFactory(slug="port", name="Port")
    return made


@pytest.fixture
def picture(db: None) -> Picture:
    return drawn_picture()


def page(path: str) -> html.HtmlElement:
    """Return a page as it is printed now."""
    verify.sync()
    return html.document_fromstring(oven.render(PublicPath.objects.get(path=path)).body.decode())


def write(section: Section, hours_ago: float, headline: str, **fields: object) -> Article:
    article: Article = ArticleFactory(
        section=section,
        headline=headline,
        published_at=NOW - timedelta(hours=hours_ago),
        published=True,
        **fields,
    )
    return article


def test_success_a_section_weighs_three_and_lists_the_rest(section: Section, picture: Picture) -> None:
    for number in range(6):
        write(section, number, f"Titre {number}", picture=picture if number in (1, 4) else None)
    for number in range(2):
        write(section, number, f"Brève {number}", form="brief")

    shown = page("/port/")

    assert texts(shown, ".card--lead .card__headline") == ["Titre 1"]
    assert texts(shown, ".front__seconds .card__headline") == ["Titre 0", "Titre 2"]
    assert texts(shown, ".list .card__headline") == ["Titre 3", "Titre 4", "Titre 5"]
    assert texts(shown, ".front__briefs .brief__headline") == ["Brève 0", "Brève 1"]


def test_success_older_briefs_of_a_section_stay_in_its_list(section: Section) -> None:
    for number in range(10):
        write(section, number, f"Brève {number}", form="brief")

    shown = page("/port/")

    assert len(texts(shown, ".front__briefs .brief__headline")) == 8
    assert texts(shown, ".list .card__headline") == ["Brève 8", "Brève 9"]


def test_success_a_section_names_the_dossiers_that_cite_its_articles(section: Section) -> None:
    proof = write(section, 1, "La preuve")
    elsewhere = write(SectionFactory(slug="sport", name="Sport"), 2, "Le match")
    for title, article in (("Le bac", proof), ("Le stade", elsewhere)):
        dossier = Dossier.objects.create(
            locale=locale(), title=title, slug=title[3:], summary="Onze mois.", live=True
        )
        promise = Commitment.objects.create(dossier=dossier, text="Ouvrir.")
        CommitmentChange.objects.create(
            commitment=promise, on=date(2026, 1, 1), state="kept", evidence=article
        )

    assert texts(page("/port/"), ".matter h3") == ["Le bac"]
    assert texts(page("/sport/"), ".matter h3") == ["Le stade"]


def test_success_an_empty_section_says_so(section: Section) -> None:
    shown = page("/port/")

    assert len(texts(shown, ".empty")) == 1
    assert select(shown, ".card") == select(shown, ".list") == []


def test_success_a_subject_is_read_month_by_month(section: Section, picture: Picture) -> None:
    about = SubjectFactory(names={"fr": "Le port"})
    about.picture = picture
    about.save()
    for number, days in enumerate((0, 1, 20, 30, 60)):
        write(section, days * 24, f"Titre {number}", subjects=[about])

    shown = page(f"/sujet/fr-{about.pk}/")

    assert texts(shown, ".card--lead .card__headline") == ["Titre 0"]
    assert texts(shown, ".month h2") == ["novembre 2026", "octobre 2026", "septembre 2026"]
    assert [texts(month, ".card__headline") for month in select(shown, ".month")] == [
        ["Titre 1", "Titre 2"],
        ["Titre 3"],
        ["Titre 4"],
    ]
    assert len(select(shown, ".heading--picture img")) == 1
    assert [link.get("href") for link in select(shown, ".heading a.button")] == [
        f"/_/subscribe/?language=fr&subject={about.pk}"
    ]


def test_success_a_month_begins_on_the_clock_of_the_outlet(section: Section) -> None:
    about = SubjectFactory(names={"fr": "Le port"})
    write(section, 0, "Le dernier", subjects=[about])
    # Half past midnight in Casablanca, and an hour earlier.
    for at in (datetime(2026, 10, 31, 23, 30, tzinfo=UTC), datetime(2026, 10, 31, 22, 30, tzinfo=UTC)):
        ArticleFactory(section=section, subjects=[about], published_at=at, published=True)

    assert texts(page(f"/sujet/fr-{about.pk}/"), ".month h2") == ["novembre 2026", "octobre 2026"]


BODY = " ".join(f"Le conseil a dit ceci du quai numéro {number}." for number in range(9))


def test_success_a_brief_is_whole_and_has_a_place_of_its_own(section: Section) -> None:
    brief = write(
        section,
        1,
        "Le vent",
        form="brief",
        standfirst="",
        body=[("intertitle", "Ce matin"), ("paragraph", f"<p>{BODY}</p>")],
    )
    address = "https%3A%2F%2Festuaire.example%2Fport%2Fle-vent%2F"

    shown = page("/breves/")
    (found,) = select(shown, ".brief")

    assert texts(found, ".brief__words > p") == ["Ce matin", BODY]
    assert (found.get("id"), [link.get("href") for link in select(found, ".brief__time a")]) == (
        f"a{brief.pk}",
        [f"#a{brief.pk}"],
    )
    assert [link.get("href") for link in select(found, ".brief__foot a")] == [
        "/port/",
        f"https://wa.me/?text={address}",
        f"mailto:?subject=Le%20vent&body={address}",
    ]


def test_success_more_briefs_cost_no_more_queries(section: Section) -> None:
    def asked() -> int:
        verify.sync()
        with CaptureQueriesContext(connection) as counted, loaders.batch():
            pages = list(PublicPath.objects.filter(recipe="brief").order_by("path"))
            list(oven.prepared(pages))
            for one in pages:
                oven.render(one)
        return len(counted)

    write(section, 1, "Le vent", form="brief")
    before = asked()
    for number in range(9):
        write(section, 2 + number, f"Le vent {number}", form="brief")

    assert asked() == before
