"""The outlet's square icon: a river widening into the sea under the sun."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageDraw

from rotative.demo.art.canvas import Point, curve
from rotative.demo.art.palette import Ink, ink

_DEEP: Final = ink("1c4f5b")
_LAND: Final = ink("2f7f80")
_SAND: Final = ink("faf1dd")
_SUN: Final = ink("de6c40")
# Under the moon the sky is lighter than a dark page, and so is the land.
_NIGHT_SKY: Final = ink("3d6f9c")
_NIGHT_LAND: Final = ink("2a8a86")
_MOON: Final = ink("f6dd9a")
_OVERSAMPLING: Final = 4


def mark(size: int, *, night: bool = False) -> bytes:
    """Draw a PNG of size by size pixels with round, transparent corners; it is readable from 16 pixels on.

    night: for a dark page, with a moon.
    """
    sky, land, light = (_NIGHT_SKY, _NIGHT_LAND, _MOON) if night else (_DEEP, _LAND, _SUN)
    side = max(64, size * _OVERSAMPLING)
    image = Image.new("RGB", (side, side), sky)
    draw = ImageDraw.Draw(image)

    def fill(points: list[Point], tint: Ink) -> None:
        draw.polygon([(x * side, y * side) for x, y in points], fill=tint)

    draw.ellipse([side * 0.28, side * 0.14, side * 0.72, side * 0.58], fill=light)
    fill(
        [
            (-0.02, 0.47),
            *curve([(-0.02, 0.47), (0.25, 0.41), (0.6, 0.46), (1.02, 0.42)]),
            (1.02, 1.02),
            (-0.02, 1.02),
        ],
        land,
    )
    left = curve([(0.55, 0.445), (0.33, 0.54), (0.5, 0.68), (0.1, 0.84), (-0.02, 0.86)])
    right = curve([(0.61, 0.455), (0.5, 0.535), (0.82, 0.66), (0.84, 0.8), (1.02, 0.86)])
    fill([*left, (-0.02, 1.02), (1.02, 1.02), *reversed(right)], _SAND)
    wave = curve([(-0.02, 0.93), (0.2, 0.9), (0.42, 0.94), (0.64, 0.9), (0.86, 0.94), (1.02, 0.91)])
    fill([*wave, (1.02, 1.02), (-0.02, 1.02)], land)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).rounded_rectangle([0, 0, side - 1, side - 1], side * 0.18, fill=255)
    image.putalpha(mask)
    file = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()
