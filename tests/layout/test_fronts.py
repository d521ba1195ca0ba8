"""Front pages: the hours of their day, the links under the lead, sections in shapes that change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from rotative.articles.models import Section
from rotative.bake import oven, verify
from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.media.models import Picture
from rotative.pages.actions import ensure_front
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory
from tests.factories.newsroom import drawn_picture, french_masthead
from tests.layout.selecting import select, texts

# 09:40 on the clock of the outlet, in Casablanca.
NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)


@pytest.fixture
def outlet(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an outlet without articles."""
    for module in (clock, timezone):
        monkeypatch.setattr(module, "now", lambda: NOW)
    french_masthead()
    ensure_front("fr")


@pytest.fixture
def picture(db: None) -> Picture:
    return drawn_picture()


def front() -> html.HtmlElement:
    """Return the front page as it is printed now."""
    verify.sync()
    return html.document_fromstring(oven.render(PublicPath.objects.get(path="/")).body.decode())


def write(number: int, *, hours_ago: int = 1, **fields: object) -> None:
    """Publish articles a minute apart, each older than the one before it."""
    for at in range(number):
        ArticleFactory(published_at=NOW - timedelta(hours=hours_ago, minutes=at), published=True, **fields)


def section(number: int) -> Section:
    made: Section = SectionFactory(slug=f"section-{number}", name=f"Section {number}", position=number)
    return made


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (NOW, "09:40"),
        # Half past midnight, and an hour earlier.
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "00:30"),
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "22 novembre 2026"),
    ],
)
def test_success_what_is_of_the_day_has_its_hour(outlet: None, at: datetime, shown: str) -> None:
    ArticleFactory(published_at=at, published=True)
    ArticleFactory(published_at=NOW, form="brief", published=True)

    page = front()

    assert texts(page, ".nameplate time") == ["lundi 23 novembre 2026"]
    assert texts(page, ".card--lead .card__meta time") == [shown]


def test_success_the_day_is_that_of_the_page(outlet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was printed before midnight says nothing else after it."""
    write(1)
    before = html.tostring(front())

    for module in (clock, timezone):
        monkeypatch.setattr(module, "now", lambda: NOW + timedelta(days=1))

    assert html.tostring(front()) == before
    assert b">08:40<" in before


def test_success_the_lead_has_links_to_its_subjects(outlet: None) -> None:
    port, tram = SubjectFactory(names={"fr": "Le port"}), SubjectFactory(names={"fr": "Le tramway"})
    ArticleFactory(headline="La une", rank=1, subjects=[port, tram], published_at=NOW, published=True)
    write(9)
    for number in range(3):
        ArticleFactory(
            headline=f"Le port, {number}",
            subjects=[port],
            published_at=NOW - timedelta(days=90 + number),
            published=True,
        )

    page = front()

    assert texts(page, ".card--lead .card__also a") == ["Le port, 0", "Le port, 1"]


def test_fail_a_link_under_the_lead_to_what_the_page_shows(outlet: None) -> None:
    port = SubjectFactory(names={"fr": "Le port"})
    write(3, subjects=[port])

    page = front()

    assert select(page, ".card__also") == []
    links = page.xpath("//*[contains(@class, 'headline')]/a/@href | //*[@class='card__also']//@href")
    assert len(links) == len(set(links)) == 3


def test_success_sections_take_their_shapes_in_turn(outlet: None, picture: Picture) -> None:
    for number in range(6):
        write(8, section=section(number), picture=picture)

    rows = select(front(), ".row")

    assert [row.get("class") for row in rows] == [
        f"row row--{shape}" for shape in ("list", "equal", "large", "words", "list", "equal")
    ]
    assert [len(select(row, ".card")) for row in rows] == [4, 3, 3, 4, 4, 3]
    assert [len(select(row, "img")) for row in rows] == [1, 3, 3, 0, 1, 3]


def test_success_sections_without_pictures_are_words(outlet: None, picture: Picture) -> None:
    write(8)
    for number in range(2):
        write(4, hours_ago=50, section=section(number))
    write(1, hours_ago=50, section=section(2), picture=picture)

    rows = select(front(), ".row")

    assert [row.get("class") for row in rows][-3:] == ["row row--words", "row row--words", "row row--list"]
