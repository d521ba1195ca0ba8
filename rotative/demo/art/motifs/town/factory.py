"""The motif “factory”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.houses import windows
from rotative.demo.art.palette import mix
from rotative.demo.art.people import person
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import hills, sky


@motif("factory")
def factory(c: Canvas) -> None:  # noqa: PLR0915 (a drawing is a list of strokes)
    """Draw saw-tooth roofs, chimneys and their smoke."""
    p, rng = c.palette, c.rng
    ground = rng.uniform(800, 850)
    sky(
        c,
        ground,
        sun=(rng.uniform(200, 1400), rng.uniform(180, 420)),
        radius=rng.choice((110, 160, 200)),
        clouds=False,
    )
    hills(c, ground, 150, mix(p.far, p.sky, 0.3), shade=p.far)
    brick = rng.choice((p.accent, mix(p.accent, p.near, 0.45), p.mid))
    start = rng.uniform(180, 420)
    for k in range(rng.randint(2, 4)):
        x, high = start + k * rng.uniform(120, 170), rng.uniform(430, 600)
        top = ground - high
        drift = rng.uniform(50, 90)
        for puff in range(9):
            size = 26 + puff * 13
            cx, cy = x + 26 + puff * drift, top - 40 - puff * 24 + rng.uniform(-14, 14)
            c.disc(
                cx,
                cy,
                size,
                mix(p.sky, p.pale, 0.75 - 0.06 * puff) if not p.night else mix(p.mid, p.far, 0.4),
            )
            c.shade(
                arc((cx, cy), (size, size), 0, 360),
                mix(p.sky, p.near, 0.55),
                toward=(0.5, 1),
                amount=0.55,
                start=0.4,
            )
        stack = [(x + 8, top), (x + 48, top), (x + 58, ground), (x - 2, ground)]
        c.poly(stack, mix(brick, p.pale, 0.1))
        for band in range(3):
            c.rect(x + 6 - band, top + 14 + band * 44, 44 + band * 2, 20, p.pale)
        c.shade(stack, p.ink, amount=0.85, start=0.25)
    sheds, wide, high = rng.randint(4, 5), 210, rng.uniform(210, 260)
    left = rng.uniform(420, 560)
    wall = box(left, ground - high, sheds * wide, high)
    for k in range(sheds):
        x = left + k * wide
        c.poly(
            [(x, ground - high), (x, ground - high - 120), (x + wide, ground - high)], mix(brick, p.ink, 0.45)
        )
        c.poly(
            [
                (x + 8, ground - high),
                (x + 8, ground - high - 100),
                (x + 60, ground - high - 70),
                (x + 60, ground - high),
            ],
            p.second if p.night else mix(p.far, p.pale, 0.5),
        )
    c.poly(wall, brick)
    c.shade(wall, p.ink, toward=(0.7, 0.6), amount=0.65, start=0.25)
    windows(
        c,
        left + 30,
        ground - high + 24,
        sheds * wide - 60,
        high - 130,
        columns=sheds * 3,
        rows=1,
        tint=mix(p.near, p.ink, 0.4),
        lit=0.7 if p.night else 0.15,
        fill=0.6,
    )
    for k in range(2):
        c.rect(left + 150 + k * 380, ground - 130, 150, 130, mix(p.near, p.ink, 0.5))
        for row in range(5):
            c.rect(left + 150 + k * 380, ground - 126 + row * 24, 150, 4, mix(p.near, p.far, 0.3))
    for k in range(2):
        x = 90 + k * 170
        tank = box(x, ground - 210, 150, 210)
        c.poly(tank, mix(p.pale, p.far, 0.3) if not p.night else p.far)
        c.poly(arc((x + 75, ground - 210), (75, 26), 180, 360), p.pale)
        c.shade(tank, p.near, amount=0.85, start=0.3)
    c.rect(-20, ground, 1640, 300, mix(p.near, p.ink, 0.45))
    c.rect(-20, ground, 1640, 8, mix(p.far, p.pale, 0.2))
    for _ in range(rng.randint(3, 6)):
        person(c, rng.uniform(100, 1500), ground + rng.uniform(50, 110), 110)
