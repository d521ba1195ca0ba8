"""What a process keeps from bake to bake goes as soon as a key it showed is marked."""

import pytest
from django.db import transaction

from rotative.articles import actions
from rotative.bake import invalidation_clock, keys, marks, oven, queue, verify
from rotative.bake.keys import Kept
from rotative.bake.models import Mark
from rotative.bake.store.folder import MemoryPress
from rotative.masthead.models import Masthead
from tests.factories.articles import SubjectFactory, published

CARD = frozenset({"card:1", "section:2"})


def test_success_a_piece_is_shown_again_with_its_keys() -> None:
    kept = Kept()
    with keys.batch(kept):
        keys.keep("card", "words", CARD)

    with keys.batch(kept), keys.recording() as shown:
        piece = keys.kept("card")

    assert piece == "words"
    assert shown == CARD


@pytest.mark.parametrize("marked", ["card:1", "section:2", keys.MASTHEAD, keys.EVERYTHING])
def test_success_a_mark_of_what_it_showed_drops_it(marked: str) -> None:
    kept = Kept()
    kept.put("card", "words", CARD)
    kept.put("other", "words", frozenset({"card:3"}))

    kept.forget([marked])

    assert kept.get("card") is None
    assert (kept.get("other") is None) == (marked in (keys.MASTHEAD, keys.EVERYTHING))


def test_success_other_marks_leave_it() -> None:
    kept = Kept()
    kept.put("card", "words", CARD)

    kept.forget(["card:2", "list:site:fr:head"])

    assert kept.get("card") == ("words", CARD)


def test_success_the_oldest_go_where_there_is_no_room() -> None:
    # A piece weighs as much as the keys it showed, and one more.
    kept = Kept(limit=4 * (1 + len(CARD)))

    for number in range(5):
        kept.put(number, "words", CARD)

    assert [number for number in range(5) if kept.get(number)] == [1, 2, 3, 4]
    kept.forget(CARD)
    assert len(kept) == 0


def test_success_what_showed_much_takes_the_room_of_many() -> None:
    kept = Kept(limit=100)
    kept.put("map", "words", frozenset(f"card:{number}" for number in range(99)))

    for number in range(3):
        kept.put(number, "words", CARD)

    assert [kept.get(place) is not None for place in ("map", 0, 1, 2)] == [False, True, True, True]


def test_success_nothing_is_kept_outside_a_batch() -> None:
    keys.keep("card", "words", CARD)

    assert keys.kept("card") is None


@pytest.mark.django_db
def test_success_marks_are_followed_from_where_they_were_left() -> None:
    kept = Kept()
    marks.follow(kept, invalidation_clock.read())
    kept.put("card", "words", CARD)
    kept.put("other", "words", frozenset({"card:3"}))

    queue.mark_stale(["card:1"])
    marks.follow(kept, invalidation_clock.read())

    assert kept.get("card") is None
    assert kept.get("other") is not None


@pytest.mark.django_db
@pytest.mark.parametrize("away", [-1, marks.KEPT_TICKS])
def test_success_a_clock_nobody_can_follow_drops_everything(away: int) -> None:
    kept = Kept()
    marks.follow(kept, invalidation_clock.move())
    kept.put("card", "words", CARD)

    marks.follow(kept, invalidation_clock.read() + away)

    assert len(kept) == 0


@pytest.mark.django_db
def test_success_old_marks_are_swept() -> None:
    for tick in range(marks.KEPT_TICKS + 200):
        marks.note(tick, ["card:1"])

    oldest = Mark.objects.order_by("tick").values_list("tick", flat=True)[0]
    assert 100 < oldest < 200


@pytest.mark.django_db
def test_success_a_mark_that_was_taken_back_is_none() -> None:
    kept = Kept()
    marks.follow(kept, invalidation_clock.move())
    kept.put("card", "words", CARD)

    with transaction.atomic():
        queue.mark_stale(["card:1"])
        transaction.set_rollback(True)
    marks.follow(kept, invalidation_clock.read())

    assert kept.get("card") is not None


@pytest.mark.django_db
def test_success_pages_are_right_whatever_was_kept() -> None:
    subject = SubjectFactory()
    first = published(headline="Le port se vide", subjects=[subject])
    published(headline="Les grues partent", subjects=[subject])
    press, kept = MemoryPress(), Kept()
    oven.bake_stale(press, kept=kept)

    first.headline = "Le port se remplit"
    actions.publish(first)
    totals = oven.bake_stale(press, kept=kept)
    masthead = Masthead.objects.get_or_create()[0]
    masthead.address = "12, quai des Brumes"
    masthead.save()
    oven.bake_stale(press, kept=kept)

    assert totals.baked > 0
    assert len(kept) > 0
    verdict = verify.verify(press)
    assert verdict.fresh, verdict
