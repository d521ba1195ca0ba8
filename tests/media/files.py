"""Picture files of every kind that a desk is given."""

import struct
import zlib
from io import BytesIO

from PIL import Image

# Where the camera was, when, and whose it is.
PLACE, OWNER = (48.0, 51.0, 30.0), "Soizic Lebrun"
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x013B


def photograph(orientation: int = 1, *, format: str = "JPEG", size: tuple[int, int] = (600, 400)) -> bytes:
    """Return a picture as a telephone makes it: red above, blue below, held one way or another, with its place."""
    image = Image.new("RGB", size, "#1030a0")
    image.paste("#c01010", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, OWNER
    exif.get_ifd(GPS).update({1: "N", 2: PLACE, 3: "W", 4: (3.0, 4.0, 5.0)})
    return (
        saved(image, format, exif=exif, comment=OWNER.encode())
        if format == "JPEG"
        else saved(image, format, exif=exif)
    )


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def moving(format: str = "GIF") -> bytes:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], format, save_all=True, append_images=frames[1:], duration=80, loop=0)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of one colour: a few kilobytes for any number of pixels."""
    row = b"\0" + b"\0" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def damaged_within(data: bytes) -> bytes:
    """Return a file that begins and ends well, with a hole in the middle."""
    middle = len(data) // 2
    return data[:middle] + b"\0" * 200 + data[middle + 200 :]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
