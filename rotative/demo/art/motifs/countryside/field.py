"""The motif “field”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.houses import house
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, sky
from rotative.demo.art.trees import cypress, palm, tree


@motif("field")
def field(c: Canvas) -> None:
    """Draw furrows running to the horizon, a farm, perhaps a tractor."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(380, 470)
    vanish = rng.uniform(350, 1250)
    sky(
        c,
        horizon,
        sun=(vanish + rng.uniform(-250, 250), horizon - rng.uniform(-10, 180)),
        radius=rng.choice((90, 140)),
    )
    hills(c, horizon + 10, rng.uniform(80, 150), p.far, shade=p.mid)
    earth = rng.choice((mix(p.accent, p.near, 0.3), mix(p.leaf, p.near, 0.2), mix(p.second, p.leaf, 0.35)))
    green = rng.choice((mix(p.leaf, p.second, 0.25), mix(p.second, p.pale, 0.25)))
    if p.night:
        earth, green = mix(earth, p.near, 0.5), mix(green, p.near, 0.5)
    c.rect(-20, horizon, 1640, 700, earth)
    rows = rng.choice((13, 17, 21))
    for k in range(-rows * 2, rows * 2 + 1):
        x = vanish + k * 3200 / rows
        strip = [
            (vanish + k * 14, horizon),
            (vanish + k * 14 + 7, horizon),
            (x + 1500 / rows, 1020),
            (x, 1020),
        ]
        c.poly(strip, green)
    c.shade(box(0, horizon, 1600, 600), p.ink, toward=(0.7, 1), amount=0.45, start=0.35)
    c.shade(box(0, horizon, 1600, 160), p.glow, toward=(0, -1), amount=0.55, start=0.2)
    for _ in range(9):
        cypress(c, rng.uniform(0, 1600), horizon + 14, rng.uniform(60, 120))
    farm = vanish + rng.choice((-1, 1)) * rng.uniform(260, 420)
    for k in range(3):
        house(c, farm + k * 85, horizon + 22, 90, rng.uniform(50, 90), p.pale)
    palm(c, farm - 40, horizon + 20, 170)
    if rng.random() < 0.6:
        _tractor(c, vanish + rng.uniform(-260, 200), 800, 330)
    else:
        for side in (-1, 1):
            tree(c, 800 + side * rng.uniform(560, 680), 1010, rng.uniform(430, 560))
    gulls(c, 5, low=220)


def _tractor(c: Canvas, x: float, ground: float, size: float) -> None:
    p = c.palette
    c.wash(arc((x + size * 0.1, ground), (size * 0.75, size * 0.09), 0, 360), p.near, amount=0.7)
    bonnet = [
        (x - size * 0.5, ground - size * 0.5),
        (x + size * 0.05, ground - size * 0.54),
        (x + size * 0.1, ground - size * 0.2),
        (x - size * 0.52, ground - size * 0.2),
    ]
    c.poly(bonnet, p.accent)
    c.shade(bonnet, p.ink, toward=(0.3, 1), amount=0.7, start=0.3)
    c.rect(x - size * 0.3, ground - size * 0.72, size * 0.035, size * 0.22, p.ink)
    cab = [
        (x + size * 0.03, ground - size * 0.88),
        (x + size * 0.46, ground - size * 0.88),
        (x + size * 0.52, ground - size * 0.3),
        (x, ground - size * 0.3),
    ]
    c.poly(cab, mix(p.pale, p.far, 0.4))
    c.line([*cab, cab[0]], p.accent, width=size * 0.035)
    c.rect(x - size * 0.02, ground - size * 0.93, size * 0.53, size * 0.06, p.ink)
    c.rect(x - size * 0.05, ground - size * 0.38, size * 0.6, size * 0.12, p.accent)
    for wx, r in ((x + size * 0.36, 0.29), (x - size * 0.4, 0.19)):
        c.disc(wx, ground - size * r, size * r, p.ink)
        c.disc(wx, ground - size * r, size * r * 0.55, p.second)
        c.disc(wx, ground - size * r, size * r * 0.18, p.ink)
