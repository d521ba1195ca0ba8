"""Figures without a face."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc
from rotative.demo.art.palette import Ink, mix


def person(
    c: Canvas, x: float, ground: float, height: float, *, coat: Ink | None = None, stride: float = 1
) -> None:
    """Draw a walking figure without a face."""
    p, rng = c.palette, c.rng
    coat = coat or rng.choice((p.accent, p.second, p.near, p.leaf, p.pale))
    h, dark = height, p.ink
    red = p.accent if p.accent[0] > p.accent[2] else p.mid
    skin = mix(mix(red, p.second, 0.5), p.ink, rng.choice((0.1, 0.25, 0.4)))
    hair = rng.choice((dark, dark, p.second, p.pale))
    for way in (-1, 1):
        c.line([(x, ground - h * 0.42), (x + way * stride * h * 0.09, ground)], dark, width=h * 0.075)
    body = [
        (x - h * 0.1, ground - h * 0.78),
        (x + h * 0.1, ground - h * 0.78),
        (x + h * 0.14, ground - h * 0.34),
        (x - h * 0.14, ground - h * 0.34),
    ]
    c.poly(body, coat)
    c.disc(x, ground - h * 0.79, h * 0.1, coat)
    c.shade(body, dark, amount=0.6, start=0.35)
    sleeve = mix(coat, dark, 0.3)
    c.line(
        [
            (x + h * 0.05, ground - h * 0.76),
            (x + h * 0.1, ground - h * 0.58),
            (x + h * 0.04, ground - h * 0.44),
        ],
        sleeve,
        width=h * 0.055,
    )
    c.disc(x + h * 0.04, ground - h * 0.43, h * 0.028, skin)
    c.disc(x + h * 0.01, ground - h * 0.93, h * 0.078, skin)
    c.poly(arc((x - h * 0.004, ground - h * 0.938), (h * 0.082, h * 0.086), 165, 345, steps=14), hair)
