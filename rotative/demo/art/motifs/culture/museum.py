"""The motif “museum”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, box, curve
from rotative.demo.art.palette import mix
from rotative.demo.art.people import person
from rotative.demo.art.registry import motif


@motif("museum")
def museum(c: Canvas) -> None:
    """Draw a gallery: pictures on the wall, window light on the floor, somebody looking."""
    p, rng = c.palette, c.rng
    wall = rng.choice((p.sky, mix(p.accent, p.near, 0.2), mix(p.leaf, p.near, 0.25), mix(p.far, p.sky, 0.4)))
    floor = rng.uniform(730, 780)
    c.rect(-20, -20, 1640, 1040, wall)
    c.shade(box(0, 0, 1600, floor), p.near, toward=(1, -0.5), amount=0.6, start=0.35)
    c.rect(-20, floor, 1640, 400, mix(p.second, p.near, 0.4))
    c.shade(box(0, floor, 1600, 1000 - floor), p.ink, toward=(0.5, 1), amount=0.55, start=0.2)
    c.rect(-20, floor - 26, 1640, 26, mix(wall, p.pale, 0.55))
    x, k = rng.uniform(70, 150), 0
    big = rng.randint(0, 1)
    while x < 1500:
        w, h = (620, 440) if k == big else (rng.uniform(230, 300), rng.uniform(280, 360))
        y = 390 - h / 2
        c.wash(box(x + 16, y + 20, w, h), mix(p.mid, p.pale, 0.2), amount=0.7)
        c.rect(x, y, w, h, rng.choice((p.second, p.ink)))
        c.rect(x + 14, y + 14, w - 28, h - 28, p.pale)
        _canvas(c, x + 34, y + 34, w - 68, h - 68)
        c.rect(x + w / 2 - 26, y + h + 34, 52, 20, mix(wall, p.pale, 0.8))
        x += w + rng.uniform(80, 120)
        k += 1
    lean = rng.uniform(120, 260)
    for k in range(3):
        a = rng.uniform(40, 80) + k * 420
        c.beam(
            [(a, floor + 20), (a + 240, floor + 20), (a + 240 + lean, 1010), (a + lean, 1010)],
            p.glow,
            amount=0.4,
        )
    for _ in range(rng.randint(1, 3)):
        x = rng.uniform(300, 1300)
        base = rng.uniform(880, 950)
        c.wash(
            [(x - 20, base), (x + 20, base), (x + 240, base + 50), (x + 170, base + 56)], p.mid, amount=0.7
        )
        person(c, x, base, rng.uniform(390, 440), stride=0.5)
    c.panel(1180, 850, 320, 36, mix(p.near, p.ink, 0.3), radius=10)
    for x in (1210, 1450):
        c.rect(x, 880, 18, 70, p.ink)


def _canvas(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Draw a small abstract landscape."""
    p, rng = c.palette, c.rng
    c.rect(x, y, w, h, rng.choice((p.glow, p.far, p.second)))
    r = min(w, h) * rng.uniform(0.14, 0.24)
    c.disc(x + w * rng.uniform(0.3, 0.7), y + h * rng.uniform(0.28, 0.5), r, rng.choice((p.accent, p.pale)))
    for k in range(3):
        top = y + h * (0.5 + 0.15 * k)
        ridge = curve([(x + w * t / 4, min(top + h * rng.uniform(-0.07, 0.07), y + h - 4)) for t in range(5)])
        shape = [*ridge, (x + w, y + h), (x, y + h)]
        c.poly(shape, (p.mid, p.leaf, p.near)[k])
        c.shade(shape, p.ink, toward=(0.5, 1), amount=0.5, start=0.3)
