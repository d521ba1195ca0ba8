"""The motif “court”."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sky


@motif("court")
def court(c: Canvas) -> None:  # noqa: PLR0915 (a drawing is a list of strokes)
    """Draw a pair of scales before the columns of the law courts."""
    p, rng = c.palette, c.rng
    sky(
        c,
        800,
        sun=(rng.uniform(300, 1300), rng.uniform(140, 300)),
        radius=rng.choice((110, 180)),
        clouds=rng.random() < 0.5,
    )
    stone = mix(p.pale, p.far, 0.2) if not p.night else mix(p.far, p.pale, 0.15)
    c.rect(120, 330, 1360, 560, mix(stone, p.near, 0.7))
    c.shade(box(120, 330, 1360, 560), p.ink, toward=(0.3, 1), amount=0.7)
    columns = rng.choice((6, 8))
    for k in range(columns):
        x = 160 + k * (1280 - 90) / (columns - 1)
        shaft = [(x + 9, 360), (x + 81, 360), (x + 88, 850), (x + 2, 850)]
        c.poly(shaft, stone)
        c.shade(shaft, p.near, amount=0.95, start=0.3)
        c.rect(x - 8, 330, 106, 30, mix(stone, p.pale, 0.6))
        c.rect(x - 8, 835, 106, 22, mix(stone, p.pale, 0.6))
    c.rect(100, 270, 1400, 64, stone)
    c.rect(80, 256, 1440, 20, mix(stone, p.pale, 0.7))
    pediment = [(80, 256), (800, 60), (1520, 256)]
    c.poly(pediment, stone)
    c.poly([(220, 240), (800, 92), (1380, 240)], mix(stone, p.near, 0.35))
    c.shade(pediment, p.near, toward=(1, 0.4), amount=0.6, start=0.4)
    for k in range(4):
        c.rect(90 - k * 50, 856 + k * 38, 1420 + k * 100, 40, mix(stone, p.near, 0.12 + 0.1 * k))
        c.rect(90 - k * 50, 856 + k * 38, 1420 + k * 100, 5, mix(stone, p.pale, 0.6))
    c.shade(box(0, 850, 1600, 160), p.ink, toward=(0.8, 1), amount=0.5, start=0.3)
    tilt = rng.choice((-1, 1)) * rng.uniform(2, 12)
    x, top, reach = 800.0, 300.0, 400.0
    gold, dark = (p.accent if p.accent[0] > p.accent[2] else p.second), p.ink
    c.wash(arc((x + 60, 950), (330, 34), 0, 360), p.mid, amount=0.8)
    c.poly([(x - 15, top), (x + 15, top), (x + 24, 850), (x - 24, 850)], gold)
    c.poly(
        curve(
            [
                (x - 210, 955),
                (x - 190, 915),
                (x - 60, 890),
                (x - 30, 840),
                (x + 30, 840),
                (x + 60, 890),
                (x + 190, 915),
                (x + 210, 955),
            ]
        ),
        gold,
    )
    c.shade(box(x - 15, top, 39, 560), dark, amount=0.85, start=0.3)
    c.shade(box(x - 210, 840, 420, 116), dark, toward=(1, 0.3), amount=0.8, start=0.3)
    dx, dy = reach * math.cos(math.radians(tilt)), reach * math.sin(math.radians(tilt))
    c.line([(x - dx, top + 30 - dy), (x, top + 16), (x + dx, top + 30 + dy)], gold, width=26)
    c.disc(x, top + 12, 44, gold)
    c.disc(x, top + 12, 20, dark)
    for side in (-1, 1):
        ex, ey = x + side * dx, top + 30 + side * dy
        c.disc(ex, ey, 17, dark)
        for leg in (-1, 1):
            c.line([(ex, ey), (ex + leg * 165, ey + 270)], dark, width=4)
        pan = arc((ex, ey + 268), (185, 92), 0, 180)
        c.poly(pan, gold)
        c.shade(pan, dark, toward=(0.8, 0.8), amount=0.9, start=0.3)
        c.rect(ex - 190, ey + 262, 380, 11, mix(gold, p.pale, 0.45))
