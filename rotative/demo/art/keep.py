"""Draws the demo's pictures for rotative/demo/pictures, at the widths and in the format in which they are kept there."""

from io import BytesIO

from PIL import Image

from rotative.demo.art import illustrate, portrait
from rotative.demo.pictures import WIDTHS, Illustration, Portrait

# libavif's scale from 0 to 100. At 40 the sprayed grain is softer than in the drawing and all lines are there, for a
# third of the bytes that 58, the quality of a newsroom's pages, would take.
_QUALITY = 40
# libavif's scale from 0 (slowest) to 10.
_SPEED = 6


def drawn(picture: Illustration | Portrait) -> Image.Image:
    """Draw a picture at its full size."""
    if isinstance(picture, Illustration):
        body = illustrate(picture.motif, seed=picture.seed)
    else:
        body = portrait(picture.name, look=picture.look)
    return Image.open(BytesIO(body))


def encoded(image: Image.Image) -> dict[int, bytes]:
    """Return a drawing as AVIF files, by width in pixels: every width that is not above its own."""
    return {width: _avif(image, width) for width in WIDTHS if width <= image.width}


def _avif(image: Image.Image, width: int) -> bytes:
    height = round(width * image.height / image.width)
    file = BytesIO()
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    small.save(file, "AVIF", quality=_QUALITY, speed=_SPEED)
    return file.getvalue()
