"""The motif “dam”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import peaks, sky
from rotative.demo.art.trees import tree


@motif("dam")
def dam(c: Canvas) -> None:  # noqa: PLR0915 (a drawing is a list of strokes)
    """Draw an arched dam between two cliffs, the lake low behind it."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(300, 350)
    sky(c, horizon, sun=(rng.uniform(400, 1200), rng.uniform(110, 250)), radius=rng.choice((60, 100)))
    peaks(c, horizon + 40, rng.uniform(190, 280), mix(p.far, p.sky, 0.25), p.mid, count=rng.randint(3, 5))
    low = rng.uniform(10, 120)
    bank = mix(p.second, p.pale, 0.45)
    c.rect(-20, horizon, 1640, 800, bank)
    for k in range(4):
        c.rect(-20, horizon + k * low * 0.25, 1640, low * 0.25 + 1, mix(bank, p.accent, 0.1 * k))
    c.rect(-20, horizon + low, 1640, 700, p.water)
    c.shade(box(0, horizon + low, 1600, 200), p.glow, toward=(0.3, -1), amount=0.7, start=0.3)
    crest, drop, reach = rng.uniform(470, 570), rng.uniform(150, 230), rng.uniform(660, 740)
    rim = arc((800, crest - 130), (reach, drop), 165, 15)
    foot = arc((800, 700), (470, 250), 160, 20)
    wall = [*rim, *reversed(foot)]
    concrete = mix(p.pale, p.far, 0.25)
    c.rect(-20, crest + 60, 1640, 600, mix(p.leaf, p.ink, 0.45))
    c.poly(wall, concrete)
    c.shade(wall, p.near, toward=(1, 0.35), amount=0.8, start=0.25)
    for k in range(1, 8):
        c.line([rim[k * 5], foot[k * 5]], mix(concrete, p.near, 0.4), width=3)
    gates = rng.sample(range(2, 7), k=rng.randint(0, 4))
    for k in gates:
        x = 800.0 + (k - 4) * 150
        y = crest + drop - 20
        jet = curve([(x - 16, y), (x - 34, y + 120), (x - 70, y + 300)]) + curve(
            [(x + 70, y + 300), (x + 34, y + 120), (x + 16, y)]
        )
        c.poly(jet, mix(p.pale, p.water, 0.12))
        c.shade(jet, p.water, toward=(1, 0), amount=0.7, start=0.4)
        c.rect(x - 24, y - 20, 48, 28, p.ink)
    crown = [*rim, *((x, y + 18) for x, y in reversed(rim))]
    c.poly(crown, mix(p.pale, p.second, 0.25))
    c.line([(x, y + 20) for x, y in rim], mix(concrete, p.ink, 0.6), width=5)
    for k in (13, 27):
        x, y = rim[k]
        c.rect(x - 22, y - 70, 44, 74, mix(p.pale, p.far, 0.12))
        c.rect(x + 2, y - 70, 20, 74, mix(p.near, p.far, 0.4))
        c.rect(x - 28, y - 80, 56, 14, p.accent)
    for side in (-1, 1):

        def at(x: float, y: float, side: int = side) -> Point:
            return 800 + side * x, y

        cliff = [
            at(900, 300),
            at(800, 330 + rng.uniform(-20, 20)),
            at(700, 400),
            at(640, 470),
            at(590, 600),
            at(470, 740),
            at(400, 880),
            at(360, 1020),
            at(900, 1020),
        ]
        rock = mix(p.accent, p.ink, 0.25) if not p.night else p.near
        c.poly(cliff, rock if side < 0 else mix(rock, p.ink, 0.3))
        c.shade(cliff, p.ink, toward=(0.6, 1), amount=0.75, start=0.15)
        for k in range(5):
            x = 560 + 60 * k + rng.uniform(-20, 20)
            tree(c, *at(x, 930 - k * 105 + rng.uniform(-10, 20)), 95, tint=mix(p.leaf, p.ink, 0.1))
    pool = [(430, 1020), (520, 985), (800, 968), (1080, 985), (1170, 1020)]
    c.poly(curve(pool), mix(p.water, p.pale, 0.35))
