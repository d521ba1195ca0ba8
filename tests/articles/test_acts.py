"""Stale pages after each act: exactly those that show it, however long the lists are."""

from datetime import timedelta

import pytest

from rotative.articles import actions, bulk_publish, lists
from rotative.articles.models import Article
from rotative.bake import oven
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from tests.factories.articles import ArticleFactory, SectionFactory, published

pytestmark = pytest.mark.django_db

NIGHT = timedelta(hours=12)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, press: MemoryPress) -> list[Article]:
    """Publish and print twelve articles of one section in windows of 2, oldest first; a second section is empty.

    Windows 1 to 4 have pages of their own.
    """
    monkeypatch.setattr(lists, "WINDOW", 2)
    SectionFactory(name="Sport", slug="sport")
    found = [published(days_ago=100 - 2 * at) for at in range(12)]
    oven.bake_stale(press)
    return found


def stale() -> set[str]:
    return set(StalePath.objects.values_list("path__path", flat=True))


def section_pages() -> set[str]:
    return {path for path in stale() if path.startswith("/politique/page/") or path == "/politique/"}


def test_success_a_publication_writes_one_file_for_each_page_it_changes(
    archive: list[Article], press: MemoryPress
) -> None:
    before = dict(press.pages)

    article = published(days_ago=1)
    waiting = stale()
    totals = oven.bake_stale(press)

    changed = {path for path, page in press.pages.items() if before.get(path) != page}
    assert totals.baked == len(changed)
    assert totals.baked + totals.unchanged == len(waiting)
    assert {article.path, "/politique/", "/politique/rss.xml"} <= changed
    assert not {old.path for old in archive} & changed


def test_success_a_longer_archive_costs_no_more(archive: list[Article], press: MemoryPress) -> None:
    published(days_ago=1.8)
    few = len(stale())
    oven.bake_stale(press)
    for at in range(20):
        published(days_ago=300 - at)
    oven.bake_stale(press)

    published(days_ago=1.7)

    # The first article opens a window and the second does not: never more pages than that.
    assert len(stale()) <= few


def test_success_a_back_dated_article_changes_its_window_alone(archive: list[Article]) -> None:
    at = archive[3].published_at
    assert at is not None

    article = ArticleFactory(published_at=at - NIGHT)
    actions.publish(article)

    assert section_pages() == {"/politique/page/2/"}
    assert not {old.path for old in archive} & stale()


def test_success_a_withdrawal_from_the_middle_changes_its_window_alone(archive: list[Article]) -> None:
    actions.withdraw(archive[4])

    assert section_pages() == {"/politique/page/3/"}
    assert archive[4].path in stale()
    assert not {old.path for old in archive if old != archive[4]} & stale()


def test_success_a_change_of_section_changes_one_window_of_each(archive: list[Article]) -> None:
    article = Article.objects.get(pk=archive[4].pk)
    article.section = SectionFactory(name="Sport", slug="sport")

    actions.publish(article)

    assert section_pages() == {"/politique/page/3/"}
    assert {"/sport/", article.path} <= stale()
    assert not {old.path for old in archive if old != article} & stale()


def test_success_an_import_of_older_articles_leaves_other_sections_alone(
    archive: list[Article], press: MemoryPress
) -> None:
    sport = SectionFactory(name="Sport", slug="sport")
    rows = [
        ArticleFactory(
            section=sport,
            live=True,
            path=f"/2019/{at}/",
            published_at=clock.now() - timedelta(days=2000 - at),
        )
        for at in range(5)
    ]

    bulk_publish.prepare(rows)
    Article.objects.bulk_update(rows, bulk_publish.PREPARED)
    bulk_publish.publish(rows)
    bulk_publish.number_lists()

    assert section_pages() == set()
    assert not {old.path for old in archive} & stale()
    assert {row.path for row in rows} <= stale()
    assert PublicPath.objects.filter(path="/sport/page/1/").exists()
