"""The file of a picture that was turned or cropped: made from the one that was uploaded, which is kept."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from django.core.files import File

from rotative.media import headers
from rotative.media.edits import Edit
from rotative.media.encoder import MOST_PIXELS, Encoder, Order
from rotative.media.errors import PictureDamaged
from rotative.media.models import Picture

# Of 100: the file is encoded again for every rendition.
QUALITIES = {"jpeg": 93, "webp": 93, "avif": 85, "png": 0}


def make(picture: Picture, source: Path, encoder: Encoder, folder: Path) -> None:
    """Give a picture the file of its last edit, and move its point of interest; the caller saves the picture.

    source: the file as it was uploaded. folder: for files on the way. Raises PictureRefused.
    """
    if not source.exists():
        raise PictureDamaged
    edit, before = picture.edit, picture.made
    width, height = picture.width, picture.height
    uploaded = picture.uncut.name or picture.file.name
    if edit == Edit():
        picture.file = uploaded  # type: ignore[assignment]  # Django takes the name of a stored file
        picture.uncut = ""
    else:
        made = _encoded(edit, source, encoder, folder)
        with made.open("rb") as file:
            picture.file.save(f"{PurePath(uploaded).stem[:60]}{made.suffix}", File(file), save=False)
        picture.uncut = uploaded
    picture.made_edit = edit.keep()
    picture._set_image_file_metadata()
    _move_focal_point(picture, before, width, height)


def _encoded(edit: Edit, source: Path, encoder: Encoder, folder: Path) -> Path:
    with source.open("rb") as file:
        header = headers.read(file)
    left, top, right, bottom = edit.box(header.width, header.height)
    kind = header.format.lower()
    kind = kind if kind in QUALITIES else "png"
    made = folder / f"edited.{'jpg' if kind == 'jpeg' else kind}"
    order = Order(
        to=os.fspath(made),
        rect=(left, top, right, bottom),
        width=right - left,
        height=bottom - top,
        format=kind,
        quality=QUALITIES[kind],
    )
    encoder.encode(source, [order], turn=edit.turn, longest=MOST_PIXELS)
    return made


def _move_focal_point(picture: Picture, before: Edit, width: int, height: int) -> None:
    """Keep the point of interest where it is in the scene; without it when it is cut off. width, height: those before."""
    if not picture.has_focal_point():
        return
    point = picture.edit.moved(before.origin((picture.focal_point_x / width, picture.focal_point_y / height)))
    if point is None:
        picture.focal_point_x = picture.focal_point_y = None
        picture.focal_point_width = picture.focal_point_height = None
        return
    picture.focal_point_x = round(point[0] * picture.width)
    picture.focal_point_y = round(point[1] * picture.height)
    if (picture.edit.turn - before.turn) % 180:
        sides = picture.focal_point_height, picture.focal_point_width
        picture.focal_point_width, picture.focal_point_height = sides
