"""Several ovens at the same queue: on PostgreSQL each takes other pages, on SQLite one at a time."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from rotative.bake import oven, queue, recipes, verify
from rotative.bake.models import BakeClock, PublicPath, StalePath
from rotative.bake.recipes import Recipe, Spec
from rotative.bake.store.folder import MemoryPress
from tests.factories.boards import MANY, Wall


@pytest.fixture
def shared_wall(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Wall]:
    """Place many pages that other connections see as well."""
    wall = Wall()
    monkeypatch.setattr(recipes, "_registry", {})
    recipes.register(Recipe(name="board", render=wall.render, specs=wall.specs, priority=10))
    with django_db_blocker.unblock():
        if not connection.features.has_select_for_update_skip_locked:
            pytest.skip("This database has one writer at a time.")
        queue.place(wall.specs())
        try:
            yield wall
        finally:
            PublicPath.objects.filter(recipe="board").delete()
            BakeClock.objects.all().delete()


def test_success_two_ovens_share_the_queue(shared_wall: Wall) -> None:
    both_have_begun = threading.Barrier(2, timeout=30)
    begun = threading.local()
    presses: tuple[MemoryPress, MemoryPress] = (MemoryPress(), MemoryPress())
    totals: list[oven.Totals] = []

    def wait_once() -> None:
        if not hasattr(begun, "waited"):
            begun.waited = True
            both_have_begun.wait()

    def work(press: MemoryPress) -> None:
        try:
            totals.append(oven.bake_stale(press, batch=5))
        finally:
            connection.close()

    shared_wall.meanwhile = wait_once
    threads = [threading.Thread(target=work, args=(press,)) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    first, second = (set(press.pages) for press in presses)
    assert first and second and not first & second
    assert len(first | second) == MANY
    assert sum(one.baked for one in totals) == MANY
    assert not StalePath.objects.exists()


def test_success_what_is_published_while_the_map_is_compared_is_no_mistake_of_it(shared_wall: Wall) -> None:
    def publish() -> None:
        try:
            queue.place([Spec(path="/late/", recipe="board", arg="late")])
        finally:
            connection.close()

    def specs() -> Iterator[Spec]:
        yield from shared_wall.specs()
        elsewhere = threading.Thread(target=publish)
        elsewhere.start()
        elsewhere.join(60)

    recipes._registry["board"] = replace(recipes.get("board"), specs=specs)

    corrections = verify.sync()

    assert corrections == 0
    assert PublicPath.objects.get(path="/late/").state == PublicPath.State.LIVE
