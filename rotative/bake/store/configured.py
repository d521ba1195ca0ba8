"""The press of this installation."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from rotative.bake.errors import BakeError
from rotative.bake.store.folder import FolderPress, Press
from rotative.bake.store.mirror import MirroredPress
from rotative.core import conf
from rotative.core.errors import gettext_noop

_PRESS_URL = re.compile(r"^s3://(?P<bucket>[A-Za-z0-9][A-Za-z0-9._-]+)(?P<prefix>(?:/[A-Za-z0-9._-]++)*+/?)$")


class BadPressUrl(BakeError):
    code = "bake.bad_press_url"
    message = gettext_noop(
        "press_url cannot be %(url)r. Write s3://bucket or s3://bucket/prefix; credentials belong in the environment."
    )


class NoObjectStore(BakeError):
    code = "bake.no_object_store"
    message = gettext_noop(
        "press_url names a bucket, but boto3 is not installed. Install Rotative with the extra “objects”."
    )


def press() -> FolderPress | MirroredPress:
    """Return the folder of baked files in the home; with `press_url`, the folder and the bucket together.

    Raises BadPressUrl, NoObjectStore.
    """
    folder = FolderPress(Path(settings.HOME) / "public")
    copy = object_press()
    return folder if copy is None else MirroredPress(folder, copy)


def object_press() -> Press | None:
    """Return the bucket of `press_url`, or None without one. Raises BadPressUrl, NoObjectStore."""
    place = bucket_place(conf.get("press_url"))
    if place is None:
        return None
    if find_spec("boto3") is None:
        raise NoObjectStore
    name, prefix = place
    client = import_module("rotative.bake.store.object_bucket")  # it loads boto3, which is an extra
    store = import_module("rotative.bake.store.object_press")  # it imports the client
    bucket = client.Bucket(
        name, prefix=prefix, endpoint=conf.get("press_endpoint"), region=conf.get("press_region")
    )
    press: Press = store.ObjectPress(bucket)
    return press


def bucket_place(url: str) -> tuple[str, str] | None:
    """Read name and prefix from a `press_url`; None for an empty one. The prefix is "" or ends with a slash.

    Raises BadPressUrl.
    """
    if not url:
        return None
    found = _PRESS_URL.match(url)
    if found is None:
        # The part before an @ may be a secret.
        raise BadPressUrl(url=url.rpartition("@")[2])
    prefix = found["prefix"].strip("/")
    return found["bucket"], f"{prefix}/" if prefix else ""
