"""A process that decodes a picture once and encodes all its renditions; `rotative.media.encoder` starts it as a script.

It imports Pillow and nothing of ours, so that it starts at once and a hostile file meets neither the database nor the
settings. Its limits are set before it reads anything. One JSON object a line on standard input is an order, one on
standard output the answer.
"""

import contextlib
import json
import resource
import sys
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

# 40 megapixels with transparency are 160 MB; a conversion needs the picture twice, and the encoder of AVIF its own room.
MEMORY_BYTES = 1_500_000_000
# Of one process, which makes the renditions of many pictures: a single one is limited by the parent's clock.
FILE_BYTES = 200_000_000
# libavif's scale from 0 (slowest) to 10. On drawings and photographs of 400 to 1,280 pixels, 8 took a sixth of the time
# of Pillow's default, 6, for files whose size differed by less than 5 %.
AVIF_SPEED = 8

# How to turn a picture upright, by EXIF's number.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Likewise by degrees clockwise.
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"speed": AVIF_SPEED},
    "webp": {"method": 4},
    "jpeg": {"progressive": True, "optimize": True},
    "png": {"optimize": True},
}


def main() -> None:
    """Answer orders until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _say({"ready": True})
    for line in sys.stdin:
        _say(_answer(json.loads(line)))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    try:
        image, scale = _decoded(order["source"], order["most_pixels"], order["longest"])
        if order["turn"] in _TURNS:
            image = image.transpose(_TURNS[order["turn"]])
        for file in order["files"]:
            _encode(image, scale, file)
    except MemoryError:
        return {"fault": "heavy"}
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        return {"fault": "damaged", "reason": type(error).__name__}
    return {"fault": ""}


def _decoded(source: str, most_pixels: int, longest: int) -> tuple[Image.Image, float]:
    """Decode the first frame, upright and in sRGB, at most `longest` pixels a side.

    Returns the picture and its size as a part of the full one.
    """
    Image.MAX_IMAGE_PIXELS = most_pixels
    with Image.open(source) as opened:
        if opened.width * opened.height > most_pixels:
            raise Image.DecompressionBombError
        full = max(opened.size)
        # JPEG decodes a half, a quarter or an eighth for less.
        opened.draft(None, _within(opened.size, longest))
        orientation = _orientation(opened.info.get("exif"))
        opened.load()
        image: Image.Image = opened
        if max(image.size) > longest:
            image = _eight_bits(image)
            image = image.resize(_within(image.size, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
            image.info = dict(opened.info)
        image = _plain(_eight_bits(image))
    # What a camera or a program wrote about the picture ends here.
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    if orientation in _UPRIGHT:
        bare = bare.transpose(_UPRIGHT[orientation])
    return bare, max(bare.size) / full


def _orientation(exif: bytes | None) -> int:
    """Return how the camera was held, 1 to 8 as EXIF numbers it."""
    found = Image.Exif()
    with contextlib.suppress(Exception):
        found.load(exif or b"")
    return int(found.get(0x0112) or 1)


def _within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    part = min(1.0, longest / max(size))
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of 16 bits a dot, or of a palette, as one that can be resized and saved."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode in {"P", "PA", "1"} or "transparency" in image.info:
        transparent = image.mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if transparent else "RGB")
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Convert to RGB or RGBA in sRGB, so that no colour profile has to go along."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    profile = image.info.get("icc_profile")
    colours = image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGB")
    if profile:
        colours = _in_srgb(colours, profile)
    colours = colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # The profile is another mode's or damaged; the colours alone are still a picture.
        return image
    return found or image


def _encode(image: Image.Image, scale: float, file: dict[str, Any]) -> None:
    left, top, right, bottom = (edge * scale for edge in file["rect"])
    box = (max(0.0, left), max(0.0, top), min(image.width, right), min(image.height, bottom))
    size = (file["width"], file["height"])
    made = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, box=box)
    if file["format"] == "jpeg" and made.mode == "RGBA":
        paper = Image.new("RGB", made.size, "white")
        paper.paste(made, mask=made.getchannel("A"))
        made = paper
    options = _OPTIONS[file["format"]]
    if file["format"] != "png":
        options = {**options, "quality": file["quality"]}
    made.save(file["to"], file["format"].upper(), **options)


if __name__ == "__main__":
    main()
