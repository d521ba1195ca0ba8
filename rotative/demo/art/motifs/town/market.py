"""The motif “market”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.houses import arch
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.people import person
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sky


@motif("market")
def market(c: Canvas) -> None:
    """Draw striped awnings, fruit in heaps, people choosing."""
    p, rng = c.palette, c.rng
    sky(c, 420, sun=(rng.uniform(300, 1300), 160), radius=80)
    wall = mix(p.pale, p.accent, rng.choice((0.08, 0.25, 0.4)))
    wall = mix(wall, p.mid, 0.6) if p.night else wall
    c.rect(-20, 240, 1640, 700, wall)
    c.shade(box(0, 240, 1600, 560), p.near, toward=(0.8, 0.6), amount=0.5, start=0.25)
    x = rng.uniform(-160, -20)
    while x < 1600:
        arch(c, x + 40, 830, 210, rng.uniform(420, 470), mix(wall, p.ink, 0.62))
        x += 310
    c.rect(-20, 800, 1640, 220, mix(p.second, p.far, 0.5) if not p.night else p.near)
    c.shade(box(0, 800, 1600, 200), p.near, toward=(0.3, 1), amount=0.6, start=0.2)
    for _ in range(5):
        person(c, rng.uniform(60, 1540), 825, rng.uniform(250, 280))
    x, k = rng.uniform(-150, -40), rng.randint(0, 2)
    while x < 1600:
        wide = rng.uniform(400, 480)
        _stall(c, x, 880, wide, (p.accent, p.near, p.second, p.leaf)[k % 4])
        x += wide + rng.uniform(60, 130)
        k += 1
    for _ in range(rng.randint(2, 3)):
        person(c, rng.uniform(100, 1500), 985, rng.uniform(330, 370))


def _stall(c: Canvas, x: float, ground: float, wide: float, ink: Ink) -> None:
    p, rng = c.palette, c.rng
    top = rng.uniform(430, 480)
    for side in (x + 14, x + wide - 22):
        c.rect(side, top, 9, ground - top, p.ink)
    stripes = 8
    for k in range(stripes):
        a, b = x + wide * k / stripes, x + wide * (k + 1) / stripes
        ta, tb = x + wide * (0.08 + 0.84 * k / stripes), x + wide * (0.08 + 0.84 * (k + 1) / stripes)
        tint = ink if k % 2 else p.pale
        c.poly([(ta, top - 90), (tb, top - 90), (b, top + 24), (a, top + 24)], tint)
        c.poly(
            [
                (a, top + 23),
                *arc(((a + b) / 2, top + 23), ((b - a) / 2, 24), 180, 0, steps=12),
                (b, top + 23),
            ],
            mix(tint, p.ink, 0.12),
        )
    c.shade(
        [(x + wide * 0.08, top - 90), (x + wide * 0.92, top - 90), (x + wide, top + 24), (x, top + 24)],
        p.ink,
        toward=(1, 0.4),
        amount=0.45,
        start=0.4,
    )
    c.wash(box(x + 8, top + 24, wide - 16, 110), mix(p.near, p.far, 0.5), amount=0.5)
    for row in range(2):
        base = ground - 92 + row * 70
        crates = 3
        for k in range(crates):
            left, w = x + wide * k / crates + 6, wide / crates - 12
            fruit = rng.choice(
                (p.accent, p.second, p.leaf, mix(p.accent, p.near, 0.5), mix(p.second, p.accent, 0.5))
            )
            for level, count in ((0, 6), (1, 5), (2, 3)):
                for n in range(count):
                    fx, fy = left + w * (n + 0.5 + (6 - count) / 2) / 6, base - 6 - level * 15
                    c.disc(fx, fy, w / 11, mix(fruit, p.pale, rng.choice((0, 0.1, 0.2))))
                    c.disc(fx - w / 34, fy - w / 34, w / 40, mix(fruit, p.pale, 0.5))
            c.shade(box(left, base - 50, w, 50), p.ink, toward=(0.7, 1), amount=0.4, start=0.35)
            c.rect(left, base, w, 56, mix(p.second, p.near, 0.35))
            c.rect(left, base + 24, w, 6, mix(p.near, p.ink, 0.3))
            c.shade(box(left, base, w, 56), p.ink, toward=(0.6, 1), amount=0.5, start=0.3)
