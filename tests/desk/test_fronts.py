"""The front page is arranged at the desk on the page as it looks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rotative.articles.models import Article
from rotative.bake import oven
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.desk.editions.words import zone
from rotative.pages.actions import ensure_front
from rotative.pages.models import FrontPage
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_pages import outlet
from tests.factories.articles import ArticleFactory, published


@pytest.fixture
def front(desk: Client) -> FrontPage:
    outlet()
    return ensure_front("fr")


@pytest.fixture
def stories(front: FrontPage) -> list[Article]:
    return [published(headline=f"Nouvelle {number}", days_ago=0.01 * (1 + number)) for number in range(4)]


def act(client: Client, front: FrontPage, name: str, **fields: object) -> Any:
    answer = client.post(f"/desk/fronts/{front.pk}/", {"act": name, **fields}, follow=True)
    front.refresh_from_db()
    return answer


def places(client: Client, front: FrontPage) -> list[tuple[str, bool]]:
    """Return the headlines in their places, and whether somebody chose them."""
    answer = client.get(f"/desk/fronts/{front.pk}/")
    return [(place["card"].headline, place["slot"] is not None) for place in answer.context["places"]]


def page(press: MemoryPress) -> str:
    """Return the printed front page, with plain spaces."""
    return (press.read("/") or b"").decode().replace("\u00a0", " ")


def soon() -> str:
    hour = clock.now().astimezone(zone("fr")) + timedelta(hours=2)
    return hour.isoformat(timespec="minutes")[:16]


def test_success_automatic_articles_are_in_their_places(
    desk: Client, front: FrontPage, stories: list[Article]
) -> None:
    act(desk, front, "place", article=stories[3].pk, at=1)

    assert places(desk, front) == [
        ("Nouvelle 0", False),
        ("Nouvelle 3", True),
        ("Nouvelle 1", False),
        ("Nouvelle 2", False),
    ]


def test_success_readers_see_it_after_publishing(
    desk: Client, front: FrontPage, stories: list[Article], press: MemoryPress
) -> None:
    act(desk, front, "place", article=stories[3].pk, at=0)
    act(
        desk,
        front,
        "word",
        article=stories[3].pk,
        kicker="En direct",
        headline="Le quai cède",
        until_at=soon(),
    )
    act(desk, front, "urgent", text="Le fleuve déborde", article=stories[1].pk, until_at=soon())
    oven.bake_stale(press)
    before = page(press)

    answer = act(desk, front, "publish")
    oven.bake_stale(press)
    after = page(press)

    assert "The front page is published." in answer.content.decode()
    for words in ("Le quai cède", "En direct", "Le fleuve déborde"):
        assert words not in before and words in after
    assert '<aside class="urgent" aria-labelledby="urgent">' in after


def test_success_take_out_bring_back_and_drop(desk: Client, front: FrontPage, stories: list[Article]) -> None:
    act(desk, front, "place", article=stories[3].pk, at=0)
    act(desk, front, "publish")
    act(desk, front, "out", article=stories[3].pk)
    assert not any(chosen for _headline, chosen in places(desk, front))

    asked = act(desk, front, "drop")
    assert front.has_unpublished_changes and 'name="sure" value="1"' in asked.content.decode()
    act(desk, front, "drop", sure="1")
    assert places(desk, front)[0] == ("Nouvelle 3", True)

    act(desk, front, "out", article=stories[3].pk)
    act(desk, front, "publish")
    history = desk.get(f"/desk/fronts/{front.pk}/").context["history"]
    assert [one["current"] for one in history] == [True, False]
    act(desk, front, "back", revision=history[1]["revision"])
    assert places(desk, front)[0] == ("Nouvelle 3", True)


def test_success_the_search_finds_the_newest_published_first(
    desk: Client, front: FrontPage, stories: list[Article]
) -> None:
    ArticleFactory(headline="Nouvelle sans date")

    answer = desk.get(f"/desk/fronts/{front.pk}/", {"q": "nouvelle", "at": "2"})

    assert [article.headline for article, _placed in answer.context["found"]] == [
        f"Nouvelle {number}" for number in range(4)
    ]
    assert answer.context["at"] == 2 and 'name="at" value="2"' in answer.content.decode()


def test_success_the_form_of_wagtail_leads_to_it(desk: Client, front: FrontPage) -> None:
    answer = desk.get(f"/desk/pages/{front.pk}/edit/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/fronts/{front.pk}/")


def test_fail_a_draft_is_not_placed(desk: Client, front: FrontPage, stories: list[Article]) -> None:
    draft = ArticleFactory(headline="Pas encore")

    told = act(desk, front, "place", article=draft.pk, at=0).content.decode()

    assert "Only an article that is published" in told
    assert ("Pas encore", True) not in places(desk, front)


def test_fail_an_urgent_line_without_an_hour(desk: Client, front: FrontPage) -> None:
    told = act(desk, front, "urgent", text="Crue", until_at="").content.decode()

    assert "needs the hour" in told and not front.has_unpublished_changes


def test_fail_a_writer_arranges_nothing(front: FrontPage, stories: list[Article], writer: User) -> None:
    client = signed_in(writer)

    answers = [
        client.get(f"/desk/fronts/{front.pk}/"),
        client.post(f"/desk/fronts/{front.pk}/", {"act": "place", "article": stories[0].pk, "at": 0}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    front.refresh_from_db()
    assert not front.has_unpublished_changes


def test_success_reading_it_changes_nothing(desk: Client, front: FrontPage, stories: list[Article]) -> None:
    desk.get(f"/desk/fronts/{front.pk}/?act=publish")

    front.refresh_from_db()
    assert front.latest_revision is None
