"""Windows: a new article changes the head of a list and nothing older."""

from datetime import UTC, datetime

import pytest

from rotative.articles import actions, bulk_publish, lists, reads
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ListEntry
from rotative.bake import oven
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from tests.factories.articles import ArticleFactory, SectionFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> ListName:
    """Make a section's list with windows of 3 articles, and put ten articles into it."""
    monkeypatch.setattr(lists, "WINDOW", 3)
    section = SectionFactory()
    for days in range(10, 0, -1):
        published(days_ago=days, section=section)
    return ListName(kind="section", id=section.pk)


def windows(name: ListName) -> list[int]:
    return list(
        ListEntry.objects.filter(list=str(name)).order_by("published_at").values_list("window", flat=True)
    )


def test_success_windows_are_numbered_from_the_oldest(full: ListName) -> None:
    assert windows(full) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4]


def test_success_windows_of_briefs_are_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "WINDOW", 3)
    monkeypatch.setattr(lists, "BRIEF_WINDOW", 2)
    section = SectionFactory()
    for days in range(5, 0, -1):
        published(days_ago=days, section=section, form=Article.Form.BRIEF)
    names = [ListName(kind="brief", language="fr"), ListName(kind="site", language="fr")]

    one_by_one = [windows(name) for name in names]
    ListEntry.objects.update(window=bulk_publish.WAITING)
    bulk_publish.number_lists()

    assert one_by_one == [[1, 1, 2, 2, 3], [1, 1, 1, 2, 2]] == [windows(name) for name in names]


def test_success_head_shows_two_windows_and_older_ones_have_pages(full: ListName) -> None:
    head = reads.head(full)
    pages = set(PublicPath.objects.filter(path__startswith="/politique/page/").values_list("path", flat=True))

    assert len(head.cards) == 4
    assert head.older == 2
    assert pages == {"/politique/page/1/", "/politique/page/2/"}


def test_success_new_article_leaves_older_pages_alone(full: ListName) -> None:
    oven.bake_stale(MemoryPress())

    published(section=SectionFactory())

    stale = set(StalePath.objects.values_list("path__path", flat=True))
    assert not {path for path in stale if path.startswith("/politique/page/")}
    assert "/politique/" in stale


def test_success_opened_window_changes_its_neighbour_alone(full: ListName) -> None:
    section = SectionFactory()
    published(section=section)
    published(section=section)
    oven.bake_stale(MemoryPress())

    published(section=section)

    stale = {
        path
        for path in StalePath.objects.values_list("path__path", flat=True)
        if path.startswith("/politique/page/")
    }
    assert windows(full)[-1] == 5
    assert stale == {"/politique/page/2/", "/politique/page/3/"}


def test_success_back_dated_article_joins_its_window(full: ListName) -> None:
    oven.bake_stale(MemoryPress())

    article = published(days_ago=9.5, section=SectionFactory())

    stale = {
        path
        for path in StalePath.objects.values_list("path__path", flat=True)
        if path.startswith("/politique/page/")
    }
    assert ListEntry.objects.get(list=str(full), article=article).window == 1
    assert stale == {"/politique/page/1/"}


def test_success_emptied_window_loses_its_page(full: ListName) -> None:
    oven.bake_stale(MemoryPress())

    for entry in list(ListEntry.objects.filter(list=str(full), window=1)):
        actions.withdraw(entry.article)

    assert PublicPath.objects.get(path="/politique/page/1/").state == PublicPath.State.GONE
    assert reads.window(full.page(1)) is None


def test_success_many_at_once_equal_one_by_one(full: ListName) -> None:
    section = SectionFactory(slug="monde", name="Monde")
    articles = [published(days_ago=days, section=section) for days in range(8, 0, -1)]
    name = ListName(kind="section", id=section.pk)
    one_by_one = windows(name)
    ListEntry.objects.filter(list=str(name)).delete()

    bulk_publish.publish(articles)
    bulk_publish.number_lists()

    assert windows(name) == one_by_one


@pytest.mark.django_db
def test_success_one_month_for_an_article_of_the_first_hour() -> None:
    # Where the clock is an hour ahead of UTC, it is December already.
    article = ArticleFactory(published_at=datetime(2025, 11, 30, 23, 30, tzinfo=UTC))
    actions.publish(article)
    month = ListName(kind="month", language="fr", month="2025-11")

    assert ListEntry.objects.filter(list__startswith="month:").values_list("list", flat=True).get() == str(
        month
    )
    assert reads.months("fr") == ("2025-11",)
