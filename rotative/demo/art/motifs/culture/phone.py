"""The motif “phone”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.still_life import table


@motif("phone")
def phone(c: Canvas) -> None:
    """Draw a telephone with news on its screen, and what it sends through the air."""
    p, rng = c.palette, c.rng
    table(c, 1100, wall=p.near if p.night else rng.choice((p.sky, p.far, mix(p.far, p.mid, 0.5))))
    lean = rng.uniform(-16, 16)
    x, y, w, h = rng.uniform(700, 900), 520.0, 210.0, 400.0
    for k in range(4, 0, -1):
        c.line(
            arc((x, y), (260 + k * 130, 260 + k * 130), 0, 360, steps=70),
            mix(p.sky if not p.night else p.mid, p.pale, 0.5),
            width=3,
        )

    def at(points: list[Point]) -> list[Point]:
        return turned([(x + a, y + b) for a, b in points], lean, around=(x, y))

    def slab(left: float, top: float, wide: float, high: float, ink: Ink, radius: float) -> None:
        corners = (
            (left + wide - radius, top + radius, -90),
            (left + wide - radius, top + high - radius, 0),
            (left + radius, top + high - radius, 90),
            (left + radius, top + radius, 180),
        )
        c.poly(
            at([q for cx, cy, a in corners for q in arc((cx, cy), (radius, radius), a, a + 90, steps=8)]), ink
        )

    c.wash(at([(a + 60, b + 60) for a, b in box(-w, -h, 2 * w, 2 * h)]), p.mid, amount=0.6)
    slab(-w, -h, 2 * w, 2 * h, p.ink, 54)
    slab(-w + 6, -h + 6, 2 * w - 12, 2 * h - 12, mix(p.ink, p.far, 0.3), 50)
    slab(-w + 14, -h + 14, 2 * w - 28, 2 * h - 28, p.pale, 42)
    slab(-50, -h + 30, 100, 24, p.ink, 12)
    slab(-w + 40, -h + 84, 300, 34, p.ink, 6)
    slab(-w + 40, -h + 134, 340, 240, p.glow, 14)
    picture = at(box(-w + 40, -h + 134, 340, 240))
    c.poly(at(arc((30, -h + 240), (58, 58), 0, 360)), p.accent)
    for k in range(3):
        ridge = curve([(-w + 40 + t * 85, -h + 270 + k * 34 + rng.uniform(-26, 14)) for t in range(5)])
        c.poly(at([*ridge, (-w + 380, -h + 374), (-w + 40, -h + 374)]), (p.far, p.mid, p.near)[k])
    c.shade(picture, p.ink, toward=(0.5, 1), amount=0.4, start=0.4)
    top = -h + 402
    for k in range(3):
        slab(-w + 40, top + k * 122, 100, 92, (p.second, p.leaf, p.accent)[k], 10)
        for n, long in enumerate((220, 200, rng.uniform(90, 150))):
            slab(
                -w + 158,
                top + 6 + k * 122 + n * 31,
                long,
                16 if n else 20,
                p.ink if n == 0 else mix(p.pale, p.near, 0.4),
                6,
            )
    c.beam(at([(-w + 14, -h + 60), (20, -h + 14), (-90, h - 14), (-w + 14, h - 60)]), p.pale, amount=0.16)
    c.shade(at(box(-w, -h, 2 * w, 2 * h)), p.near, toward=(1, 0.4), amount=0.5, start=0.6)
    spots = [(-430, -190), (440, -260), (480, 190), (-470, 210), (-620, -10), (650, -30)]
    rng.shuffle(spots)
    for k, (dx, dy) in enumerate(spots[: rng.randint(4, 6)]):
        _bubble(
            c,
            x + dx + rng.uniform(-30, 30),
            y + dy + rng.uniform(-30, 30),
            rng.uniform(62, 92),
            (p.accent, p.second, p.leaf, p.near, p.pale, p.mid)[k],
            k,
        )


def _bubble(c: Canvas, x: float, y: float, r: float, ink: Ink, sign: int) -> None:
    """Draw a speech bubble with a small sign in it."""
    p = c.palette
    mark = p.ink if ink in (p.pale, p.second) else p.pale
    c.wash(arc((x + 18, y + 24), (r, r * 0.86), 0, 360), p.mid, amount=0.5)
    c.poly([(x - r * 0.5, y + r * 0.5), (x - r * 0.1, y + r * 0.8), (x - r * 0.66, y + r * 1.22)], ink)
    c.disc(x, y, r, ink, flat=0.88)
    c.shade(arc((x, y), (r, r * 0.88), 0, 360), p.ink, toward=(0.8, 0.8), amount=0.55, start=0.45)
    if sign % 3 == 0:
        for k in (-1, 0, 1):
            c.disc(x + k * r * 0.4, y, r * 0.13, mark)
    elif sign % 3 == 1:
        heart = curve(
            [
                (x, y + r * 0.45),
                (x - r * 0.46, y - r * 0.02),
                (x - r * 0.28, y - r * 0.36),
                (x, y - r * 0.14),
                (x + r * 0.28, y - r * 0.36),
                (x + r * 0.46, y - r * 0.02),
            ],
            closed=True,
        )
        c.poly(heart, mark)
    else:
        for k in range(3):
            c.rect(x - r * 0.5, y - r * 0.34 + k * r * 0.28, r * (1 - 0.18 * k), r * 0.12, mark)
