"""The motif “globe”."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, Point, arc, curve, turned
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.still_life import shadow, table

_AFRICA = [
    (-0.3, -0.62),
    (-0.05, -0.68),
    (0.12, -0.58),
    (0.3, -0.56),
    (0.42, -0.3),
    (0.58, -0.22),
    (0.44, 0.02),
    (0.36, 0.24),
    (0.24, 0.5),
    (0.1, 0.6),
    (0.0, 0.38),
    (0.02, 0.12),
    (-0.1, -0.06),
    (-0.36, -0.08),
    (-0.52, -0.26),
    (-0.46, -0.46),
]


_EUROPE = [
    (-0.38, -0.72),
    (-0.36, -0.86),
    (-0.2, -0.9),
    (-0.16, -1.02),
    (0.02, -1.1),
    (0.06, -1.24),
    (0.3, -1.3),
    (0.62, -1.26),
    (0.7, -0.98),
    (0.4, -0.86),
    (0.24, -0.72),
    (0.1, -0.86),
    (-0.1, -0.82),
    (-0.24, -0.7),
]


_AMERICA = [
    (-1.62, -0.2),
    (-1.4, -0.24),
    (-1.12, 0.02),
    (-1.2, 0.3),
    (-1.36, 0.48),
    (-1.46, 0.8),
    (-1.56, 0.5),
    (-1.66, 0.14),
]


_ASIA = [
    (0.72, -1.2),
    (1.3, -1.2),
    (1.7, -0.9),
    (1.6, -0.5),
    (1.34, -0.3),
    (1.22, -0.02),
    (1.12, -0.3),
    (0.98, -0.1),
    (0.86, -0.36),
    (0.6, -0.34),
    (0.5, -0.62),
    (0.64, -0.9),
]


@motif("globe")
def globe(c: Canvas) -> None:  # noqa: C901, PLR0915 (a drawing is a list of strokes)
    """Draw the globe on its foot or hanging in space, turned as the seed says."""
    p, rng = c.palette, c.rng
    stand = rng.random() < 0.5
    x, y, r = rng.uniform(680, 920), 470.0, 330.0
    if stand:
        table(c, rng.uniform(760, 800))
        shadow(c, x + 90, 930, 320, flat=0.12)
    else:
        c.rect(-20, -20, 1640, 1040, mix(p.near, p.ink, 0.5))
        y = 500.0
        for _ in range(120):
            c.disc(rng.uniform(0, 1600), rng.uniform(0, 1000), rng.choice((1.4, 2, 3)), p.pale)
        c.halo(x, y, 720, p.mid, amount=0.9)
        c.disc(rng.choice((210, 1390)), rng.uniform(160, 300), 64, p.glow)
    turn, tilt = rng.uniform(-0.9, 0.7), rng.uniform(-20, 20)
    gold = p.second
    if stand:
        c.poly(
            curve(
                [
                    (x - 190, 930),
                    (x - 150, 890),
                    (x - 30, 880),
                    (x - 22, 800),
                    (x + 22, 800),
                    (x + 30, 880),
                    (x + 150, 890),
                    (x + 190, 930),
                ]
            ),
            mix(gold, p.near, 0.4),
        )
        c.line(arc((x, y), (r + 34, r + 34), -62, 118, steps=60), gold, width=20)
    disc = arc((x, y), (r, r), 0, 360, steps=90)
    c.poly(disc, p.water)

    def project(points: list[Point]) -> list[Point]:
        """Map longitude and latitude, in radians, onto the visible half; points behind move along its edge."""
        found = []
        for lon, lat in points:
            a = min(max(lon + turn, -math.pi / 2), math.pi / 2)
            b = min(max(lat, -math.pi / 2), math.pi / 2)
            found.append((x + r * math.cos(b) * math.sin(a), y + r * math.sin(b)))
        return turned(found, tilt, around=(x, y))

    for k in range(-5, 6):
        c.line(
            project([(k * 0.5 - turn % 0.5, t / 10) for t in range(-15, 16)]),
            mix(p.water, p.pale, 0.28),
            width=2.5,
        )
    for k in range(-2, 3):
        c.line(
            project([(t / 10 - turn, k * 0.5) for t in range(-15, 16)]), mix(p.water, p.pale, 0.28), width=2.5
        )
    land = mix(p.second, p.pale, 0.25) if not p.night else mix(p.leaf, p.pale, 0.3)
    for shape, ink in (
        (_AFRICA, land),
        (_EUROPE, mix(land, p.leaf, 0.5)),
        (_ASIA, mix(land, p.accent, 0.35)),
        (_AMERICA, p.leaf),
    ):
        if any(abs(lon + turn) < math.pi / 2 for lon, _ in shape):
            smooth = project(curve(shape, closed=True, steps=6))
            c.poly(smooth, ink)
            c.shade(smooth, p.near, toward=(0.6, 1), amount=0.35, start=0.4)
    c.shade(disc, p.ink, toward=(0.85, 0.6), amount=1.0, start=0.45)
    c.shade(disc, p.glow, toward=(-0.85, -0.6), amount=0.6, start=0.68)
    cities = project([(-0.12, -0.6), (0.02, -0.84), (0.5, -0.5), (0.3, 0.2), (0.3, -1.0)])
    hub = cities[0]
    for city in cities[1:]:
        lift = ((hub[0] + city[0]) / 2, (hub[1] + city[1]) / 2 - 0.28 * math.dist(hub, city))
        c.line(curve([hub, lift, city]), p.accent, width=5)
        c.disc(*city, 9, p.accent)
    c.disc(*hub, 15, p.pale)
    c.disc(*hub, 9, p.accent)
