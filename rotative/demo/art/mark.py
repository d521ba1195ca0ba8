"""The outlet's square icon: a river widening into the sea under the sun."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageDraw

from rotative.demo.art.canvas import Point, curve
from rotative.demo.art.palette import Ink, ink

_DEEP: Final = ink("1c4f5b")
_WATER: Final = ink("86bab3")
_SAND: Final = ink("faf1dd")
_SUN: Final = ink("de6c40")
_OVERSAMPLING: Final = 4


def mark(size: int) -> bytes:
    """A PNG of size by size pixels, corners round and transparent; size at least 16 stays readable."""
    side = max(64, size * _OVERSAMPLING)
    image = Image.new("RGB", (side, side), _DEEP)
    draw = ImageDraw.Draw(image)

    def fill(points: list[Point], tint: Ink) -> None:
        draw.polygon([(x * side, y * side) for x, y in points], fill=tint)

    draw.ellipse([side * 0.3, side * 0.15, side * 0.7, side * 0.55], fill=_SUN)
    fill([(0, 0.44), *curve([(0, 0.44), (0.25, 0.41), (0.55, 0.47), (1, 0.43)]), (1, 1), (0, 1)], _WATER)
    left = curve([(0.545, 0.445), (0.34, 0.555), (0.575, 0.7), (0.13, 1.02)])
    right = curve([(0.6, 0.445), (0.475, 0.545), (0.9, 0.695), (0.9, 1.02)])
    fill([(0, 0.44), *curve([(0, 0.44), (0.25, 0.41), (0.55, 0.455)]), *left, (0, 1.02)], _DEEP)
    fill([*curve([(0.6, 0.45), (0.8, 0.425), (1.02, 0.43)]), (1.02, 1.02), *reversed(right)], _DEEP)
    fill([*left, *reversed(right)], _SAND)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).rounded_rectangle([0, 0, side - 1, side - 1], side * 0.18, fill=255)
    image.putalpha(mask)
    file = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()
