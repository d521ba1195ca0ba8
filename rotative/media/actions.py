"""Making the renditions of pictures, each picture decoded once, in a process with limits."""

import hashlib
import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from wagtail.images.models import SourceImageIOError

from rotative.bake import wakeup
from rotative.core import clock
from rotative.media import picture_sizes
from rotative.media.encoder import Encoder, Order
from rotative.media.errors import PictureDamaged, PictureRefused
from rotative.media.models import Picture, PictureQuerySet, Rendition

log = logging.getLogger(__name__)

# A process that began a picture longer ago than this was killed.
ABANDONED_AFTER = timedelta(minutes=5)


def ask(picture: Picture) -> None:
    """Have the renditions of a picture made again, by the worker, after its file changed; the caller saves it."""
    picture.state, picture.begun_at = Picture.State.WAITING, None
    transaction.on_commit(wakeup.ring, robust=True)


def make_renditions(picture: Picture, encoder: Encoder) -> None:
    """Make the renditions that a picture lacks and mark it ready; its pages are printed again.

    Raises PictureDamaged, PictureTooHeavy.
    """
    specs = _missing(picture)
    with TemporaryDirectory(prefix="rotative-") as folder:
        orders = {
            spec: picture_sizes.order(picture, spec, to=os.path.join(folder, str(number)))
            for number, spec in enumerate(specs)
        }
        encoder.encode(_source(picture, Path(folder)), list(orders.values()))
        with transaction.atomic():
            _keep(picture, orders)
            picture.state, picture.begun_at = Picture.State.READY, None
            picture.save(update_fields=["state", "begun_at"])


def keep_rendition(picture: Picture, spec: str, file: Path) -> None:
    """Store a rendition that is at hand, so that it does not have to be made."""
    _keep(picture, {spec: picture_sizes.order(picture, spec, to=os.fspath(file.with_suffix("")))})


def any_waiting() -> bool:
    """Tell whether a picture lacks renditions."""
    return bool(Picture.objects.waiting().exists() or Picture.objects.outdated().exists())


def make_waiting(*, stop: Callable[[], bool] = lambda: False) -> int:
    """Make the renditions of all pictures that wait, oldest first, then those of outdated ones; return their number.

    Two processes at once never make the same ones.
    """
    made = 0
    with Encoder() as encoder:
        while not stop() and (picture := _take()) is not None:
            _make_or_mark(picture, encoder)
            made += 1
    return made


def _make_or_mark(picture: Picture, encoder: Encoder) -> None:
    try:
        make_renditions(picture, encoder)
    except PictureRefused as refused:
        log.warning(
            "A picture cannot be used",
            extra={"event": "picture_refused", "picture": picture.pk, "reason": refused.code},
        )
        # Of an outdated picture pages show what there is.
        shown = picture.state == Picture.State.OUTDATED
        picture.state, picture.begun_at = Picture.State.READY if shown else Picture.State.DAMAGED, None
        picture.save(update_fields=["state", "begun_at"])


def _take() -> Picture | None:
    """Take the next picture for this process, or return None: an upload never waits for the outdated ones."""
    return _take_of(Picture.objects.waiting(), "pk") or _take_of(Picture.objects.outdated(), "-pk")


def _take_of(wanted: PictureQuerySet, order: str) -> Picture | None:
    now = clock.now()
    free = wanted.filter(Q(begun_at=None) | Q(begun_at__lt=now - ABANDONED_AFTER))
    for pk in list(free.order_by(order).values_list("pk", flat=True)[:10]):
        if free.filter(pk=pk).update(begun_at=now):
            picture: Picture | None = Picture.objects.filter(pk=pk).first()
            return picture
    return None


def _missing(picture: Picture) -> list[str]:
    kept = set(picture.renditions.values_list("filter_spec", "focal_point_key"))
    return [
        spec
        for spec in picture_sizes.every_spec(picture)
        if (spec, picture_sizes.focal_point_key(picture, spec)) not in kept
    ]


def _source(picture: Picture, folder: Path) -> Path:
    """Return a file on this machine with the picture as it was uploaded. Raises PictureDamaged when it is lost."""
    if picture.is_stored_locally():
        return Path(picture.file.path)
    copy = folder / "original"
    try:
        with picture.open_file() as original, copy.open("wb") as file:
            copyfileobj(original, file)
    except SourceImageIOError as exc:
        raise PictureDamaged from exc
    return copy


def _keep(picture: Picture, orders: dict[str, Order]) -> None:
    """Store the files that were made, with a row each."""
    with picture.file.open() as original:
        digest = hashlib.file_digest(original, "sha256").hexdigest()
    with ExitStack() as opened:
        Rendition.objects.bulk_create(
            [
                Rendition(
                    image=picture,
                    filter_spec=spec,
                    focal_point_key=picture_sizes.focal_point_key(picture, spec),
                    file=File(
                        opened.enter_context(open(order.to, "rb")),
                        name=picture_sizes.file_name(picture, spec, digest=digest),
                    ),
                )
                for spec, order in orders.items()
            ],
            ignore_conflicts=True,
        )
