"""The motif “bird”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, Point, arc, curve, turned
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import hills, sea, sky


def _gull(c: Canvas, x: float, y: float, span: float, tilt: float) -> None:
    """Draw a big gull gliding to the left."""
    p = c.palette

    def at(points: list[Point]) -> list[Point]:
        return turned([(x + a * span, y + b * span) for a, b in points], tilt, around=(x, y))

    far_wing = at(
        [
            *curve([(-0.06, -0.02), (0.1, -0.2), (0.3, -0.3), (0.6, -0.3)]),
            *curve([(0.6, -0.3), (0.34, -0.19), (0.17, 0.0)]),
        ]
    )
    c.poly(far_wing, mix(p.pale, p.mid, 0.45))
    c.shade(far_wing, p.near, toward=(0.4, 1), amount=0.8, start=0.3)
    c.poly(at([(0.46, -0.31), (0.6, -0.3), (0.46, -0.24)]), p.ink)
    c.poly(at([(0.2, -0.01), (0.42, -0.03), (0.4, 0.05), (0.2, 0.04)]), mix(p.pale, p.far, 0.3))
    body = at(
        curve(
            [
                (-0.3, 0.0),
                (-0.22, -0.055),
                (-0.05, -0.06),
                (0.2, -0.01),
                (0.3, 0.02),
                (0.15, 0.06),
                (-0.05, 0.075),
                (-0.22, 0.045),
            ],
            closed=True,
        )
    )
    c.poly(body, p.pale)
    c.shade(body, p.near, toward=(0.2, 1), amount=0.7, start=0.45)
    c.poly(at([(-0.285, -0.02), (-0.36, 0.014), (-0.28, 0.022)]), p.second)
    (eye,) = at([(-0.245, -0.015)])
    c.disc(*eye, span * 0.009, p.ink)
    wing = at(
        [
            *curve([(-0.15, -0.01), (-0.2, -0.2), (-0.12, -0.38), (0.1, -0.58)]),
            *curve([(0.1, -0.58), (0.06, -0.36), (0.1, -0.16), (0.14, 0.02)]),
            *curve([(0.14, 0.02), (0.0, 0.035), (-0.15, -0.01)]),
        ]
    )
    c.poly(wing, p.pale)
    c.shade(wing, p.mid, toward=(1, 0.3), amount=0.9, start=0.35)
    c.poly(at([(-0.035, -0.46), (0.1, -0.58), (0.075, -0.44)]), p.ink)


@motif("bird")
def bird(c: Canvas) -> None:
    """Draw gulls over the water, or a heron in the reeds."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(620, 740)
    big = rng.choice((190, 250))
    sun = (rng.uniform(500, 1100), rng.uniform(330, 470))
    sky(c, horizon, sun=sun, radius=big, clouds=rng.random() < 0.5)
    hills(c, horizon + 5, 70, p.far, shade=p.mid)
    sea(c, horizon, sun_x=sun[0])
    if rng.random() < 0.5:
        for k, (x, y, span) in enumerate(
            ((sun[0] - 60, sun[1] + 40, 760), (1280, 250, 330), (300, 200, 240))[: rng.randint(1, 3)]
        ):
            _gull(c, x + rng.uniform(-40, 40), y + rng.uniform(-30, 30), span, rng.uniform(-10, 14) - 4 * k)
        return
    _heron(c, sun[0] + rng.uniform(-60, 60), 900, 640)
    for side in (-1, 1):
        for _ in range(20):
            x = sun[0] + side * rng.uniform(260, 760)
            high = rng.uniform(140, 420)
            bend = rng.uniform(-60, 60)
            blade = curve([(x, 1010), (x + bend * 0.3, 1000 - high * 0.6), (x + bend, 1000 - high)])
            c.line(blade, rng.choice((p.leaf, mix(p.leaf, p.ink, 0.5), p.ink)), width=6)
            if rng.random() < 0.4:
                c.panel(x + bend - 8, 1000 - high - 40, 16, 78, mix(p.accent, p.ink, 0.4), radius=8)


def _heron(c: Canvas, x: float, ground: float, h: float) -> None:
    p = c.palette
    for dx in (-0.02, 0.05):
        c.line(
            [(x + dx * h, ground - h * 0.42), (x + (dx + 0.012) * h, ground - h * 0.2), (x + dx * h, ground)],
            p.ink,
            width=7,
        )
    neck = curve(
        [
            (x - h * 0.12, ground - h * 0.56),
            (x - h * 0.2, ground - h * 0.66),
            (x - h * 0.1, ground - h * 0.78),
            (x - h * 0.14, ground - h * 0.92),
            (x - h * 0.2, ground - h * 0.94),
        ]
    )
    body = curve(
        [
            (x - h * 0.17, ground - h * 0.56),
            (x - h * 0.05, ground - h * 0.62),
            (x + h * 0.14, ground - h * 0.52),
            (x + h * 0.34, ground - h * 0.36),
            (x + h * 0.12, ground - h * 0.4),
            (x - h * 0.08, ground - h * 0.42),
        ],
        closed=True,
    )
    c.line(neck, p.pale, width=h * 0.05)
    c.poly(body, mix(p.far, p.near, 0.5))
    c.shade(body, p.ink, toward=(0.8, 0.6), amount=0.8, start=0.3)
    c.disc(x - h * 0.2, ground - h * 0.935, h * 0.034, p.pale)
    c.poly(
        [
            (x - h * 0.21, ground - h * 0.955),
            (x - h * 0.4, ground - h * 0.905),
            (x - h * 0.21, ground - h * 0.915),
        ],
        p.second,
    )
    c.poly(
        [
            (x - h * 0.22, ground - h * 0.957),
            (x - h * 0.1, ground - h * 0.955),
            (x - h * 0.04, ground - h * 0.9),
        ],
        p.ink,
    )
    c.disc(x - h * 0.212, ground - h * 0.94, h * 0.006, p.ink)
    c.wash(arc((x, ground + 6), (h * 0.14, h * 0.016), 0, 360), p.near, amount=0.7)
