"""The report on the press: pages that could not be printed, the reasons in plain words, and another attempt."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from rotative.bake import oven, queue, recipes
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.recipes import Recipe, Spec
from rotative.bake.store.folder import FolderPress, MemoryPress
from rotative.core import clock
from rotative.desk import press as report
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories.articles import published

URL = "/desk/press/"
BODY = os.urandom(150_000)

pytestmark = pytest.mark.django_db


def fail(path: str, *, error: str = "RuntimeError: no ink", attempts: int = 3) -> None:
    wait = clock.now() + timedelta(minutes=5)
    StalePath.objects.filter(path__path=path).update(error=error, attempts=attempts, not_before=wait)


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], bytes]], None]:
    """Make two pages of the only recipe there is, with this rendering."""

    def place(render: Callable[[str], bytes]) -> None:
        monkeypatch.setattr(recipes, "_registry", {})
        specs = [Spec(path=path, recipe="board", arg=path) for path in ("/un/", "/deux/")]
        recipes.register(Recipe(name="board", render=render, specs=lambda: specs, priority=10))
        queue.place(specs)

    return place


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_success_nothing_failed(desk: Client) -> None:
    page = text(desk.get(URL).content.decode())

    assert "Every page could be printed." in page
    assert "No page waits to be printed." in page
    assert "Try" not in page


def test_success_failures_with_reason_attempts_and_next_attempt(desk: Client) -> None:
    article = published()
    fail(article.path, error="NotPrinted: The file of /x/ could not be written: No space left on device.")

    response = desk.get(URL)

    page = text(response.content.decode())
    assert "1 page could not be printed." in page
    assert "The disk is full." in page
    assert "No space left on device" in page
    (failure,) = response.context["failures"]
    assert (failure.path, failure.attempts) == (article.path, 3)
    assert failure.form == reverse("wagtailsnippets_articles_article:edit", args=[article.pk])
    assert failure.next_at is not None and failure.next_at > clock.now()


def test_success_waiting_pages_and_front_pages(desk: Client) -> None:
    published()
    printed_at = clock.now()
    PublicPath.objects.update_or_create(path="/", defaults={"recipe": "front", "arg": "fr"})
    PublicPath.objects.filter(recipe="front").update(baked_at=printed_at)
    waiting = StalePath.objects.count()

    fresh = text(desk.get(URL).content.decode())
    StalePath.objects.update(since=clock.now() - timedelta(minutes=11))
    late = text(desk.get(URL).content.decode())
    StalePath.objects.update(lease_until=clock.now() + timedelta(minutes=1))
    held = text(desk.get(URL).content.decode())

    assert f"{waiting} page" in fresh
    assert "The front page / was last printed on" in fresh
    assert "perhaps no worker is running" not in fresh
    assert "perhaps no worker is running" in late
    assert "perhaps no worker is running" not in held


def test_success_first_page_counts_failures(desk: Client) -> None:
    article = published()
    fail(article.path)

    page = text(desk.get("/desk/").content.decode())

    assert "1 page could not be printed." in page


def test_success_one_page_again(desk: Client) -> None:
    article, other = published(), published()
    fail(article.path)
    fail(other.path)

    response = desk.post(URL, {"path": article.path}, follow=True)

    row = StalePath.objects.get(path__path=article.path)
    assert (row.error, row.attempts, row.not_before) == ("", 0, None)
    assert StalePath.objects.get(path__path=other.path).attempts == 3
    assert "1 page is tried again." in text(response.content.decode())


def test_success_all_pages_again(desk: Client) -> None:
    for _number in range(2):
        fail(published().path)

    response = desk.post(URL, follow=True)

    assert not StalePath.objects.exclude(error="").exists()
    assert "2 pages are tried again." in text(response.content.decode())


def test_success_page_printed_meanwhile(desk: Client) -> None:
    response = desk.post(URL, {"path": "/never/"}, follow=True)

    assert "it has been printed in the meantime" in text(response.content.decode())
    assert not StalePath.objects.exists()


def test_success_queries_do_not_grow(desk: Client, django_assert_max_num_queries: Any) -> None:
    for _number in range(3):
        fail(published().path)
    desk.get(URL)

    with django_assert_max_num_queries(12):
        desk.get(URL)


def test_success_pages_of_fifty(desk: Client) -> None:
    queue.place([Spec(path=f"/p{number}/", recipe="board", arg=str(number)) for number in range(51)])
    StalePath.objects.update(error="RuntimeError: no ink", attempts=1)

    first, second = (desk.get(URL, {"p": number}).context for number in (1, 2))

    assert (len(first["failures"]), len(second["failures"]), first["count"]) == (50, 1, 51)


def test_fail_reading_changes_nothing(desk: Client) -> None:
    article = published()
    fail(article.path)

    desk.get(URL, {"path": article.path})

    assert StalePath.objects.get(path__path=article.path).attempts == 3


def test_fail_writers_leave_the_press_alone(writer: User) -> None:
    article = published()
    fail(article.path)
    client = signed_in(writer)

    client.get(URL)
    client.post(URL, {"path": article.path})
    client.post(URL)

    assert URL not in client.get("/desk/").content.decode()
    assert StalePath.objects.get(path__path=article.path).attempts == 3


@pytest.mark.parametrize("language", ["fr", "ar", "es"])
@pytest.mark.parametrize(
    "error",
    [
        "NotPrinted: The file of /x/ could not be written: No space left on device.",
        "NotPrinted: The file of /x/ could not be written: Read-only file system.",
        "NotPrinted: The file of /x/ could not be written: Input/output error.",
        "NotStored: The object store cannot give or take s3://x/: timeout.",
        "PathRefused: '/a/../' cannot be a page's path",
        "OperationalError: database is locked",
        "KeyError: 'x'",
    ],
)
def test_success_every_meaning_is_translated(language: str, error: str) -> None:
    with translation.override("en"):
        english = report.meaning(error)
    with translation.override(language):
        translated = report.meaning(error)

    assert translated != english


def test_success_escaped(desk: Client) -> None:
    article = published()
    fail(article.path, error="ValueError: <script>alert(1)</script>")

    page = desk.get(URL).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_fail_recipe_that_raises(board: Any, press: MemoryPress, desk: Client) -> None:
    def render(arg: str) -> bytes:
        if arg == "/un/":
            raise ValueError("no chalk")
        return b"<p>Bien</p>"

    board(render)

    assert oven.bake_stale(press) == oven.Totals(baked=1, failed=1)
    (failure,) = desk.get(URL).context["failures"]
    assert (failure.path, failure.error) == ("/un/", "ValueError: no chalk")
    assert failure.meaning.startswith("The program failed while it made this page.")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_fail_full_disk_and_room_again(board: Any, disk: Path, desk: Client) -> None:
    board(lambda arg: arg.encode() + BODY)
    ballast = disk / "ballast"
    ballast.write_bytes(b"0" * 1_000_000)

    full = oven.bake_stale(FolderPress(disk / "public"))
    meanings = {failure.meaning for failure in desk.get(URL).context["failures"]}
    ballast.unlink()
    # One page with its variants is larger than the disk: the other has room.
    StalePath.objects.filter(path__path="/deux/").delete()
    desk.post(URL)
    again = oven.bake_stale(FolderPress(disk / "public"))

    assert full == oven.Totals(failed=2)
    assert len(meanings) == 1 and meanings.pop().startswith("The disk is full.")
    assert [path.name for path in disk.rglob("*") if path.name.startswith(".baking-")] == []
    assert again.failed == 1 or FolderPress(disk / "public").read("/un/") == b"/un/" + BODY


def test_fail_disk_that_refuses(board: Any, disk: Path, desk: Client) -> None:
    board(lambda arg: arg.encode())
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    refused = oven.bake_stale(FolderPress(disk))
    failures = desk.get(URL).context["failures"]
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    desk.post(URL)

    assert refused == oven.Totals(failed=2)
    assert {failure.path for failure in failures} == {"/un/", "/deux/"}
    assert all(
        failure.meaning.startswith("The folder of printed pages cannot be written to") for failure in failures
    )
    assert oven.bake_stale(FolderPress(disk)) == oven.Totals(baked=2)


def test_fail_withdrawn_page_of_a_disk_that_refuses(board: Any, disk: Path) -> None:
    """A page with nothing left to show is removed, or tried again; it is never forgotten."""
    board(lambda arg: arg.encode())
    folder = FolderPress(disk)
    oven.bake_stale(folder)
    queue.mark_paths(["/un/"])
    recipes._registry.clear()

    def nothing(arg: str) -> bytes:
        raise oven.NothingHere(recipe="board", arg=arg)

    recipes.register(Recipe(name="board", render=nothing, specs=list, priority=10))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    refused = oven.bake_stale(folder)

    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert refused == oven.Totals(failed=1)
    assert StalePath.objects.get().error != ""
