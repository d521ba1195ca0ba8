"""A batch: few statements for many pages, a failure stops no other page, and the order of the queue."""

import itertools
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.bake import appearance, keys, leases, oven, queue, recipes, verify
from rotative.bake.errors import NothingHere
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.recipes import Recipe, Spec
from rotative.bake.store.file_names import Kind
from rotative.bake.store.folder import MemoryPress
from tests.factories.boards import MANY, Board, Wall

pytestmark = pytest.mark.django_db


def _queries(press: MemoryPress) -> int:
    with CaptureQueriesContext(connection) as queries:
        oven.bake_stale(press)
    return len(queries)


def test_success_statements_grow_with_batches_not_with_pages(wall: Wall, press: MemoryPress) -> None:
    first = _queries(press)
    queue.mark_stale(["board:1"])
    all_again = _queries(press)
    queue.mark_paths(["/board/3/"])

    one_again = _queries(press)

    assert one_again == all_again == first - 1


def test_fail_one_page_leaves_its_neighbours_printed(wall: Wall, press: MemoryPress) -> None:
    def refuse(arg: str) -> bytes:
        if arg == "7":
            raise ValueError("no chalk")
        return wall.render(arg)

    recipes._registry["board"] = replace(recipes.get("board"), render=refuse)

    totals = oven.bake_stale(press)

    assert totals == oven.Totals(baked=MANY - 1, failed=1)
    assert StalePath.objects.get().path.path == "/board/7/"


def test_fail_a_key_the_database_refuses_spoils_its_own_page_only(wall: Wall, press: MemoryPress) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes keys of any length.")

    def endless(arg: str) -> bytes:
        if arg == "7":
            keys.record("board:" + "1" * 100)
        return wall.render(arg)

    recipes._registry["board"] = replace(recipes.get("board"), render=endless)

    totals = oven.bake_stale(press)

    assert totals == oven.Totals(baked=MANY - 1, failed=1)
    assert StalePath.objects.get().path.path == "/board/7/"


def test_fail_loading_together_leaves_each_page_to_itself(wall: Wall, press: MemoryPress) -> None:
    def refuse(args: object) -> None:
        raise ValueError("no chalk")

    recipes._registry["board"] = replace(recipes.get("board"), prepare=refuse)

    totals = oven.bake_stale(press)

    assert totals == oven.Totals(baked=MANY)


def test_success_as_many_pages_are_printed_at_once_as_the_press_has_hands(wall: Wall) -> None:
    class Slow(MemoryPress):
        hands = 3
        together = threading.Barrier(3)

        def write(self, path: str, body: bytes, **more: Any) -> bool:
            # Fails unless two other threads are printing.
            self.together.wait(10)
            return super().write(path, body, **more)

    oven.bake_stale(MemoryPress())
    queue.mark_paths([f"/board/{number}/" for number in range(1, 7)])
    press = Slow()

    assert oven.bake_stale(press).baked == 6
    assert len(press.pages) == 6


def test_success_what_is_not_begun_when_all_is_rendered_is_written_by_both(wall: Wall) -> None:
    here = threading.get_ident()

    class Slow(MemoryPress):
        """A press whose other threads write nothing before the oven has written a page itself."""

        def __init__(self) -> None:
            super().__init__()
            self.oven_wrote = threading.Event()

        def write(self, path: str, body: bytes, **more: Any) -> bool:
            if threading.get_ident() == here:
                self.oven_wrote.set()
            else:
                waited = self.oven_wrote.wait(timeout=10)
                self.oven_wrote.set()
                assert waited, "the oven never wrote"
            return super().write(path, body, **more)

    press = Slow()

    totals = oven.bake_stale(press)

    assert totals == oven.Totals(baked=MANY)
    assert len(press.pages) == MANY and not StalePath.objects.exists()


def test_success_the_first_page_of_a_batch_waits_for_what_its_own_kind_loads_and_no_more(
    wall: Wall, press: MemoryPress
) -> None:
    happened: list[str] = []

    def noting(name: str, priority: int) -> Recipe:
        def render(arg: str) -> bytes:
            happened.append(name)
            return b""

        return Recipe(
            name=name,
            render=render,
            specs=wall.specs,
            priority=priority,
            prepare=lambda args: happened.append(f"load {len(args)} {name}"),
        )

    recipes._registry.update(board=noting("board", 10), tablet=noting("tablet", 99))
    queue.place([Spec(path="/tablet/", recipe="tablet", arg="1")])

    oven.bake_stale(press)

    assert happened == ["load 30 board", *["board"] * MANY, "load 1 tablet", "tablet"]


@pytest.mark.parametrize("crowded", [False, True])
def test_fail_a_press_that_cannot_remove_keeps_the_page_waiting(board: Board, crowded: bool) -> None:
    class Stuck(MemoryPress):
        def remove(self, path: str) -> None:
            raise OSError("read-only")

    def nothing(arg: str) -> bytes:
        raise NothingHere(recipe="board", arg=arg)

    recipes._registry["board"] = replace(recipes.get("board"), render=nothing)

    totals = oven.bake_stale(Stuck(), crowded=crowded)

    assert totals == oven.Totals(failed=1)
    assert StalePath.objects.get().error == "OSError: read-only"


@pytest.mark.parametrize(
    ("crowded", "hands", "here"),
    [
        (False, 1, [True, False]),
        (True, 1, [True, True]),
        (True, 8, [False, False]),
        (False, 8, [False, False]),
    ],
)
def test_success_an_oven_writes_itself_the_first_page_and_where_no_core_is_idle(
    wall: Wall, crowded: bool, hands: int, here: list[bool]
) -> None:
    class Watched(MemoryPress):
        def __init__(self) -> None:
            super().__init__()
            self.writers: list[int] = []
            self.begun = threading.Event()

        def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
            self.writers.append(threading.get_ident())
            if len(self.writers) == len(here):
                self.begun.set()
            return super().write(path, body, kind=kind)

    press, rendered = Watched(), itertools.count()
    press.hands = hands

    def patient(arg: str) -> bytes:
        # From the third page on, the oven is busy until somebody writes the second.
        assert next(rendered) < len(here) or press.begun.wait(timeout=10), "nobody wrote"
        return wall.render(arg)

    recipes._registry["board"] = replace(recipes.get("board"), render=patient)

    totals = oven.bake_stale(press, crowded=crowded)

    assert totals == oven.Totals(baked=MANY)
    assert [writer == threading.get_ident() for writer in press.writers[:2]] == here


def test_success_what_has_nothing_to_show_leaves_the_map(board: Board, press: MemoryPress) -> None:
    oven.bake_stale(press)

    def nothing(arg: str) -> bytes:
        raise NothingHere(recipe="board", arg=arg)

    recipes._registry["board"] = replace(recipes.get("board"), render=nothing)
    queue.mark_stale(["board:1"])

    oven.bake_stale(press)

    assert not PublicPath.objects.exists()
    assert press.pages == {}


def test_success_placed_again_while_found_empty_is_printed(board: Board, press: MemoryPress) -> None:
    whole = recipes.get("board")

    def nothing_yet(arg: str) -> bytes:
        recipes._registry["board"] = whole
        queue.place(board.specs())
        raise NothingHere(recipe="board", arg=arg)

    recipes._registry["board"] = replace(whole, render=nothing_yet)

    oven.bake_stale(press)

    assert press.read("/board/") == b"1: un"


def test_success_wide_change_waits_for_narrow_ones(
    wall: Wall, press: MemoryPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "WIDE", MANY - 1)
    oven.bake_stale(press)

    queue.mark_stale(["board:1"])
    queue.mark_paths(["/board/3/"])

    assert [stale.path.path for stale in leases.claim("me", limit=1)] == ["/board/3/"]


def test_success_everything_again_begins_with_the_newest(wall: Wall, press: MemoryPress) -> None:
    recipes._registry["board"] = replace(
        recipes.get("board"), dated=True, specs=lambda: [Spec(path="/board/5/", recipe="board", arg="5")]
    )
    StalePath.objects.all().delete()

    queue.mark_everything()

    assert [stale.path.path for stale in leases.claim("me", limit=1)] == ["/board/5/"]
    assert StalePath.objects.count() == MANY


def test_success_sync_places_what_is_missing_and_withdraws_what_nobody_wants(wall: Wall) -> None:
    PublicPath.objects.filter(path__in=["/board/1/", "/board/2/"]).delete()
    queue.place([Spec(path="/other/", recipe="board", arg="99")])

    corrections = verify.sync()

    live = PublicPath.objects.filter(state=PublicPath.State.LIVE)
    assert corrections == 3
    assert set(live.values_list("path", flat=True)) == {spec.path for spec in wall.specs()}


def test_success_tidying_keeps_long_names_and_takes_strays(wall: Wall, press: MemoryPress) -> None:
    long = f"/{'é' * 200}/"
    queue.place([Spec(path=long, recipe="board", arg="long")])
    oven.bake_stale(press)
    press.write("/stray/", b"nobody's")

    removed = verify.tidy(press)

    assert removed == 1
    assert press.read(long) is not None
    assert press.read("/stray/") is None


def test_success_changed_look_marks_everything_once(board: Board, press: MemoryPress, settings: Any) -> None:
    appearance.adopt()
    oven.bake_stale(press)
    same = appearance.changed()

    settings.ROTATIVE = {**settings.ROTATIVE, "site_url": "https://elsewhere.example"}
    other = appearance.changed()
    appearance.adopt()

    assert (same, other, appearance.changed()) == (False, True, False)
    assert oven.due() == 1
