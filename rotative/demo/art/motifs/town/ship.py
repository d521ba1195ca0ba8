"""The motif “ship”."""

from __future__ import annotations

from rotative.demo.art.boats import cargo, trawler
from rotative.demo.art.canvas import Canvas, curve
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, sea, sky


@motif("ship")
def ship(c: Canvas) -> None:
    """Draw a ship alone on a wide sea: cargo, or a fishing boat near by."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(520, 620)
    sun = (rng.uniform(250, 1350), horizon - rng.uniform(0, 220))
    sky(c, horizon, sun=sun, radius=rng.choice((110, 170, 220)))
    sea(c, horizon, sun_x=sun[0])
    gulls(c, 6, low=320)
    if rng.random() < 0.5:
        cargo(c, rng.uniform(230, 380), horizon + rng.uniform(110, 150), rng.uniform(880, 1000), hull=p.ink)
    else:
        trawler(c, rng.uniform(420, 620), horizon + rng.uniform(150, 210), rng.uniform(560, 640))
    for k in range(5):
        y = 800 + k * 44
        c.line(
            curve([(x, y + rng.uniform(-9, 9)) for x in range(-100, 1800, 150)]),
            mix(p.near, p.far, 0.35 - k * 0.04),
            width=3,
        )
