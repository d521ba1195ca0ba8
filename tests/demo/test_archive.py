"""The synthetic archive: the same as if published one by one, the same each time, of the length asked for."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction

from rotative.articles import actions, publication
from rotative.articles.models import Article, ListEntry
from rotative.bake import oven, queue, verify
from rotative.bake.models import PathKey, PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.demo import archive
from rotative.demo.archive.prose import WORDS_MAX, WORDS_MIN, Writer
from rotative.masthead.models import Masthead
from rotative.pages.actions import ensure_front

UNTIL = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Enough for a list to have a page besides its first.
ARTICLES = 42


def derived() -> dict[str, Any]:
    """Return the rows that publishing leaves behind, by the names of things."""
    return {
        "articles": sorted(
            Article.objects.values_list(
                "pk", "path", "slug", "state", "aged", "card_digest", "word_count", "live"
            )
        ),
        "entries": sorted(ListEntry.objects.values_list("list", "window", "article_id", "published_at")),
        "paths": sorted(PublicPath.objects.values_list("path", "recipe", "arg", "state", "target")),
        "stale": sorted(StalePath.objects.values_list("path__path", flat=True)),
    }


@transaction.atomic
def publish_again() -> None:
    """Withdraw all articles, then publish them one by one as the desk does."""
    articles = list(Article.objects.order_by("published_at"))
    PathKey.objects.all().delete()
    StalePath.objects.all().delete()
    PublicPath.objects.all().delete()
    ListEntry.objects.all().delete()
    Article.objects.update(
        live=False, state=Article.State.DRAFT, path=None, card_digest="", word_count=None, aged=False
    )
    verify.sync()
    for article in articles:
        actions.publish(Article.objects.get(pk=article.pk))
    verify.sync()
    queue.mark_everything()


@pytest.fixture
def outlet(db: None) -> Masthead:
    ensure_front("fr", title="L’Estuaire")
    return Masthead.objects.create(time_zone="Africa/Casablanca")


def test_success_as_published_one_by_one(outlet: Masthead) -> None:
    archive.add(ARTICLES, until=UNTIL)
    made = derived()

    publish_again()

    assert len(made["articles"]) == ARTICLES
    assert max(window for _list, window, *_rest in made["entries"]) > 2
    assert made == derived()


def test_success_fresh_once_baked(outlet: Masthead, press: MemoryPress) -> None:
    archive.add(ARTICLES, until=UNTIL)

    oven.bake_stale(press)
    verdict = verify.verify(press)

    assert verdict.fresh
    assert verdict.checked > ARTICLES


def test_success_twice_and_behind_what_is_there(outlet: Masthead, press: MemoryPress) -> None:
    archive.add(20, until=UNTIL)
    archive.add(20, seed=2)

    newest = Article.objects.order_by("-published_at").values_list("pk", flat=True)
    windows = (
        ListEntry.objects.filter(list="site:fr").order_by("published_at").values_list("window", flat=True)
    )
    oven.bake_stale(press)

    assert sorted(newest[:20]) == sorted(Article.objects.order_by("pk").values_list("pk", flat=True)[:20])
    assert list(windows) == [1] * 20 + [2] * 20
    assert verify.verify(press).fresh


def test_success_again_the_same(outlet: Masthead) -> None:
    first, again = Writer(7), Writer(7)

    pieces = [first.piece(number) for number in range(50)]

    assert pieces == [again.piece(number) for number in range(50)]
    assert pieces != [Writer(8).piece(number) for number in range(50)]


def test_success_length_of_articles() -> None:
    writer = Writer(1)

    lengths = [
        sum(len(re.sub("<[^>]+>", "", block["value"]).split()) for block in writer.piece(number).blocks)
        for number in range(300)
    ]

    # Up to a sentence and the intertitles beyond, a standfirst short of it.
    assert min(lengths) > WORDS_MIN - 60
    assert max(lengths) < WORDS_MAX + 100


@pytest.mark.parametrize("count", [1, 100, 20_000])
def test_success_dates(count: int) -> None:
    found = list(archive.dates(count, UNTIL))

    assert len(found) == count
    assert found[-1] == UNTIL - archive.PACE
    assert found[0] >= UNTIL - archive.SPAN
    assert all(earlier < later for earlier, later in pairwise(found))


def test_success_next_article_by_hand(outlet: Masthead) -> None:
    archive.add(3, until=UNTIL)
    one = Article.objects.first()
    assert one is not None

    added = Article.objects.create(locale=one.locale, section=one.section, headline="Un titre", live=False)

    assert added.pk > max(Article.objects.exclude(pk=added.pk).values_list("pk", flat=True))
    assert publication.free_path(added).endswith("/un-titre/")
