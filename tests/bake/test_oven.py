"""The oven: stale pages are printed, failures are stored with their reason, no mark set meanwhile is lost."""

import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from rotative.bake import oven, queue, verify
from rotative.bake.batch import deadline
from rotative.bake.batch.cache import Cache
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.recipes import Spec
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from tests.factories.boards import Board

pytestmark = pytest.mark.django_db


def test_success_placed_page_is_printed_once(board: Board, press: MemoryPress) -> None:
    totals = oven.bake_stale(press)
    again = oven.bake_stale(press)

    assert press.read("/board/") == b"1: un"
    assert totals == oven.Totals(baked=1)
    assert again == oven.Totals()


def test_success_changed_key_prints_the_page_again(board: Board, press: MemoryPress) -> None:
    oven.bake_stale(press)
    board.words = "deux"

    queue.mark_stale(["board:1", "board:2"])
    oven.bake_stale(press)

    assert press.read("/board/") == b"1: deux"
    assert verify.verify(press).fresh


def test_fail_dropped_key_is_found_by_verification(board: Board, press: MemoryPress) -> None:
    board.records = False
    oven.bake_stale(press)
    board.words = "deux"

    queue.mark_stale(["board:1"])
    oven.bake_stale(press)

    assert verify.verify(press).stale == ("/board/",)


def test_success_mark_rolled_back_with_its_change(board: Board, press: MemoryPress) -> None:
    oven.bake_stale(press)

    with pytest.raises(RuntimeError), transaction.atomic():
        queue.mark_stale(["board:1"])
        raise RuntimeError

    assert not StalePath.objects.exists()


def test_success_mark_during_a_bake_survives_it(board: Board, press: MemoryPress) -> None:
    oven.bake_stale(press)
    queue.mark_stale(["board:1"])

    def change() -> None:
        board.meanwhile = lambda: None
        board.words = "deux"
        queue.mark_stale(["board:1"])

    board.meanwhile = change
    oven.bake_stale(press)

    assert press.read("/board/") == b"1: deux"
    assert not StalePath.objects.exists()


def test_success_change_before_the_first_keys_are_known_is_seen(board: Board, press: MemoryPress) -> None:
    def change() -> None:
        board.meanwhile = lambda: None
        board.words = "deux"
        queue.mark_stale(["board:1"])

    board.meanwhile = change
    oven.bake_stale(press)

    assert press.read("/board/") == b"1: deux"


def test_fail_broken_recipe_keeps_its_reason_and_waits(board: Board, press: MemoryPress) -> None:
    board.fails = True

    totals = oven.bake_stale(press)

    row = StalePath.objects.get()
    assert totals == oven.Totals(failed=1)
    assert (row.error, row.attempts) == ("ValueError: no chalk", 1)
    assert row.not_before is not None and row.not_before > clock.now()


def test_success_failed_page_is_printed_once_its_time_has_come(board: Board, press: MemoryPress) -> None:
    board.fails = True
    oven.bake_stale(press)
    board.fails = False
    StalePath.objects.update(not_before=clock.now() - timedelta(seconds=1))

    oven.bake_stale(press)

    assert press.read("/board/") == b"1: un"
    assert not StalePath.objects.exists()


def test_success_expired_lease_is_taken_again(board: Board, press: MemoryPress) -> None:
    StalePath.objects.update(lease_until=clock.now() + timedelta(minutes=1))
    leased = oven.bake_stale(press)
    StalePath.objects.update(lease_until=clock.now() - timedelta(seconds=1))

    expired = oven.bake_stale(press)

    assert leased == oven.Totals()
    assert expired == oven.Totals(baked=1)


def test_success_moved_page_leads_to_its_new_path(board: Board, press: MemoryPress) -> None:
    oven.bake_stale(press)

    queue.place([Spec(path="/tableau/", recipe="board", arg="1")])
    oven.bake_stale(press)

    assert press.read("/board/", kind="moved") == b"/tableau/"
    assert press.read("/tableau/") == b"1: un"
    assert PublicPath.objects.get(path="/board/").state == PublicPath.State.MOVED


def test_success_what_the_map_gives_up_is_withdrawn_last(board: Board, press: MemoryPress) -> None:
    oven.bake_stale(press)
    queue.place([Spec(path="/old.css", recipe="board")])

    corrections = verify.sync()
    queue.mark_stale(["board:1"])

    waiting = list(StalePath.objects.order_by("priority").values_list("path__path", flat=True))
    assert corrections == 1
    assert waiting == ["/board/", "/old.css"]


def _forever() -> None:
    while True:
        pass


def _search() -> None:
    """Search with an expression that would take years, in one step of the program."""
    re.match(r"(a+)+b", "a" * 60)


def _swallowing() -> None:
    while True:
        with suppress(Exception):
            time.sleep(60)


@pytest.mark.parametrize("slow", [_forever, _search, _swallowing])
def test_fail_slow_page_does_not_stop_the_press(
    slow: Callable[[], None], board: Board, press: MemoryPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "LIMIT_S", 0.2)
    queue.place([Spec(path="/board/2/", recipe="board", arg="2")])
    calls = iter([slow])
    board.meanwhile = lambda: next(calls, lambda: None)()

    totals = oven.bake_stale(press)

    (failed,) = StalePath.objects.all()
    assert totals == oven.Totals(baked=1, failed=1)
    assert failed.error.startswith(f"PageTooSlow: {failed.path.path} was not ready after")
    assert failed.not_before > clock.now()
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_fail_slow_page_leaves_nothing_cached(
    board: Board, press: MemoryPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "LIMIT_S", 0.2)
    store = Cache()
    store.put("before", "value", frozenset({"board:1"}))
    board.meanwhile = _forever

    oven.bake_stale(press, cache=store)

    assert len(store) == 0


def test_success_other_threads_have_no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "LIMIT_S", 0.001)
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(deadline.enforce, lambda: time.sleep(0.02) or 1, what="/un/").result() == 1


def test_fail_path_that_cannot_be_printed_is_said_once(board: Board, press: MemoryPress) -> None:
    PublicPath.objects.filter(path="/board/").update(path="/a/../board/")

    totals = [oven.bake_stale(press) for _turn in range(2)]

    (row,) = StalePath.objects.all()
    assert totals == [oven.Totals(failed=1), oven.Totals()]
    assert row.error.startswith("PathRefused: ")
    assert row.not_before > clock.now() + timedelta(days=3650)
