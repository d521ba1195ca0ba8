"""The cache that a process keeps from bake to bake: a value is dropped as soon as a key that it showed is marked."""

import pytest
from django.db import transaction

from rotative.articles import actions
from rotative.bake import invalidation_clock, keys, oven, queue, verify
from rotative.bake.batch import loaders
from rotative.bake.batch.cache import Cache, Cached
from rotative.bake.models import Mark
from rotative.bake.store.folder import MemoryPress
from rotative.masthead.models import Masthead
from tests.factories.articles import SubjectFactory, published

CARD = frozenset({"card:1", "section:2"})
words: Cached[str, str] = Cached()


def test_success_a_cached_value_brings_its_keys() -> None:
    cache = Cache()
    with loaders.batch(cache):
        words.put("card", "words", CARD)

    with loaders.batch(cache), keys.recording() as shown:
        value = words.get("card")

    assert value == "words"
    assert shown == CARD


def test_success_two_kinds_share_no_key() -> None:
    others: Cached[str, str] = Cached()
    with loaders.batch():
        words.put("card", "words", CARD)

        assert others.get("card") is None


def test_success_a_value_is_made_once_with_the_keys_it_records() -> None:
    def make() -> str:
        made.append(1)
        keys.record("card:1")
        return "words"

    made: list[int] = []
    with loaders.batch():
        first = words.get_or_make("card", make)
        with keys.recording() as shown:
            second = words.get_or_make("card", make)

    assert (first, second, made, shown) == ("words", "words", [1], {"card:1"})


@pytest.mark.parametrize("marked", ["card:1", "section:2", keys.CONVENTIONS, keys.EVERYTHING])
def test_success_a_mark_of_what_it_showed_drops_it(marked: str) -> None:
    cache = Cache()
    cache.put("card", "words", CARD)
    cache.put("other", "words", frozenset({"card:3"}))

    cache.forget([marked])

    assert cache.get("card") is None
    assert (cache.get("other") is None) == (marked in (keys.CONVENTIONS, keys.EVERYTHING))


def test_success_other_marks_leave_it() -> None:
    cache = Cache()
    cache.put("card", "words", CARD)

    cache.forget(["card:2", "list:site:fr:head"])

    assert cache.get("card") == ("words", CARD)


def test_success_the_oldest_go_where_there_is_no_room() -> None:
    # A value takes the room of the keys that it showed, and of one more.
    cache = Cache(limit=4 * (1 + len(CARD)))

    for number in range(5):
        cache.put(number, "words", CARD)

    assert [number for number in range(5) if cache.get(number)] == [1, 2, 3, 4]
    cache.forget(CARD)
    assert len(cache) == 0


def test_success_what_showed_much_takes_the_room_of_many() -> None:
    cache = Cache(limit=100)
    cache.put("map", "words", frozenset(f"card:{number}" for number in range(99)))

    for number in range(3):
        cache.put(number, "words", CARD)

    assert [cache.get(place) is not None for place in ("map", 0, 1, 2)] == [False, True, True, True]


def test_success_nothing_is_kept_outside_a_batch() -> None:
    words.put("card", "words", CARD)

    assert words.get("card") is None


@pytest.mark.django_db
def test_success_marks_are_followed_from_where_they_were_left() -> None:
    cache = Cache()
    invalidation_clock.follow(cache, invalidation_clock.read())
    cache.put("card", "words", CARD)
    cache.put("other", "words", frozenset({"card:3"}))

    queue.mark_stale(["card:1"])
    invalidation_clock.follow(cache, invalidation_clock.read())

    assert cache.get("card") is None
    assert cache.get("other") is not None


@pytest.mark.django_db
@pytest.mark.parametrize("away", [-1, invalidation_clock.KEPT_TICKS])
def test_success_a_clock_nobody_can_follow_drops_everything(away: int) -> None:
    cache = Cache()
    invalidation_clock.follow(cache, invalidation_clock.move())
    cache.put("card", "words", CARD)

    invalidation_clock.follow(cache, invalidation_clock.read() + away)

    assert len(cache) == 0


@pytest.mark.django_db
def test_success_old_marks_are_swept() -> None:
    for tick in range(invalidation_clock.KEPT_TICKS + 200):
        invalidation_clock.log_marks(tick, ["card:1"])

    oldest = Mark.objects.order_by("tick").values_list("tick", flat=True)[0]
    assert 100 < oldest < 200


@pytest.mark.django_db
def test_success_a_mark_that_was_taken_back_is_none() -> None:
    cache = Cache()
    invalidation_clock.follow(cache, invalidation_clock.move())
    cache.put("card", "words", CARD)

    with transaction.atomic():
        queue.mark_stale(["card:1"])
        transaction.set_rollback(True)
    invalidation_clock.follow(cache, invalidation_clock.read())

    assert cache.get("card") is not None


@pytest.mark.django_db
def test_success_pages_are_right_whatever_was_kept() -> None:
    subject = SubjectFactory()
    first = published(headline="Le port se vide", subjects=[subject])
    published(headline="Les grues partent", subjects=[subject])
    press, cache = MemoryPress(), Cache()
    oven.bake_stale(press, cache=cache)

    first.headline = "Le port se remplit"
    actions.publish(first)
    totals = oven.bake_stale(press, cache=cache)
    masthead = Masthead.objects.get_or_create()[0]
    masthead.address = "12, quai des Brumes"
    masthead.save()
    oven.bake_stale(press, cache=cache)

    assert totals.baked > 0
    assert len(cache) > 0
    verdict = verify.verify(press)
    assert verdict.fresh, verdict
