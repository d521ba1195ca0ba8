"""Leases: ovens at the same queue take other pages, and the pages of a dead oven come back."""

import os
import subprocess
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from rotative.bake import leases, oven, verify
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from tests.factories.boards import MANY, Board, Wall

pytestmark = pytest.mark.django_db


def taken_by(process: "subprocess.Popen[bytes]") -> None:
    """Lease every stale row for that process."""
    with leases.holder() as name:
        holder = name.replace(f" {os.getpid()} ", f" {process.pid} ")
    alive = holder.replace(leases._started(os.getpid()), leases._started(process.pid))
    StalePath.objects.update(lease_until=clock.now() + timedelta(minutes=1), holder=alive)


def test_success_what_others_print_is_waited_for(board: Board, press: MemoryPress) -> None:
    process = subprocess.Popen(["/bin/sleep", "60"])
    taken_by(process)
    looks = 0

    def look() -> bool:
        """Let the other oven die after a while."""
        nonlocal looks
        looks += 1
        if looks == 5:
            process.kill()
            process.wait()
        return False

    totals = oven.bake_out(press, stop=look)

    assert totals == oven.Totals(baked=1)
    assert looks > 5
    assert not leases.others()


def test_success_waiting_for_others_can_be_stopped(board: Board, press: MemoryPress) -> None:
    with subprocess.Popen(["/bin/sleep", "60"]) as process:
        taken_by(process)
        answers = iter([False, False, True])

        totals = oven.bake_out(press, stop=lambda: next(answers, True))
        process.kill()

    assert totals == oven.Totals()
    assert leases.others()


def test_success_pages_of_a_dead_oven_are_taken_back_at_once(board: Board, press: MemoryPress) -> None:
    process = subprocess.Popen(["/bin/sleep", "60"])
    taken_by(process)
    while_alive = oven.bake_stale(press)
    process.kill()

    # Its parent has not waited for it yet: that it has ended is enough.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    once_dead = oven.bake_stale(press)
    process.wait()

    assert while_alive == oven.Totals()
    assert once_dead == oven.Totals(baked=1)


def test_success_what_an_oven_could_not_give_back_is_taken_again_at_once(
    board: Board, press: MemoryPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OperationalError("database or disk is full")

    board.meanwhile = lambda: refuse()
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    monkeypatch.setattr(leases, "give_back", refuse)
    with pytest.raises(OperationalError):
        oven.bake_stale(press)
    held = StalePath.objects.get().lease_until
    board.meanwhile = lambda: None

    totals = oven.bake_stale(press)

    assert held is not None
    assert totals == oven.Totals(baked=1)


def test_success_an_oven_that_lost_its_page_has_it_printed_again(board: Board, press: MemoryPress) -> None:
    old = board.words

    def overtaken() -> None:
        board.meanwhile = lambda: None
        StalePath.objects.update(lease_until=clock.now() - timedelta(seconds=1))
        board.words = "deux"
        oven.bake_stale(press)
        assert press.read("/board/") == b"1: deux"
        board.words = "deux"

    board.meanwhile = overtaken
    oven.bake_stale(press)

    assert old == "un"
    assert press.read("/board/") == b"1: deux"
    assert verify.verify(press).fresh


def test_success_stopped_bake_gives_back_what_it_did_not_print(wall: Wall, press: MemoryPress) -> None:
    asked = iter([False] * 4 + [True] * 2)

    totals = oven.bake_stale(press, stop=lambda: next(asked))

    assert totals == oven.Totals(baked=3)
    assert oven.due() == MANY - 3


def test_success_named_page_is_printed_even_when_another_oven_has_it(
    board: Board, press: MemoryPress
) -> None:
    StalePath.objects.update(lease_until=clock.now() + timedelta(minutes=1), holder="elsewhere 1 1 x")

    totals = oven.bake_paths(press, PublicPath.objects.all())

    assert totals == oven.Totals(baked=1)
    assert not StalePath.objects.exists()
