"""The motif “river”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, curve
from rotative.demo.art.ground import patchwork
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, sky
from rotative.demo.art.trees import palm, tree


@motif("river")
def river(c: Canvas) -> None:
    """Draw a river winding from the hills to our feet."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(330, 420)
    end = rng.uniform(500, 1100)
    sky(
        c,
        horizon,
        sun=(end + rng.uniform(-160, 160), horizon - rng.uniform(10, 150)),
        radius=rng.choice((80, 120)),
    )
    hills(c, horizon + 10, 170, mix(p.far, p.sky, 0.3), shade=p.far)
    hills(c, horizon + 40, 110, p.far, shade=p.mid)
    patchwork(c, horizon + 25, vanish=end)
    way = rng.choice((-1, 1))
    spine = [
        (end, horizon + 26, 5),
        (end + way * 150, horizon + 60, 14),
        (end - way * 140, horizon + 130, 32),
        (end + way * 190, horizon + 250, 80),
        (end - way * 120, horizon + 440, 175),
        (end + way * 60, 1030, 330),
    ]
    for widen, ink in ((1.22, mix(p.second, p.pale, 0.5)), (1.0, p.water)):
        left = curve([(x - w * widen, y) for x, y, w in spine])
        right = curve([(x + w * widen, y) for x, y, w in spine])
        c.poly([*left, *reversed(right)], ink)
    c.shade([*left, *reversed(right)], p.deep, toward=(0.3, 1), amount=0.8, start=0.15)
    c.shade([*left, *reversed(right)], p.glow, toward=(-0.2, -1), amount=0.8, start=0.4)
    for k in range(9):
        x, y, w = spine[3 + k % 3]
        c.panel(x + rng.uniform(-0.6, 0.3) * w, y + rng.uniform(-30, 40), w * 0.5, 5, p.far, radius=3)
    dark = mix(p.leaf, p.ink, 0.3)
    spots = sorted((rng.uniform(horizon + 60, 940), rng.uniform(0, 1600)) for _ in range(26))
    for y, x in spots:
        near = min(abs(x - a) - b * 1.5 for a, b in ((sx, sw) for sx, sy, sw in spine if abs(sy - y) < 190))
        if near > 40:
            size = 24 + (y - horizon) * 0.32
            palm(c, x, y, size * 1.7) if rng.random() < 0.25 and size > 60 else tree(
                c, x, y, size * 1.2, tint=dark
            )
    gulls(c, 4, low=250)
