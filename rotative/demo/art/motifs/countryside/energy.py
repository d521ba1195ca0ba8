"""The motif “energy”."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, box, curve
from rotative.demo.art.ground import patchwork
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, sky


@motif("energy")
def energy(c: Canvas) -> None:
    """Draw wind turbines on a ridge, and solar panels or pylons in front."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(560, 640)
    sky(c, horizon, sun=(rng.uniform(300, 1300), rng.uniform(230, 460)), radius=rng.choice((110, 160, 220)))
    hills(c, horizon + 10, 130, mix(p.far, p.sky, 0.3), shade=p.far)
    for k in range(rng.randint(3, 5)):
        _turbine(c, 130 + k * 330 + rng.uniform(-70, 70), horizon + 60, rng.uniform(280, 560))
    hills(c, horizon + 80, 90, p.mid if not p.night else p.near, shade=p.near)
    if rng.random() < 0.5:
        patchwork(c, horizon + 70, vanish=rng.uniform(300, 1300))
        for k in range(4):
            size = 250 + k * 190
            _pylon(c, 1420 - k * 330, horizon + 90 + k * 95, size)
        return
    base = mix(p.second, p.leaf, 0.4) if not p.night else p.near
    c.rect(-20, horizon + 75, 1640, 500, base)
    c.shade(box(0, horizon + 75, 1600, 400), p.ink, toward=(0.5, 1), amount=0.45, start=0.2)
    for row in range(4):
        y, high = horizon + 105 + row * row * 22 + row * 40, 42 + row * 24
        wide = high * 2.3
        x = -120.0 + rng.uniform(-60, 60)
        while x < 1650:
            panel = [(x + high * 0.5, y), (x + wide + high * 0.5, y), (x + wide, y + high), (x, y + high)]
            c.wash([(a + 6, b + high * 0.4) for a, b in panel], p.mid, amount=0.5)
            c.rect(x + wide * 0.5, y + high * 0.8, 7, high * 0.6, p.ink)
            c.poly(panel, mix(p.near, p.ink, 0.25))
            c.poly(
                [panel[0], (x + high * 0.5 + wide * 0.45, y), (x + wide * 0.2, y + high), panel[3]],
                mix(p.near, p.far, 0.45),
            )
            for n in range(1, 5):
                dx = wide * n / 5
                c.line([(x + high * 0.5 + dx, y), (x + dx, y + high)], mix(p.far, p.pale, 0.4), width=2)
            c.line(
                [(x + high * 0.25, y + high * 0.5), (x + wide + high * 0.25, y + high * 0.5)],
                mix(p.far, p.pale, 0.4),
                width=2,
            )
            c.line([panel[0], panel[1]], p.pale, width=3)
            x += wide + high * 0.45


def _turbine(c: Canvas, x: float, ground: float, high: float) -> None:
    p, rng = c.palette, c.rng
    top = ground - high
    c.poly(
        [
            (x - high * 0.008, top),
            (x + high * 0.008, top),
            (x + high * 0.018, ground),
            (x - high * 0.018, ground),
        ],
        p.pale,
    )
    c.poly(
        [(x, top), (x + high * 0.008, top), (x + high * 0.018, ground), (x, ground)],
        mix(p.pale, p.near, 0.35),
    )
    start = rng.uniform(0, 120)
    for k in range(3):
        a = math.radians(start + 120 * k)
        dx, dy = math.cos(a), math.sin(a)
        reach = high * 0.48
        c.poly(
            [
                (x, top),
                (x + dx * reach * 0.2 - dy * high * 0.024, top + dy * reach * 0.2 + dx * high * 0.024),
                (x + dx * reach, top + dy * reach),
            ],
            p.pale,
        )
        c.poly(
            [
                (x, top),
                (x + dx * reach * 0.12 + dy * high * 0.009, top + dy * reach * 0.12 - dx * high * 0.009),
                (x + dx * reach, top + dy * reach),
            ],
            mix(p.pale, p.mid, 0.35),
        )
    c.disc(x, top, high * 0.02, p.accent)


def _pylon(c: Canvas, x: float, ground: float, high: float) -> None:
    p, rng = c.palette, c.rng
    w, ink = high * 0.16, p.ink
    broad = 2 + high * 0.009
    for side in (-1, 1):
        c.line(
            [(x + side * w, ground), (x + side * w * 0.32, ground - high * 0.55), (x, ground - high)],
            ink,
            width=broad,
        )
    for k in range(5):
        a, b = k / 9, (k + 1) / 9
        wa, wb = w * (1 - a * 1.15), w * (1 - b * 1.15)
        c.line([(x - wa, ground - high * a), (x + wb, ground - high * b)], ink, width=broad * 0.6)
        c.line([(x + wa, ground - high * a), (x - wb, ground - high * b)], ink, width=broad * 0.6)
    for y, arm in ((0.62, 0.3), (0.76, 0.24), (0.9, 0.16)):
        c.poly(
            [
                (x - high * arm, ground - high * y),
                (x, ground - high * (y + 0.035)),
                (x + high * arm, ground - high * y),
            ],
            ink,
        )
        for side in (-1, 1):
            end = x + side * high * arm
            c.line([(end, ground - high * y), (end, ground - high * (y - 0.04))], p.second, width=broad * 1.3)
            c.line(
                curve(
                    [
                        (end, ground - high * (y - 0.04)),
                        (end - 260, ground - high * (y - 0.18)),
                        (end - 620, ground - high * (y + 0.1)),
                    ]
                ),
                ink,
                width=1.6,
            )
            c.line(
                curve(
                    [
                        (end, ground - high * (y - 0.04)),
                        (end + 160, ground - high * (y - 0.13)),
                        (end + 380, ground - high * (y - 0.02)),
                    ]
                ),
                ink,
                width=1.6,
            )
    if rng.random() < 0.5:
        gulls(c, 2, low=200)
