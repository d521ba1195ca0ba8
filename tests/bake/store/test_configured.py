"""The press of an installation: the folder alone, or the folder and a bucket with the same pages."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from rotative.bake import oven, queue, recipes, verify
from rotative.bake.models import StalePath
from rotative.bake.recipes import Recipe, Spec
from rotative.bake.store import configured
from rotative.bake.store.folder import FolderPress
from rotative.bake.store.mirror import MirroredPress
from rotative.bake.store.object_bucket import Bucket, Stored
from rotative.bake.store.object_press import ObjectPress
from rotative.core import conf
from rotative.project import checks
from rotative.project.checkup import bucket as checkup
from tests.fixtures.presses import BUCKET

PAGE = b"<p>Une page assez longue pour que la compression vaille la peine.</p>" * 10
SHORT = b"<p>Court</p>"
PLAIN = Stored(content_type="text/plain", cache_control="no-store")


def test_success_mirror_needs_both(bucket: Bucket, tmp_path: Path) -> None:
    folder, objects = FolderPress(tmp_path / "public"), ObjectPress(bucket)
    press = MirroredPress(folder, objects)
    press.write("/un/", PAGE)
    objects.write("/deux/", PAGE)
    folder.write("/trois/", PAGE)

    assert press.read("/un/") == PAGE
    assert press.read("/deux/") is None
    assert press.read("/trois/") is None
    assert sorted(press.paths()) == [("/deux/", "live"), ("/trois/", "live"), ("/un/", "live")]
    assert press.write("/trois/", PAGE)
    assert press.read("/trois/") == PAGE


@pytest.fixture
def installed(settings: Any, store: str, bucket: Bucket, tmp_path: Path) -> Callable[..., None]:
    """Configure this bucket for the installation; return a function that changes its settings."""

    def change(**values: conf.Value) -> None:
        settings.ROTATIVE = {**settings.ROTATIVE, **values}

    settings.HOME = tmp_path
    change(
        press_url=f"s3://{BUCKET}/{bucket.prefix}".rstrip("/"),
        press_endpoint=store,
        press_region="us-east-1",
    )
    return change


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Place three pages of the only recipe."""
    specs = [Spec(path=path, recipe="board", arg=path) for path in ("/un/", "/deux/", "/rss.xml")]
    monkeypatch.setattr(recipes, "_registry", {})
    for name, found in (("board", specs), ("gone", [])):
        recipes.register(
            Recipe(
                name=name,
                render=lambda arg: arg.encode() + PAGE,
                specs=lambda found=found: found,
                priority=10,
            )
        )
    queue.place(specs)


def test_success_commands_work_unchanged(
    installed: object, board: None, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket.put("old/index.html", b"left behind", PLAIN)
    call_command("bake", "--all", "--jobs", "1", "--json")
    queue.withdraw(["/deux/"])
    call_command("bake", "--stale", "--json")
    queue.place([Spec(path="/deux/", recipe="board", arg="/deux/")])
    call_command("bake", "/deux/", "--json")
    call_command("bake", "--stale", "--json")

    capsys.readouterr()
    call_command("bake", "--verify", "--json")

    assert json.loads(capsys.readouterr().out) == {"checked": 3, "stale": 0, "missing": 0, "surplus": 0}
    assert len(list(bucket.names())) == 9


def test_success_stale_prints_what_an_upgrade_changed(
    installed: object, board: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("bake", "--all", "--jobs", "1", "--json")
    settings.ROTATIVE = {**settings.ROTATIVE, "site_url": "https://elsewhere.example"}

    capsys.readouterr()
    for _twice in range(2):
        call_command("bake", "--stale", "--jobs", "1", "--json")

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["baked"] + first["unchanged"], second["baked"] + second["unchanged"]) == (3, 0)


def test_fail_verification_finds_what_the_bucket_lost(installed: object, board: None, bucket: Bucket) -> None:
    oven.bake_stale(configured.press())
    bucket.delete("un/index.html")
    bucket.put("quatre/index.html", b"foreign", PLAIN)

    verdict = verify.verify(configured.press())

    assert (verdict.missing, verdict.surplus) == (("/un/",), ("/quatre/",))


def test_fail_bucket_away_keeps_the_row_and_prints_the_folder(
    installed: Callable[..., None], board: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(press_url="s3://nobodys")

    totals = oven.bake_stale(configured.press())

    assert totals == oven.Totals(failed=3)
    assert (tmp_path / "public" / "un" / "index.html").exists()
    assert {row.error for row in StalePath.objects.all()} == {
        "NotStored: The object store cannot give or take s3://nobodys/: NoSuchBucket The specified bucket does not exist. "
        "Check press_url, press_endpoint, the credentials and the network."
    }


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("", None),
        ("s3://estuaire", ("estuaire", "")),
        ("s3://estuaire/", ("estuaire", "")),
        ("s3://estuaire/site/fr/", ("estuaire", "site/fr/")),
    ],
)
def test_success_press_url(url: str, place: tuple[str, str] | None) -> None:
    assert configured.bucket_place(url) == place


@pytest.mark.parametrize(
    "url", ["estuaire", "https://estuaire", "s3://", "s3://a/b?c", "s3://KEY:SECRET@estuaire/x", "s3://[x"]
)
def test_fail_press_url(installed: Callable[..., None], url: str) -> None:
    installed(press_url=url)

    with pytest.raises(configured.BadPressUrl) as caught:
        configured.press()

    found = checks.settings_make_sense(None)
    assert [one.id for one in found] == ["rotative.E010"]
    assert "SECRET" not in f"{caught.value} {found}"


def test_success_bucket_is_tried_out(installed: object, bucket: Bucket) -> None:
    assert list(checkup.bucket()) == []
    assert list(bucket.names()) == []


def test_fail_bucket_cannot_be_used(installed: Callable[..., None]) -> None:
    installed(press_url="s3://nobodys")

    found = list(checkup.bucket())

    assert [(one.code, one.message) for one in found] == [
        (
            "press.bucket",
            "The bucket of press_url cannot be used: NoSuchBucket The specified bucket does not exist.",
        )
    ]


WITHOUT_BOTO3 = """
import sys
from importlib.machinery import PathFinder

class Hidden(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name in ("boto3", "botocore") else super().find_spec(name, path, target)

sys.meta_path[:] = [Hidden if finder is PathFinder else finder for finder in sys.meta_path]
import django
django.setup()
from rotative.bake.store import configured
from rotative.project import checks
print([one.id for one in checks.settings_make_sense(None)])
try:
    configured.press()
except configured.NoObjectStore as exc:
    print(exc.code)
"""


def test_fail_without_boto3() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_BOTO3],
        env={
            **os.environ,
            "ROTATIVE_PRESS_URL": "s3://estuaire",
            "DJANGO_SETTINGS_MODULE": "rotative.project.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "['rotative.E012']\nbake.no_object_store\n"
