"""The motif “housing”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, box
from rotative.demo.art.houses import skyline
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.people import person
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sky
from rotative.demo.art.trees import tree


@motif("housing")
def housing(c: Canvas) -> None:
    """Blocks of flats with balconies, awnings and washing; perhaps one still being built."""
    p, rng = c.palette, c.rng
    sky(c, 900, sun=(rng.uniform(250, 1350), rng.uniform(150, 330)), radius=rng.choice((80, 130)))
    skyline(c, 880, 300, mix(p.far, p.sky, 0.45))
    x = rng.uniform(-120, -20)
    k = 0
    while x < 1600:
        wide, floors = rng.choice((330, 410, 470)), rng.randint(5, 9)
        if k % 3 == 2 and rng.random() < 0.7:
            _building_site(c, x + 30, 905, 300, rng.randint(4, 5))
        else:
            base = rng.choice(
                (p.pale, mix(p.pale, p.accent, 0.55), mix(p.pale, p.second, 0.5), mix(p.far, p.pale, 0.4))
            )
            _flats(c, x, 905, wide, floors, mix(base, p.near, 0.55) if p.night else base)
        x += wide + rng.uniform(20, 90)
        k += 1
    c.rect(-20, 900, 1640, 120, mix(p.near, p.ink, 0.35))
    c.rect(-20, 900, 1640, 12, mix(p.far, p.pale, 0.3))
    for _ in range(rng.randint(3, 5)):
        tree(c, rng.uniform(0, 1600), 925, rng.uniform(120, 190))
    for _ in range(rng.randint(3, 6)):
        person(c, rng.uniform(80, 1520), rng.uniform(945, 985), 92)


def _flats(c: Canvas, x: float, ground: float, wide: float, floors: int, wall: Ink) -> None:
    p, rng = c.palette, c.rng
    storey, bays = 84, round(wide / 96)
    high = floors * storey + 50
    front = wide * 0.84
    c.rect(x, ground - high, front, high, wall)
    side = box(x + front, ground - high, wide - front, high)
    c.poly(side, mix(wall, p.near, 0.55))
    c.shade(side, p.ink, toward=(0, 1), amount=0.6, start=0.2)
    c.shade(
        box(x, ground - high, front, high), mix(wall, p.near, 0.6), toward=(0.7, 1), amount=0.45, start=0.3
    )
    c.rect(x - 5, ground - high - 10, wide + 10, 14, mix(wall, p.pale, 0.6))
    c.rect(x + front * 0.2, ground - high - 44, 70, 36, mix(wall, p.near, 0.35))
    step = front / bays
    for floor in range(floors):
        y = ground - high + 22 + floor * storey
        for bay in range(bays):
            left = x + bay * step + step * 0.17
            lamp = p.second if rng.random() < (0.5 if p.night else 0.06) else mix(wall, p.ink, 0.65)
            c.rect(left, y, step * 0.66, storey * 0.6, lamp)
            roll = rng.random()
            if roll < 0.28:
                awning = [
                    (left - 3, y),
                    (left + step * 0.66 + 3, y),
                    (left + step * 0.74, y + 24),
                    (left - step * 0.08, y + 24),
                ]
                c.poly(awning, rng.choice((p.accent, p.second, p.leaf)))
            elif roll < 0.4:
                for n in range(3):
                    c.rect(
                        left + n * step * 0.22 + 3,
                        y + storey * 0.44,
                        step * 0.17,
                        22,
                        rng.choice((p.pale, p.accent, p.second, p.far)),
                    )
            c.rect(left - step * 0.08, y + storey * 0.42, step * 0.82, 5, p.pale)
            c.rect(left - step * 0.08, y + storey * 0.6, step * 0.82, 9, mix(wall, p.pale, 0.5))
            c.rect(left - step * 0.08, y + storey * 0.6 + 9, step * 0.82, 5, mix(wall, p.ink, 0.4))


def _building_site(c: Canvas, x: float, ground: float, wide: float, floors: int) -> None:
    p = c.palette
    for floor in range(floors):
        y = ground - (floor + 1) * 88
        for k in range(4):
            c.rect(x + k * wide / 3 - 8, y, 16, 90, mix(p.far, p.near, 0.4))
        c.rect(x - 24, y - 6, wide + 48, 16, mix(p.pale, p.far, 0.5))
    mast = x + wide * 0.5
    c.rect(mast, 120, 16, ground - 120 - floors * 88, p.second)
    c.rect(mast - 190, 150, 620, 12, p.second)
    c.line([(mast - 170, 150), (mast + 8, 86), (mast + 410, 150)], p.ink, width=3)
    c.rect(mast - 190, 150, 70, 44, p.ink)
    c.line([(mast + 320, 160), (mast + 320, 330)], p.ink, width=2.5)
    c.rect(mast + 280, 330, 80, 20, p.accent)
