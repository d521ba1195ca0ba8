"""The sheet the motifs are drawn on: flat inks slightly out of register, sprayed shade, paper."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from rotative.demo.art.palette import Ink, Palette

Point = tuple[float, float]

# Motifs are drawn on a sheet of this many units, whatever the size of the picture.
SHEET_WIDTH: Final = 1600
SHEET_HEIGHT: Final = 1000

_OVERSAMPLING: Final = 2
_JPEG_QUALITY: Final = 82
# Side of the small picture a gradient is computed on before it is stretched.
_GRADIENT_SIDE: Final = 24


def curve(points: Sequence[Point], *, closed: bool = False, steps: int = 12) -> list[Point]:
    """Return a smooth line through all the points (Catmull-Rom)."""
    count = len(points)
    found: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            before, start, end, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            before, start, end, after = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            x, y = (
                0.5
                * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                for a, b, c, d in zip(before, start, end, after, strict=True)
            )
            found.append((x, y))
    if not closed:
        found.append(points[-1])
    return found


def arc(center: Point, radius: Point, start: float, end: float, *, steps: int = 40) -> list[Point]:
    """Return points of an elliptic arc; angles in degrees, clockwise from the right."""
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(center[0] + radius[0] * math.cos(a), center[1] + radius[1] * math.sin(a)) for a in angles]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """Return the four corners of an upright rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def turned(points: Sequence[Point], degrees: float, *, around: Point) -> list[Point]:
    """Turn the points clockwise around one point, which may be one of them."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    ox, oy = around
    return [(ox + (x - ox) * cos - (y - oy) * sin, oy + (x - ox) * sin + (y - oy) * cos) for x, y in points]


class Canvas:
    """One sheet being printed; light comes from the left until the sheet is mirrored."""

    def __init__(self, *, width: int, height: int, palette: Palette, rng: Random) -> None:
        self.palette = palette
        self.rng = rng
        self._size = (width, height)
        self._scale = _OVERSAMPLING * max(width / SHEET_WIDTH, height / SHEET_HEIGHT)
        self._left = (width * _OVERSAMPLING - SHEET_WIDTH * self._scale) / 2
        self._top = (height * _OVERSAMPLING - SHEET_HEIGHT * self._scale) / 2
        self._image = Image.new("RGB", (width * _OVERSAMPLING, height * _OVERSAMPLING), palette.sky)
        self._draw = ImageDraw.Draw(self._image)
        self._register: dict[Ink, Point] = {}
        self._noise = Image.frombytes("L", (width, height), rng.randbytes(width * height))

    # Flat inks

    def poly(self, points: Sequence[Point], ink: Ink) -> None:
        """Fill a shape."""
        self._draw.polygon(self._place(points, ink), fill=ink)

    def rect(self, x: float, y: float, width: float, height: float, ink: Ink) -> None:
        """Fill an upright rectangle."""
        self.poly(box(x, y, width, height), ink)

    def panel(self, x: float, y: float, width: float, height: float, ink: Ink, *, radius: float) -> None:
        """Fill an upright rectangle with round corners."""
        corners = self._place([(x, y), (x + width, y + height)], ink)
        self._draw.rounded_rectangle(corners, radius * self._scale, fill=ink)

    def disc(self, x: float, y: float, radius: float, ink: Ink, *, flat: float = 1) -> None:
        """Fill a circle, or an ellipse `flat` times as high."""
        corners = [(x - radius, y - radius * flat), (x + radius, y + radius * flat)]
        self._draw.ellipse(self._place(corners, ink), fill=ink)

    def line(self, points: Sequence[Point], ink: Ink, *, width: float = 3) -> None:
        """Draw a line with round joints."""
        broad = max(1, round(width * self._scale))
        self._draw.line(self._place(points, ink), fill=ink, width=broad, joint="curve")

    # Sprayed shade

    def shade(
        self,
        points: Sequence[Point],
        ink: Ink,
        *,
        toward: Point = (1, 0),
        amount: float = 0.7,
        start: float = 0.0,
    ) -> None:
        """Print grain into a shape, thicker toward a direction.

        toward: (1, 0) darkens the right, (0, 1) the bottom, and so on.
        amount: 0 to 1, how much of the ink covers the far edge.
        start: 0 to 1, where along the way the first grains fall.
        """
        length = math.hypot(*toward) or 1
        dx, dy = toward[0] / length, toward[1] / length
        reach = (abs(dx) + abs(dy)) / 2

        def density(u: float, v: float) -> float:
            along = ((u - 0.5) * dx + (v - 0.5) * dy) / reach / 2 + 0.5
            return amount * max(0.0, (along - start) / (1 - start))

        self._spray(points, ink, density)

    def halo(
        self, x: float, y: float, radius: float, ink: Ink, *, amount: float = 0.7, flat: float = 1
    ) -> None:
        """Print a soft round glow."""

        def density(u: float, v: float) -> float:
            return amount * math.pow(max(0.0, 1 - 2 * math.hypot(u - 0.5, v - 0.5)), 1.3)

        self._spray(box(x - radius, y - radius * flat, 2 * radius, 2 * radius * flat), ink, density)

    def _spray(self, points: Sequence[Point], ink: Ink, density: Callable[[float, float], float]) -> None:
        placed = self._place(points, ink)
        frame = self._frame(placed)
        if frame is None:
            return
        left, top, right, bottom = frame
        # The gradient spans the whole shape, of which only the part on the sheet is kept.
        x0, x1 = min(x for x, _ in placed), max(x for x, _ in placed)
        y0, y1 = min(y for _, y in placed), max(y for _, y in placed)
        wide, high = max(x1 - x0, 1), max(y1 - y0, 1)
        cells = bytearray()
        for row in range(_GRADIENT_SIDE):
            v = (top - y0 + (bottom - top) * (row + 0.5) / _GRADIENT_SIDE) / high
            for column in range(_GRADIENT_SIDE):
                u = (left - x0 + (right - left) * (column + 0.5) / _GRADIENT_SIDE) / wide
                cells.append(round(255 * min(1.0, max(0.0, density(u, v)))))
        small = ((right - left) // 2, (bottom - top) // 2)
        gradient = Image.frombytes("L", (_GRADIENT_SIDE, _GRADIENT_SIDE), bytes(cells)).resize(
            small, Image.Resampling.BILINEAR
        )
        noise = self._noise.crop((left // 2, top // 2, right // 2, bottom // 2))
        grain = ImageChops.subtract(gradient, noise, 1, 128).point(_HARDEN)
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in placed], fill=255)
        mask = ImageChops.darker(mask, grain.resize(mask.size, Image.Resampling.NEAREST))
        self._image.paste(ink, (left, top, right, bottom), mask)

    def wash(self, points: Sequence[Point], ink: Ink, *, amount: float = 1) -> None:
        """Print a transparent ink over what is there (multiplied, as on a press)."""
        placed = self._place(points, ink)
        frame = self._frame(placed)
        if frame is None:
            return
        under = self._image.crop(frame)
        over = ImageChops.multiply(under, Image.new("RGB", under.size, ink))
        mask = Image.new("L", under.size, 0)
        ImageDraw.Draw(mask).polygon(
            [(x - frame[0], y - frame[1]) for x, y in placed], fill=round(255 * amount)
        )
        self._image.paste(over, frame[:2], mask)

    def beam(self, points: Sequence[Point], ink: Ink, *, amount: float = 0.3) -> None:
        """Lay a transparent light over what is there."""
        placed = self._place(points, ink)
        frame = self._frame(placed)
        if frame is None:
            return
        mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]), 0)
        ImageDraw.Draw(mask).polygon(
            [(x - frame[0], y - frame[1]) for x, y in placed], fill=round(255 * amount)
        )
        self._image.paste(ink, frame, mask)

    # The finished sheet

    def printed(self, *, mirrored: bool) -> Image.Image:
        """Return the picture at its final size, on paper."""
        image = self._image.reduce(_OVERSAMPLING)
        if mirrored:
            image = ImageOps.mirror(image)
        fibre = self._noise.filter(ImageFilter.BoxBlur(1)).point(_FIBRE)
        cloud = self._noise.resize((48, 30), Image.Resampling.NEAREST).resize(
            self._size, Image.Resampling.BICUBIC
        )
        paper = ImageChops.multiply(fibre, cloud.point(_CLOUD))
        return ImageChops.multiply(image, Image.merge("RGB", (paper, paper, paper)))

    # Placing

    def _place(self, points: Sequence[Point], ink: Ink) -> list[Point]:
        if ink not in self._register:
            self._register[ink] = (self.rng.uniform(-1.8, 1.8), self.rng.uniform(-1.4, 1.4))
        dx, dy = self._register[ink]
        scale, left, top = self._scale, self._left, self._top
        return [((x + dx) * scale + left, (y + dy) * scale + top) for x, y in points]

    def _frame(self, placed: Sequence[Point]) -> tuple[int, int, int, int] | None:
        """Return the even pixel box around a shape, cut at the sheet's edge; None when nothing is left."""
        left = max(0, int(min(x for x, _ in placed)) // 2 * 2)
        top = max(0, int(min(y for _, y in placed)) // 2 * 2)
        right = min(self._image.width, (int(max(x for x, _ in placed)) // 2 + 1) * 2)
        bottom = min(self._image.height, (int(max(y for _, y in placed)) // 2 + 1) * 2)
        return (left, top, right, bottom) if right - left >= 2 and bottom - top >= 2 else None


_HARDEN: Final = [min(255, max(0, (value - 128) * 7)) for value in range(256)]
_FIBRE: Final = [round(255 - max(0, 150 - value) * 0.16) for value in range(256)]
_CLOUD: Final = [round(246 + value / 255 * 9) for value in range(256)]


def jpeg(image: Image.Image) -> bytes:
    """Encode a picture as a progressive JPEG file."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_JPEG_QUALITY, progressive=True, optimize=True)
    return file.getvalue()
