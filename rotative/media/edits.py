"""Turns and crops of a picture, always as seen from the file that was uploaded, so that nothing is lost twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotative.media.errors import CropTooSmall

# Pixels of the shorter side that a crop leaves.
LEAST_SIDE = 100
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A turn, then a crop."""

    # Degrees clockwise: 0, 90, 180 or 270.
    turn: int = 0
    # Left, top, right, bottom, as parts of the turned picture, 0 to 1.
    rect: Rect = (0.0, 0.0, 1.0, 1.0)

    @classmethod
    def parse(cls, kept: Sequence[float] | None) -> Edit:
        """Return an edit as `keep` wrote it; None is that of the file as it was uploaded."""
        if not kept:
            return cls()
        turn, left, top, right, bottom = kept
        return cls(turn=int(turn), rect=(left, top, right, bottom))

    def keep(self) -> list[float]:
        """Return the edit as it is stored."""
        return [self.turn, *(round(edge, 6) for edge in self.rect)]

    def turned(self, degrees: int) -> Edit:
        """Return this edit with the result turned clockwise. degrees: a multiple of 90."""
        rect = self.rect
        for _quarter in range(degrees // 90 % 4):
            left, top, right, bottom = rect
            rect = (1 - bottom, left, 1 - top, right)
        return Edit(turn=(self.turn + degrees) % 360, rect=rect)

    def cropped(self, rect: Rect) -> Edit:
        """Return this edit with a part of its result. rect: as parts of the result."""
        left, top, right, bottom = self.rect
        width, height = right - left, bottom - top
        inner = (
            left + rect[0] * width,
            top + rect[1] * height,
            left + rect[2] * width,
            top + rect[3] * height,
        )
        return Edit(turn=self.turn, rect=inner)

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return the crop in pixels of the turned picture. width, height: of the picture before the turn, upright.

        Raises CropTooSmall.
        """
        if self.turn % 180:
            width, height = height, width
        left, top, right, bottom = self.rect
        box = (round(left * width), round(top * height), round(right * width), round(bottom * height))
        if self != Edit(turn=self.turn) and min(box[2] - box[0], box[3] - box[1]) < LEAST_SIDE:
            raise CropTooSmall(least=LEAST_SIDE)
        return box

    def moved(self, point: tuple[float, float]) -> tuple[float, float] | None:
        """Return where a point of the uploaded picture is in the result, as parts of it; None when it is cut off."""
        x, y = point
        for _quarter in range(self.turn // 90):
            x, y = 1 - y, x
        left, top, right, bottom = self.rect
        x, y = (x - left) / (right - left), (y - top) / (bottom - top)
        return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None

    def origin(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a point of the result is in the uploaded picture."""
        left, top, right, bottom = self.rect
        x, y = left + point[0] * (right - left), top + point[1] * (bottom - top)
        for _quarter in range(self.turn // 90):
            x, y = y, 1 - x
        return x, y
