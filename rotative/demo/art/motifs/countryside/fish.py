"""The motif “fish”."""

from __future__ import annotations

from rotative.demo.art.boats import trawler
from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sea, sky


def _sardine(c: Canvas, x: float, y: float, length: float, degrees: float, ink: Ink) -> None:
    """Draw one fish, head on the left, turned around its middle."""
    p = c.palette

    def at(points: list[Point]) -> list[Point]:
        placed = [(x + a * length, y + b * length) for a, b in points]
        return turned(placed, degrees, around=(x, y))

    back = [(-0.5, 0.01), (-0.38, -0.075), (-0.1, -0.115), (0.2, -0.07), (0.38, -0.02)]
    belly = [(0.38, 0.02), (0.2, 0.075), (-0.1, 0.125), (-0.38, 0.085), (-0.5, 0.01)]
    c.poly(at([(0.34, 0), (0.52, -0.13), (0.46, 0.0), (0.52, 0.13)]), mix(ink, p.ink, 0.3))
    c.poly(at([(-0.12, -0.1), (0.02, -0.17), (0.12, -0.08)]), mix(ink, p.ink, 0.4))
    c.poly(at([(-0.08, 0.1), (0.0, 0.18), (0.08, 0.09)]), mix(ink, p.ink, 0.4))
    body = at(curve([*back, *belly], steps=8))
    c.poly(body, mix(p.pale, ink, 0.22))
    c.poly(at(curve([*back, (0.2, -0.01), (-0.1, -0.015), (-0.38, 0.0), (-0.5, 0.01)], steps=8)), ink)
    c.shade(body, p.ink, toward=(0.1, 1), amount=0.45, start=0.5)
    c.line(
        at(curve([(-0.27, -0.085), (-0.235, 0.0), (-0.27, 0.09)])), mix(ink, p.ink, 0.5), width=length * 0.008
    )
    for k in range(6):
        (spot,) = at([(-0.16 + 0.075 * k, 0.02 + 0.006 * (k % 2))])
        c.disc(*spot, length * 0.011, mix(ink, p.ink, 0.35))
    (eye,) = at([(-0.385, -0.01)])
    c.disc(*eye, length * 0.026, p.second)
    c.disc(*eye, length * 0.015, p.ink)


@motif("fish")
def fish(c: Canvas) -> None:
    """Draw sardines: on a plate, in rows in a crate, or a shoal under a boat."""
    p, rng = c.palette, c.rng
    scene = rng.randrange(3)
    if scene == 0:
        horizon = rng.uniform(250, 310)
        sky(c, horizon, sun=(rng.uniform(200, 500), horizon - 90), clouds=False)
        sea(c, horizon, sun_x=None)
        c.shade(box(0, horizon + 200, 1600, 800), p.ink, toward=(0, 1), amount=0.7)
        trawler(c, rng.uniform(820, 1000), horizon + 50, 420)
        for _ in range(19):
            x, y = rng.uniform(150, 1450), rng.uniform(470, 930)
            _sardine(
                c,
                x,
                y,
                120 + (y - 400) * 0.22,
                rng.uniform(-9, 5),
                rng.choice((p.far, p.mid, p.accent, p.far)),
            )
        return
    cloth = p.near if p.night else p.sky
    c.rect(-20, -20, 1640, 1040, cloth)
    if scene == 1:
        for k in range(0, 1700, 200):
            c.rect(k, -20, 60, 1040, mix(cloth, p.far, 0.35))
        c.shade(box(0, 0, 1600, 1000), p.near, toward=(1, 0.7), amount=0.45, start=0.4)
        c.wash(arc((830, 540), (560, 420), 0, 360), mix(p.mid, p.pale, 0.35), amount=0.7)
        c.disc(800, 500, 560, p.pale, flat=0.75)
        c.disc(800, 500, 510, mix(p.pale, p.far, 0.28), flat=0.75)
        c.disc(800, 507, 500, mix(p.pale, p.sky, 0.25), flat=0.75)
        count = rng.randint(3, 4)
        for k in range(count):
            _sardine(
                c,
                780 + rng.uniform(-25, 25),
                500 + (k - (count - 1) / 2) * 150,
                760 - abs(k - (count - 1) / 2) * 130,
                rng.uniform(-6, 6) - 8,
                p.water if k % 2 else p.deep,
            )
        for x, y in ((1180, 390), (1130, 690)):
            c.disc(x, y, 74, p.second)
            c.disc(x, y, 62, mix(p.second, p.pale, 0.6))
            for k in range(8):
                c.poly([(x, y), *arc((x, y), (54, 54), k * 45 + 6, k * 45 + 39, steps=4)], p.second)
        return
    crate = p.accent if p.accent[0] > p.accent[2] else p.mid
    c.rect(-20, -20, 1640, 1040, crate)
    c.shade(box(0, 0, 1600, 1000), p.ink, toward=(1, 0.8), amount=0.4, start=0.4)
    lean = rng.uniform(-14, 14)
    for row in range(-1, 6):
        for column in range(-1, 4):
            x, y = 260 + column * 560 + (row % 2) * 280, 60 + row * 195
            c.wash(
                turned(arc((x + 14, y + 26), (250, 52), 0, 360), lean, around=(x, y)),
                mix(crate, p.ink, 0.3),
                amount=0.6,
            )
            _sardine(c, x, y, 500, lean + rng.uniform(-2, 2), p.deep if (row + column) % 2 else p.water)
