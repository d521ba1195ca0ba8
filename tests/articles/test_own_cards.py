"""The card of an article whose own page is printed: shared with the lists of the same batch, and cached by none of them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from rotative.articles import reads
from rotative.bake import keys
from rotative.bake.batch import loaders
from rotative.bake.batch.cache import Cache
from tests.factories.articles import published


@pytest.mark.django_db
def test_success_a_list_of_the_same_batch_shows_the_card_with_its_keys(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    article = published()

    with loaders.batch(Cache()):
        reads.prepare([article.pk])
        view = reads.article(article.pk)
        with django_assert_num_queries(0), keys.recording() as shown:
            listed = reads.cards([article.pk])

    assert view is not None
    assert listed[article.pk] is view.card
    assert {keys.card(article.pk), keys.section(article.section_id)} <= shown


@pytest.mark.django_db
def test_success_own_pages_leave_no_card_in_the_cache() -> None:
    article = published()
    cache = Cache()

    with loaders.batch(cache):
        reads.prepare([article.pk])
        reads.article(article.pk)

    assert len(cache) == 0
