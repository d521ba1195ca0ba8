"""A bucket of a real S3-speaking server on the loopback; newsrooms with one kind of page."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

import boto3
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from rotative.bake import queue, recipes
from rotative.bake.bucket import Bucket
from rotative.bake.mirror import MirroredPress
from rotative.bake.objects import ObjectPress
from rotative.bake.press import FolderPress, MemoryPress, Press
from rotative.bake.recipes import Recipe
from tests.bake.boards import Board, Wall
from tests.bake.rooms import empty_home, filled_home, resting_room, room, shared

__all__ = ["empty_home", "filled_home", "resting_room", "room", "shared"]

BUCKET = "estuaire"
_numbers = count()
Kind = TypeVar("Kind", bound=Board)


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    """The address of an object store with one empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "reader")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        boto3.session.Session().client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(
            Bucket=BUCKET
        )
    yield endpoint
    server.stop()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an operator puts into the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


@pytest.fixture
def bucket(store: str, credentials: None) -> Bucket:
    """The bucket under a prefix that nobody used before."""
    return Bucket(BUCKET, prefix=f"site-{next(_numbers)}/", endpoint=store, region="us-east-1")


@pytest.fixture(params=["folder", "memory", "objects", "mirror"])
def any_press(request: pytest.FixtureRequest, tmp_path: Path) -> Press:
    """Each press there is, one after the other."""
    if request.param == "memory":
        return MemoryPress()
    folder = FolderPress(tmp_path / "public")
    if request.param == "folder":
        return folder
    objects = ObjectPress(request.getfixturevalue("bucket"))
    return objects if request.param == "objects" else MirroredPress(folder, objects)


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    """The only recipe there is, with one page."""
    return _alone(Board(), monkeypatch)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """The only recipe there is, with many pages."""
    return _alone(Wall(), monkeypatch)


def _alone(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> Kind:
    monkeypatch.setattr(recipes, "_registry", {})
    recipes.register(Recipe(name="board", render=kind.render, specs=kind.specs, priority=10))
    queue.place(kind.specs())
    return kind
