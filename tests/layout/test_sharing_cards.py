"""Cards of the newest articles without a picture: drawn apart from the press, named once they are there, removed when not needed."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from rotative.articles import actions
from rotative.articles.models import Article, SharingCard
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.layout import drawings, sharing_cards
from rotative.masthead.models import Masthead
from tests.factories.articles import published
from tests.factories.newsroom import drawn_picture, french_masthead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(settings: object, tmp_path: Path) -> Masthead:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's fixture
    masthead = french_masthead("La Digue")
    verify.sync()
    return masthead


def quickly(wanted: dict[Path, drawings.Card]) -> None:
    """Draw nothing, at once."""
    for file in wanted:
        file.write_bytes(b"card")


@pytest.fixture
def image_of(press: MemoryPress) -> Callable[[Article], str]:
    """Return a function that prints what is stale and finds the picture that an article's page names."""

    def found(article: Article) -> str:
        oven.bake_stale(press)
        page = (press.read(article.path) or b"").decode()
        return re.findall(r'og:image" content="https?://[^/]+(/[^"]+)"', page)[0]

    return found


def test_success_drawn_in_a_process_and_named_afterwards(image_of: Callable[[Article], str]) -> None:
    article = published(0.1, headline="Le bac revient")
    before = image_of(article)

    assert sharing_cards.draw_missing() == 1

    assert before.startswith("/static/card.")
    name = SharingCard.objects.get().name
    assert image_of(article) == f"/media/{name}"
    with default_storage.open(name) as file:
        body = file.read()
    assert Image.open(BytesIO(body)).size == drawings.CARD and len(body) <= 60_000
    assert sharing_cards.draw_missing(quickly) == 0


def test_success_another_headline_has_another_card(image_of: Callable[[Article], str]) -> None:
    article = published(0.1)
    sharing_cards.draw_missing(quickly)
    before = image_of(article)

    article.headline = "Un autre titre"
    actions.publish(article)
    sharing_cards.draw_missing(quickly)

    assert image_of(article) not in ("", before)


def test_success_none_for_a_picture_nor_for_the_archive(
    image_of: Callable[[Article], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing_cards, "NEWEST", 2)
    old, pictured, new = published(3), published(0.2, picture=drawn_picture()), published(0.1)

    sharing_cards.draw_missing(quickly)

    assert set(SharingCard.objects.values_list("pk", flat=True)) == {new.pk}
    assert image_of(old).startswith("/static/card.")
    assert image_of(pictured).startswith("/media/images/")


def test_success_dropped_cards_leave_no_file(
    image_of: Callable[[Article], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = published(0.2), published(0.1)
    sharing_cards.draw_missing(quickly)
    first, second = (image_of(article).removeprefix("/media/") for article in (one, other))

    actions.withdraw(one)
    other.picture = drawn_picture()
    actions.publish(other)
    sharing_cards.draw_missing(quickly)

    # A page may name the card of a live article until it is printed again.
    assert (default_storage.exists(first), default_storage.exists(second)) == (False, True)
    assert image_of(other).startswith("/media/images/")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=1))
    sharing_cards.draw_missing(quickly)
    assert not default_storage.exists(second)


def test_fail_a_drawing_that_fails_changes_nothing(image_of: Callable[[Article], str]) -> None:
    def fails(wanted: dict[Path, drawings.Card]) -> None:
        raise OSError

    article = published(0.1)

    with pytest.raises(OSError):
        sharing_cards.draw_missing(fails)

    assert not SharingCard.objects.exists()
    assert image_of(article).startswith("/static/card.")


def test_success_the_newest_come_from_an_index() -> None:
    plan = Article.objects.published().newest_first()[: sharing_cards.NEWEST].explain()

    assert connection.vendor == "postgresql" or "TEMP B-TREE FOR ORDER BY" not in plan
