"""The inks: a few limited palettes, each for a time of day, and how two inks mix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Ink = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Palette:
    # A word for the hour or the mood; only for people.
    name: str
    # The lightest ink: bare paper, white walls, pages.
    pale: Ink
    # The background, usually the sky.
    sky: Ink
    # The sun, the moon, and the light they leave on the horizon.
    glow: Ink
    # Three depths of the same scene.
    far: Ink
    mid: Ink
    near: Ink
    # The darkest ink.
    ink: Ink
    # The one colour that draws the eye, and its warm companion.
    accent: Ink
    second: Ink
    # What grows.
    leaf: Ink
    # The sea and the river, near the light and deep down.
    water: Ink
    deep: Ink
    # True when windows are lit and stars are out.
    night: bool = False


def ink(code: str) -> Ink:
    """Return the ink written as six hexadecimal digits."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def mix(one: Ink, other: Ink, share: float) -> Ink:
    """Return the ink between two: `share` 0 is the first, 1 the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _palette(name: str, codes: str, *, night: bool = False) -> Palette:
    roles = ("pale", "sky", "glow", "far", "mid", "near", "ink", "accent", "second", "leaf", "water", "deep")
    inks = dict(zip(roles, map(ink, codes.split()), strict=True))
    return Palette(name=name, night=night, **inks)


# pale, sky, glow, far, mid, near, ink, accent, second, leaf, water, deep
PALETTES: Final = (
    _palette(
        "morning",
        "fbf3e2 f1dfbf e98f55 a9c2b4 5b958f 28636a 173441 c9553a e0a446 7f8a4f 5b958f 28636a",
    ),
    _palette(
        "noon",
        "fcf6e8 b5d3cb fbf0cf 8bb7ad 3f8488 235963 16323f d4623f e8b35a 7d8c4c 3f8488 235963",
    ),
    _palette(
        "estuary",
        "faf1dd 86bab3 f8e6bd 5c9d9b 2e7679 1c4f5b 122f3c de6c40 ecb75f 5f7b4a 2e7679 1c4f5b",
    ),
    _palette(
        "olive",
        "faf3de e9e0bf dfa53d b5b685 808a50 4c5c3a 27342d bb5230 d9a03f 6f7c41 8fa08a 46655a",
    ),
    _palette(
        "clay",
        "fcf1e0 f1d3b7 fdf0d6 dea785 bf6a48 84402f 2b2530 2b7377 e2a54d 7a7d45 3f8583 1f5a62",
    ),
    _palette(
        "dusk",
        "fbead0 eba67b fbdc9b c0745d 804a54 42354c 20243a d84a33 f0b45a 5d6449 804a54 42354c",
    ),
    _palette(
        "slate",
        "f6f1e5 cbd3cf f3e6c6 98abac 5e7d86 335261 1a2d3a cf603b dca64c 6d7d58 5e7d86 335261",
    ),
    _palette(
        "rose",
        "fcf2e6 efcdbc f6efdc b9a7a6 6d7f92 37506b 1c2c44 cc4f3d e5a75a 6c7b5a 6d7f92 37506b",
    ),
    _palette(
        "night",
        "f4ead0 1d3a56 f4dfa4 2c5a70 1f4660 16314a 0d1d31 dd6a43 efb860 3d6257 1f4660 16314a",
        night=True,
    ),
    _palette(
        "blue hour",
        "f3e8d3 3f6f86 f7d9a0 33617a 274c66 1b364f 101f33 e0704a f2bd66 436a58 274c66 1b364f",
        night=True,
    ),
)
