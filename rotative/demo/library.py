"""Puts the demo's pictures into the newsroom's library, with the renditions that are at hand."""

from io import BytesIO
from pathlib import Path

from django.core.files.images import ImageFile

from rotative.demo import pictures
from rotative.media import actions
from rotative.media.models import Picture
from rotative.media.picture_sizes import rendition_spec

_RIGHTS = "Drawn for this demonstration by its own code."


def add(name: str, *, title: str) -> Picture:
    """Add a picture of rotative/demo/pictures."""
    files = pictures.files(name)
    picture = _added(files[max(files)], title=title)
    for width, file in files.items():
        actions.keep_rendition(picture, rendition_spec(width, "avif"), file)
    return picture


def add_logo(*, title: str) -> Picture:
    """Add the outlet's logo."""
    return _added(pictures.LOGO, title=title)


def add_logo_for_night(*, title: str) -> Picture:
    """Add the logo for dark screens."""
    return _added(pictures.LOGO_NIGHT, title=title)


def _added(file: Path, *, title: str) -> Picture:
    picture: Picture = Picture.objects.create(
        title=title, file=ImageFile(BytesIO(file.read_bytes()), name=file.name), rights=_RIGHTS
    )
    return picture
