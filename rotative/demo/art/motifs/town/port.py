"""The motif “port”."""

from __future__ import annotations

from rotative.demo.art.boats import cargo, containers
from rotative.demo.art.canvas import Canvas
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, sea, sky


def _crane(c: Canvas, x: float, ground: float, height: float, ink: Ink) -> None:
    """Draw a gantry crane reaching over the water on the left."""
    p = c.palette
    dark = mix(ink, p.ink, 0.45)
    leg, deck = height * 0.034, ground - height * 0.62
    gap = height * 0.26
    for left, tint in ((x, ink), (x + gap, dark)):
        c.rect(left, deck, leg, ground - deck, tint)
    c.line([(x + leg / 2, ground - height * 0.3), (x + gap + leg / 2, deck)], dark, width=leg * 0.45)
    c.rect(x, ground - height * 0.32, gap + leg, leg * 0.8, ink)
    boom_left, boom_right = x - height * 0.5, x + gap + height * 0.3
    c.rect(boom_left, deck - leg, boom_right - boom_left, leg * 1.15, ink)
    peak = (x + gap * 0.6, ground - height)
    c.line([(x + leg / 2, deck), peak, (x + gap + leg / 2, deck)], ink, width=leg * 0.7)
    for end in (boom_left + 10, boom_left + height * 0.26, boom_right - 8):
        c.line([peak, (end, deck - leg / 2)], p.ink, width=2.5)
    cab = boom_left + height * 0.2
    c.rect(cab, deck, height * 0.07, height * 0.05, p.ink)
    drop = height * c.rng.uniform(0.12, 0.3)
    c.line([(cab + height * 0.035, deck), (cab + height * 0.035, deck + drop)], p.ink, width=2)
    c.rect(cab - height * 0.04, deck + drop, height * 0.15, height * 0.062, p.second)
    c.rect(x + gap * 0.6, deck - leg - height * 0.06, height * 0.17, height * 0.06, dark)


@motif("port")
def port(c: Canvas) -> None:
    """Draw gantry cranes over a quay, containers, a ship waiting."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(470, 560)
    sun = (rng.uniform(180, 620), horizon - rng.uniform(40, 260))
    sky(c, horizon, sun=sun, radius=rng.choice((90, 130)))
    hills(c, horizon + 10, rng.uniform(60, 130), p.far, shade=mix(p.far, p.mid, 0.6))
    sea(c, horizon, sun_x=sun[0])
    gulls(c, 5, low=300)
    cargo(c, rng.uniform(-260, 40), horizon + 130, rng.uniform(520, 640), hull=rng.choice((p.near, p.ink)))
    quay = rng.uniform(790, 830)
    for i in range(rng.randint(2, 3)):
        _crane(
            c,
            800 + i * 290 + rng.uniform(-30, 30),
            quay + 5,
            640 - i * rng.uniform(10, 80),
            p.accent if i != 1 else p.second,
        )
    c.poly([(560, quay), (1620, quay), (1620, 1020), (430, 1020)], mix(p.near, p.ink, 0.55))
    c.poly([(560, quay), (1620, quay), (1620, quay + 16), (555, quay + 16)], mix(p.far, p.pale, 0.4))
    containers(c, rng.uniform(1000, 1060), 950, 7, 58, tallest=3)
    c.shade(
        [(560, quay), (1620, quay), (1620, 1020), (430, 1020)], p.ink, toward=(0, 1), amount=0.8, start=0.3
    )
