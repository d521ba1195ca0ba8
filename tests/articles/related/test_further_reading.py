"""Further reading under an article: chosen once, and kept."""

from collections.abc import Callable

import pytest

from rotative.articles import actions, reads
from rotative.articles.models import Article, Choice
from rotative.bake import oven, verify
from rotative.bake.batch import loaders
from rotative.bake.models import StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.subjects.models import Subject
from tests.factories.articles import SubjectFactory, locale, published

pytestmark = pytest.mark.django_db


def write(count: int, *subjects: Subject, days_ago: int = 30) -> list[Article]:
    """Publish articles, oldest first."""
    return [
        published(
            days_ago + count - number, headline=f"Titre {number} de {subjects[0].pk}", subjects=subjects
        )
        for number in range(count)
    ]


def reading(article: Article) -> list[int]:
    return [card.id for card in reads.further_reading(article.pk)]


def page(press: MemoryPress, article: Article) -> str:
    return (press.read(article.path or "") or b"").decode()


def test_success_an_old_article_that_shares_a_rare_subject_comes_first() -> None:
    country, port = SubjectFactory(), SubjectFactory()
    (old,) = write(1, country, port, days_ago=300)
    write(70, country)
    article = published(subjects=[country, port])

    found = reading(article)

    assert found[0] == old.pk
    assert len(found) == 8


def test_success_articles_of_the_first_subject_alone() -> None:
    country, port = SubjectFactory(), SubjectFactory()
    write(3, port)
    (about,) = write(1, country)
    article = published(subjects=[country, port])

    assert reading(article) == [about.pk]


def test_success_what_the_text_links_to_is_not_shown_again() -> None:
    port = SubjectFactory()
    linked, other = write(2, port)
    article = published(subjects=[port], body=[("read_also", {"article": linked})])

    assert reading(article) == [other.pk]


def test_success_a_later_publication_changes_no_page_of_an_archive(press: MemoryPress) -> None:
    port = SubjectFactory()
    archive = write(9, port)
    oven.bake_stale(press)

    published(subjects=[port])

    stale = set(StalePath.objects.values_list("path__path", flat=True))
    assert stale.isdisjoint(article.path for article in archive)
    oven.bake_stale(press)
    assert verify.verify(press).stale == ()


def test_success_a_young_subject_is_read_on(press: MemoryPress) -> None:
    port = SubjectFactory()
    (first,) = write(1, port)
    oven.bake_stale(press)
    assert reading(first) == []

    second = published(subjects=[port])
    oven.bake_stale(press)

    assert reading(first) == [second.pk]
    assert second.path in page(press, first)


def test_success_chosen_again_when_the_article_is_published_again(press: MemoryPress) -> None:
    port, tram = SubjectFactory(), SubjectFactory()
    article = published(subjects=[port])
    oven.bake_stale(press)
    (other,) = write(1, tram)
    article.article_subjects.clear()
    article.article_subjects.create(subject=tram)

    actions.publish(article)

    assert reading(article) == [other.pk]


def test_success_a_withdrawn_article_leaves_the_box(press: MemoryPress) -> None:
    port = SubjectFactory()
    articles = write(6, port)
    oven.bake_stale(press)
    assert articles[0].path in page(press, articles[5])

    actions.withdraw(articles[0])
    oven.bake_stale(press)

    assert articles[0].path not in page(press, articles[5])
    assert verify.verify(press).stale == ()


def test_success_languages_are_apart() -> None:
    port = SubjectFactory(names={"fr": "Le port", "ar": "الميناء"})
    published(subjects=[port], locale=locale("ar"))
    article = published(subjects=[port])

    assert reading(article) == []


def test_success_ten_articles_take_as_many_queries_as_one(
    django_assert_max_num_queries: Callable,
) -> None:
    port, tram = SubjectFactory(), SubjectFactory()
    articles = write(30, port, tram)
    Choice.objects.all().delete()

    with django_assert_max_num_queries(8), loaders.batch(printing=True):
        reads.prepare_further_reading([article.pk for article in articles[:10]])


def test_success_asking_keeps_nothing() -> None:
    articles = write(7, SubjectFactory())

    reading(articles[3])
    with loaders.batch():
        reading(articles[3])

    assert Choice.objects.count() == 0


def test_success_kept_after_the_first_time(django_assert_num_queries: Callable) -> None:
    port = SubjectFactory()
    articles = write(7, port)
    with loaders.batch(printing=True):
        before = reading(articles[3])

    with django_assert_num_queries(2):
        again = reading(articles[3])

    assert again == before
    assert len(before) == 6
