"""Pages that get a new frame alone: when, and when they are rendered instead."""

from collections.abc import Callable
from contextvars import Context

import pytest
from django.db.models import F

from rotative.bake import queue
from rotative.bake.models import BakeClock, FrameKey, PublicPath, StalePath
from tests.flows import keeping, writing
from tests.flows.desk import Act, Desk, live
from tests.flows.fresh import assert_fresh

# Their insides show the masthead or the menu themselves.
OWN_FRAME = {"front", "signup"}


def framed() -> list[str]:
    """Return the paths of the pages that have a frame and show nothing of it themselves."""
    pages = PublicPath.objects.exclude(cuts="").exclude(recipe__in=OWN_FRAME)
    return list(pages.values_list("path", flat=True))


@pytest.mark.parametrize("act", [keeping.name_outlet, keeping.edit_masthead, keeping.restyle])
def test_success_a_change_of_the_frame_keeps_the_insides(newsroom: Callable[[], Desk], act: Act) -> None:
    desk = newsroom()
    # Before: the former style sheets are withdrawn, and what says so is a page that had no frame yet.
    certain = len(framed())

    act(desk, 0, 9)
    totals = desk.bake()

    assert totals.reframed >= certain > 10
    assert totals.failed == 0
    assert_fresh(desk)


def test_success_a_change_of_the_menu_keeps_the_insides_of_one_language(
    newsroom: Callable[[], Desk],
) -> None:
    desk = newsroom()

    keeping.order_section(desk, 0, 9)
    totals = desk.bake()

    assert 0 < totals.reframed < len(framed())
    assert_fresh(desk)


def test_success_a_change_of_the_insides_renders(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    found = []

    for act in (keeping.name_outlet, writing.correct, keeping.name_outlet):
        act(desk, 0, 0)
        found.append(StalePath.objects.get(path__path=live(0).path).reframe)

    assert found == [True, False, False]
    assert_fresh(desk)


def test_success_conventions_render(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()

    keeping.change_conventions(desk, 1, 1)

    assert desk.bake().reframed == 0
    assert_fresh(desk)


def _damaged(desk: Desk, path: str) -> None:
    kind, body = desk.press.pages[path]
    desk.press.pages[path] = kind, body + b"<!-- -->"


def _lost(desk: Desk, path: str) -> None:
    del desk.press.pages[path]


def _unrecorded(desk: Desk, path: str) -> None:
    PublicPath.objects.filter(path=path).update(cuts="")


def _of_another_version(desk: Desk, path: str) -> None:
    """Record a slot that frames do not have."""
    page = PublicPath.objects.get(path=path)
    PublicPath.objects.filter(path=path).update(cuts=page.cuts.replace("n", "Z"))


def _failed(desk: Desk, path: str) -> None:
    StalePath.objects.filter(path__path=path).update(attempts=F("attempts") + 1)


@pytest.mark.parametrize("doubt", [_damaged, _lost, _unrecorded, _of_another_version, _failed])
def test_success_in_doubt_a_page_is_rendered(
    newsroom: Callable[[], Desk], doubt: Callable[[Desk, str], None]
) -> None:
    desk = newsroom()
    path = str(live(0).path)
    keeping.restyle(desk, 0, 0)
    certain = len(framed())
    doubt(desk, path)

    totals = desk.bake()

    # The front pages and the forms as well.
    assert totals.reframed == certain + 2 * len(OWN_FRAME) - 1
    assert totals.failed == 0
    assert_fresh(desk)


def _act_during(desk: Desk, act: Callable[[], None]) -> None:
    """Bake, with an act of another process after the third page."""
    turns = 0

    def stop() -> bool:
        nonlocal turns
        turns += 1
        if turns == 4:
            Context().run(act)
        return False

    desk.bake(stop=stop)


def test_success_a_mark_before_the_frame_s_key_is_on_record(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    FrameKey.objects.all().delete()
    queue.mark_everything(frame_only=True)

    _act_during(desk, lambda: keeping.name_outlet(desk, 0, 0))

    assert_fresh(desk)


def test_success_a_mark_before_another_oven_records_the_frame_s_key(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    known = list(FrameKey.objects.values("frame", "key"))
    FrameKey.objects.all().delete()
    queue.mark_everything(frame_only=True)

    def act() -> None:
        keeping.name_outlet(desk, 0, 0)
        tick = BakeClock.objects.get(pk=1).ticks
        FrameKey.objects.bulk_create(FrameKey(**row, tick=tick) for row in known)

    _act_during(desk, act)

    assert_fresh(desk)


def test_success_a_mark_of_the_frame_during_its_bake(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    keeping.name_outlet(desk, 0, 0)

    _act_during(desk, lambda: keeping.name_outlet(desk, 0, 0))

    assert_fresh(desk)


def test_success_a_withdrawn_page_gets_a_new_frame_too(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    writing.withdraw(desk, 0, 0)
    desk.bake()
    gone = PublicPath.objects.filter(state=PublicPath.State.GONE, recipe="article").exclude(cuts="")

    keeping.name_outlet(desk, 0, 0)
    waiting = StalePath.objects.filter(path__in=gone)

    assert [row.reframe for row in waiting] == [True]
    assert_fresh(desk)
