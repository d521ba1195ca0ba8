"""Making the renditions of pictures, each picture decoded once, in a process with limits."""

import hashlib
import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal

from rotative.bake import keys, wakeup
from rotative.bake.models import StalePath
from rotative.core import clock
from rotative.media import edited_files, picture_sizes
from rotative.media.edits import LEAST_SIDE, Rect
from rotative.media.encoder import Encoder, Order
from rotative.media.errors import CropTooSmall, PictureBusy, PictureDamaged, PictureRefused
from rotative.media.models import Picture, PictureQuerySet, Rendition

log = logging.getLogger(__name__)

# A process that began a picture longer ago than this was killed.
ABANDONED_AFTER = timedelta(minutes=5)
# Pictures whose rights end in one transaction.
ENDED_AT_ONCE = 100

# Edits of one picture that can be taken back one by one.
MOST_EDITS = 50
_EDITED = (
    "file", "uncut", "made_edit", "width", "height", "file_size", "file_hash", "state", "begun_at",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
)  # fmt: skip

# Sent after pictures have left all pages because their last day is over; `pictures`: a list of them.
rights_ended = Signal()


def ask(picture: Picture) -> None:
    """Have the renditions of a picture made again, by the worker, after its file changed; the caller saves it."""
    picture.state, picture.begun_at = Picture.State.WAITING, None
    transaction.on_commit(wakeup.ring, robust=True)


def settle_rights(picture: Picture, today: date) -> None:
    """Note whether the last day of a picture is over, after its date changed; the caller saves it."""
    ended = picture.rights_until is not None and picture.rights_until < today
    if picture.rights_ended and not ended:
        picture.withdrawn = False
        if picture.state == Picture.State.READY:
            # Its public files may be gone.
            ask(picture)
    picture.rights_ended = ended


def end_rights(today: date) -> int:
    """Take the pictures off all pages whose last day is over, and say so (`rights_ended`); return their number.

    today: on the outlet's clock. Called by the worker.
    """
    with transaction.atomic():
        over = list(Picture.objects.over(today).order_by("rights_until", "pk")[:ENDED_AT_ONCE])
        for picture in over:
            picture.rights_ended = True
            picture.save(update_fields=["rights_ended"])
    if over:
        rights_ended.send(sender=Picture, pictures=over)
    return len(over)


def remove_ended() -> int:
    """Delete the public files of pictures whose rights have ended, once no page is left to be printed without them.

    The desk keeps its small ones, and the worker makes the others again when the rights are extended. Returns the number of pictures.
    """
    wanted = Picture.objects.filter(rights_ended=True, withdrawn=False)
    ended = list(wanted.order_by("pk").values_list("pk", flat=True)[:ENDED_AT_ONCE])
    waited = StalePath.objects.filter(path__keys__key__in=[keys.picture(pk) for pk in ended])
    if not ended or waited.exists():
        return 0
    with transaction.atomic():
        public = Rendition.objects.filter(image__in=ended).exclude(filter_spec__in=picture_sizes.DESK)
        public.delete()
        Picture.objects.filter(pk__in=ended).update(withdrawn=True)
    return len(ended)


def turn(picture: Picture, degrees: int) -> None:
    """Have a picture turned clockwise, by the worker. Raises PictureBusy."""
    _edit(picture, [*picture.edits, picture.edit.turned(degrees).keep()])


def crop(picture: Picture, rect: Rect) -> None:
    """Have a picture cropped, by the worker. rect: the part that stays, 0 to 1. Raises PictureBusy, CropTooSmall."""
    if min((rect[2] - rect[0]) * picture.width, (rect[3] - rect[1]) * picture.height) < LEAST_SIDE:
        raise CropTooSmall(least=LEAST_SIDE)
    _edit(picture, [*picture.edits, picture.edit.cropped(rect).keep()])


def undo_edit(picture: Picture) -> None:
    """Take the last turn or crop back. Raises PictureBusy."""
    _edit(picture, picture.edits[:-1])


def undo_edits(picture: Picture) -> None:
    """Show the picture as it was uploaded. Raises PictureBusy."""
    _edit(picture, [])


def forget_edits(picture: Picture) -> None:
    """Drop the edits and the uploaded file of a picture that gets another one; the caller saves it."""
    if picture.uncut:
        name = picture.uncut.name
        transaction.on_commit(lambda: picture.file.storage.delete(name), robust=True)
    picture.edits, picture.made_edit, picture.uncut = [], None, ""


def _edit(picture: Picture, edits: list[list[float]]) -> None:
    if picture.state not in (Picture.State.READY, Picture.State.OUTDATED):
        raise PictureBusy
    picture.edits = edits[-MOST_EDITS:]
    ask(picture)
    picture.save(update_fields=["edits", "state", "begun_at"])


def refocus(picture: Picture) -> None:
    """Have the renditions around the point of interest made again, after it changed; the caller saves the picture."""
    if picture.state == Picture.State.READY:
        ask(picture)


def make_renditions(picture: Picture, encoder: Encoder) -> None:
    """Make the renditions that a picture lacks and mark it ready; its pages are printed again.

    After an edit the file is made as well, and every rendition; until then pages show the earlier ones.
    Raises PictureDamaged, PictureTooHeavy, CropTooSmall.
    """
    if picture.edit != picture.made:
        _make_edited(picture, encoder)
        return
    specs = _missing(picture)
    with TemporaryDirectory(prefix="rotative-") as folder:
        orders = {
            spec: picture_sizes.order(picture, spec, to=os.path.join(folder, str(number)))
            for number, spec in enumerate(specs)
        }
        encoder.encode(_source(picture, Path(folder)), list(orders.values()))
        with transaction.atomic():
            _keep(picture, orders)
            _drop_unfocused(picture)
            picture.state, picture.begun_at = Picture.State.READY, None
            picture.save(update_fields=["state", "begun_at"])


def _make_edited(picture: Picture, encoder: Encoder) -> None:
    """Make the file of the last edit and its renditions, and put both in the place of the earlier ones."""
    earlier, kept = picture.file.name, picture.uncut.name
    with TemporaryDirectory(prefix="rotative-") as folder:
        uploaded = _source(picture, Path(folder), name=kept or earlier)
        edited_files.make(picture, uploaded, encoder, Path(folder))
        try:
            orders = {
                spec: picture_sizes.order(picture, spec, to=os.path.join(folder, str(number)))
                for number, spec in enumerate(picture_sizes.every_spec(picture))
            }
            encoder.encode(_source(picture, Path(folder)), list(orders.values()))
            with transaction.atomic():
                picture.renditions.all().delete()
                _keep(picture, orders)
                wanted = Picture.objects.values_list("edits", flat=True).get(pk=picture.pk)
                same = wanted == picture.edits
                picture.state = Picture.State.READY if same else Picture.State.WAITING
                picture.begun_at = None
                picture.save(update_fields=_EDITED)
        except BaseException:
            if picture.file.name not in (earlier, kept):
                picture.file.storage.delete(picture.file.name)
            raise
    if earlier not in (picture.file.name, picture.uncut.name):
        picture.file.storage.delete(earlier)


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
        picture = Picture.objects.get(pk=picture.pk)
        # Of an outdated picture pages show what there is, and of one that cannot be edited what there was.
        edited = picture.edit != picture.made
        if edited:
            picture.edits = picture.edits[:-1]
        shown = edited or picture.state == Picture.State.OUTDATED
        picture.state, picture.begun_at = Picture.State.READY if shown else Picture.State.DAMAGED, None
        picture.save(update_fields=["edits", "state", "begun_at"])


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


def _drop_unfocused(picture: Picture) -> None:
    """Delete the renditions around an earlier point of interest."""
    wanted = {
        (spec, picture_sizes.focal_point_key(picture, spec)) for spec in picture_sizes.every_spec(picture)
    }
    kept = picture.renditions.filter(filter_spec__startswith="fill-")
    gone = [one.pk for one in kept if (one.filter_spec, one.focal_point_key) not in wanted]
    picture.renditions.filter(pk__in=gone).delete()


def _source(picture: Picture, folder: Path, *, name: str = "") -> Path:
    """Return a file of a picture on this machine. name: another one than `file`. Raises PictureDamaged when it is lost."""
    storage, name = picture.file.storage, name or picture.file.name
    if picture.is_stored_locally():
        return Path(storage.path(name))
    copy = folder / "original"
    try:
        with storage.open(name) as original, copy.open("wb") as file:
            copyfileobj(original, file)
    except OSError as exc:
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
