"""The motif “city”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, curve
from rotative.demo.art.houses import house
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, sea, sky
from rotative.demo.art.trees import palm


@motif("city")
def city(c: Canvas) -> None:
    """Draw white cubes climbing a hill above the sea."""
    p, rng = c.palette, c.rng
    sun = (rng.uniform(150, 500), rng.uniform(150, 400))
    horizon = rng.uniform(560, 640)
    sky(c, horizon, sun=sun, radius=rng.choice((80, 120, 170)))
    hills(c, horizon + 5, 90, p.far, shade=p.mid)
    sea(c, horizon, sun_x=sun[0])
    peak, left = rng.uniform(900, 1200), rng.uniform(330, 480)
    slope = curve(
        [(left, 900), (left + 160, 720), (peak - 160, 440), (peak, 380), (peak + 220, 430), (1640, 560)]
    )
    c.poly([*slope, (1640, 1020), (left - 100, 1020)], mix(p.accent, p.near, 0.5))
    tops = {round(x / 20): y for x, y in slope}

    def roof(x: float) -> float:
        return tops.get(round(x / 20)) or min(tops.items(), key=lambda item: abs(item[0] - x / 20))[1]

    tower = peak + rng.uniform(-60, 60)
    c.rect(tower, roof(tower) - 190, 62, 300, mix(p.pale, p.second, 0.3))
    c.rect(tower + 36, roof(tower) - 190, 26, 300, mix(p.near, p.second, 0.35))
    c.rect(tower - 6, roof(tower) - 196, 74, 16, p.accent)
    c.rect(tower + 17, roof(tower) - 240, 28, 46, p.pale)
    c.rect(tower + 33, roof(tower) - 240, 12, 46, mix(p.near, p.pale, 0.4))
    c.disc(tower + 31, roof(tower) - 242, 15, p.second)
    walls: tuple[Ink, ...] = (
        p.pale,
        mix(p.pale, p.second, 0.22),
        mix(p.pale, p.accent, 0.24),
        mix(p.pale, p.far, 0.35),
    )
    if p.night:
        walls = tuple(mix(one, p.mid, 0.5) for one in walls)
    for row in range(8):
        x = left + row * 8 + 20
        while x < 1600:
            wide = rng.uniform(70, 120)
            y = roof(x) + 60 + row * (960 - roof(x)) / 8
            if rng.random() < 0.06:
                palm(c, x + wide / 2, y - 20, 150)
            house(c, x, y + 30, wide + 4, rng.uniform(80, 140), rng.choice(walls))
            if rng.random() < 0.09:
                c.poly(
                    arc((x + wide * 0.4, y - 60), (wide * 0.3, wide * 0.3), 180, 360),
                    p.leaf if row % 2 else p.accent,
                )
            x += wide * rng.uniform(0.95, 1.15)
    c.rect(left - 200, 985, 1500, 40, mix(p.near, p.ink, 0.4))
    gulls(c, 5, low=260)
