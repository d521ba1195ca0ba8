"""Ships and what they carry."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.palette import Ink, mix


def containers(c: Canvas, x: float, ground: float, columns: int, size: float, *, tallest: int) -> None:
    """Stacks of containers."""
    p, rng = c.palette, c.rng
    inks = (p.accent, p.second, p.far, p.near, p.pale, p.leaf)
    for column in range(columns):
        for row in range(rng.randint(1, tallest)):
            left, top, ink = x + column * size * 2.15, ground - (row + 1) * size, rng.choice(inks)
            c.rect(left, top, size * 2.1, size * 0.95, ink)
            for rib in range(1, 6):
                c.rect(left + rib * size * 0.35, top + 3, 2, size * 0.95 - 6, mix(ink, p.ink, 0.3))
            c.shade(box(left, top, size * 2.1, size * 0.95), p.ink, toward=(0.7, 1), amount=0.4, start=0.3)


def cargo(c: Canvas, x: float, water: float, length: float, *, hull: Ink) -> None:
    """Draw a cargo ship seen from the side, bow on the left."""
    p = c.palette
    high = length * 0.13
    side = [
        (x, water - high * 1.25),
        (x + length * 0.1, water - high),
        (x + length * 0.98, water - high),
        (x + length, water - high * 1.1),
        (x + length * 0.97, water),
        (x + length * 0.075, water),
    ]
    containers(c, x + length * 0.15, water - high * 0.9, 6, length * 0.043, tallest=3)
    left = x + length * 0.77
    c.rect(left, water - high * 2.6, length * 0.14, high * 1.8, p.pale)
    c.shade(
        box(left, water - high * 2.6, length * 0.14, high * 1.8),
        mix(p.near, p.pale, 0.4),
        amount=0.8,
        start=0.35,
    )
    for row in range(4):
        c.rect(
            left + length * 0.012,
            water - high * (2.42 - row * 0.34),
            length * 0.115,
            high * 0.13,
            p.near if not p.night else p.second,
        )
    c.rect(left - length * 0.015, water - high * 2.75, length * 0.17, high * 0.2, p.pale)
    c.rect(left + length * 0.085, water - high * 3.5, length * 0.045, high * 0.78, p.accent)
    c.rect(left + length * 0.085, water - high * 3.3, length * 0.045, high * 0.18, p.ink)
    c.line([(x + length * 0.06, water - high), (x + length * 0.06, water - high * 2.2)], p.ink, width=4)
    c.poly(side, hull)
    c.shade(side, p.ink, toward=(0.6, 1), amount=0.75, start=0.25)
    c.poly(
        [
            (x + length * 0.06, water - high * 0.2),
            (x + length * 0.976, water - high * 0.2),
            (x + length * 0.97, water),
            (x + length * 0.075, water),
        ],
        p.accent if hull != p.accent else p.ink,
    )
    c.wash(
        [
            (x + length * 0.05, water + 2),
            (x + length, water + 2),
            (x + length * 0.9, water + high * 0.9),
            (x + length * 0.14, water + high * 0.7),
        ],
        mix(p.near, p.mid, 0.3),
        amount=0.55,
    )


def trawler(c: Canvas, x: float, water: float, length: float) -> None:
    """Draw a small fishing boat, bow on the left."""
    p = c.palette
    hull = curve(
        [
            (x - length * 0.04, water - length * 0.29),
            (x + length * 0.25, water - length * 0.17),
            (x + length * 0.7, water - length * 0.145),
            (x + length, water - length * 0.2),
        ]
    )
    bottom = curve(
        [(x + length * 0.96, water), (x + length * 0.5, water + length * 0.02), (x + length * 0.1, water)]
    )
    mast = x + length * 0.44
    c.rect(mast, water - length * 0.8, length * 0.018, length * 0.65, p.ink)
    for end in (
        (x, water - length * 0.26),
        (x + length * 0.96, water - length * 0.18),
        (x + length * 0.16, water - length * 0.62),
    ):
        c.line([(mast + 4, water - length * 0.77), end], p.ink, width=2.5)
    c.line([(mast, water - length * 0.3), (x + length * 0.16, water - length * 0.62)], p.ink, width=6)
    cabin = box(x + length * 0.54, water - length * 0.38, length * 0.24, length * 0.24)
    c.poly(cabin, p.pale)
    c.shade(cabin, p.near, amount=0.7, start=0.3)
    c.rect(x + length * 0.52, water - length * 0.41, length * 0.28, length * 0.035, p.accent)
    for k in range(3):
        c.rect(
            x + length * (0.56 + 0.07 * k),
            water - length * 0.34,
            length * 0.05,
            length * 0.07,
            p.second if p.night else p.near,
        )
    c.poly([*hull, *bottom], p.accent)
    c.shade([*hull, *bottom], p.ink, toward=(0.5, 1), amount=0.75, start=0.2)
    rail = [(a, b + length * 0.035) for a, b in hull]
    c.line(rail, p.pale, width=7)
    for k in range(3):
        c.disc(x + length * (0.3 + 0.1 * k), water - length * 0.08, length * 0.03, p.ink)
        c.disc(x + length * (0.3 + 0.1 * k), water - length * 0.08, length * 0.014, mix(p.accent, p.ink, 0.4))
    c.wash(
        arc((x + length * 0.5, water + length * 0.06), (length * 0.5, length * 0.07), 0, 360),
        p.near,
        amount=0.6,
    )
