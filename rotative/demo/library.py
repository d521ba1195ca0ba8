"""Puts the demo's pictures into the newsroom's library, with the renditions that are at hand."""

from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.core.files.images import ImageFile
from wagtail.images.models import Filter
from willow.image import AvifImageFile

from rotative.demo import pictures
from rotative.media.models import Picture
from rotative.media.reads import rendition_spec

_RIGHTS = "Drawn for this demonstration by its own code."


class _Kept(Filter):
    """A rendition whose file is at hand, so that nothing has to be encoded."""

    def __init__(self, *, width: int, file: Path) -> None:
        super().__init__(spec=rendition_spec(width, "avif"))
        self._file = file

    def run(self, image: Picture, output: IO[bytes], source: Any = None) -> AvifImageFile:
        # Wagtail's own would be left open.
        output.close()
        return AvifImageFile(BytesIO(self._file.read_bytes()))


def add(name: str, *, title: str) -> Picture:
    """Add a picture of rotative/demo/pictures."""
    files = pictures.files(name)
    picture = _added(files[max(files)], title=title)
    for width, file in files.items():
        picture.create_rendition(_Kept(width=width, file=file))
    return picture


def add_logo(*, title: str) -> Picture:
    """Add the outlet's logo."""
    return _added(pictures.LOGO, title=title)


def _added(file: Path, *, title: str) -> Picture:
    picture: Picture = Picture.objects.create(
        title=title, file=ImageFile(BytesIO(file.read_bytes()), name=file.name), rights=_RIGHTS
    )
    return picture
