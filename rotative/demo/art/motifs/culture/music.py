"""The motif “music”."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif


@motif("music")
def music(c: Canvas) -> None:
    """Draw an oud against a great disc of light, or a concert by night."""
    p, rng = c.palette, c.rng
    if rng.random() < 0.4:
        _concert(c)
        return
    ground = p.near if p.night else rng.choice((p.sky, p.far, mix(p.accent, p.near, 0.15)))
    c.rect(-20, -20, 1640, 1040, ground)
    c.shade(box(0, 0, 1600, 1000), p.near, toward=(1, 0.6), amount=0.55, start=0.35)
    x, y = rng.uniform(680, 920), rng.uniform(470, 540)
    c.disc(x, y, 400, mix(p.glow, p.pale, 0.3))
    c.shade(arc((x, y), (400, 400), 0, 360), p.second, toward=(0.4, 1), amount=0.8, start=0.3)
    for k in range(rng.randint(3, 5)):
        base = 170 + k * 160 + rng.uniform(-30, 30)
        wave = curve([(t * 160 - 80, base + 70 * math.sin(t * 0.9 + k)) for t in range(13)])
        c.line(wave, mix(ground, p.pale, 0.4), width=5)
    _oud(c, x - 60, y + 110, 285, rng.uniform(28, 46))


def _oud(c: Canvas, x: float, y: float, r: float, lean: float) -> None:
    p = c.palette

    def at(points: list[Point]) -> list[Point]:
        return turned([(x + a * r, y + b * r) for a, b in points], lean, around=(x, y))

    wood = mix(p.second, p.accent, 0.35) if p.accent[0] > p.accent[2] else mix(p.second, p.mid, 0.4)
    shell = [
        (0, 1.0),
        (0.55, 0.87),
        (0.84, 0.42),
        (0.76, -0.12),
        (0.42, -0.75),
        (0.12, -1.22),
        (-0.12, -1.22),
        (-0.42, -0.75),
        (-0.76, -0.12),
        (-0.84, 0.42),
        (-0.55, 0.87),
    ]
    c.wash([(a + 34, b + 44) for a, b in at(curve(shell, closed=True))], mix(p.mid, p.pale, 0.1), amount=0.7)
    c.poly(at(curve(shell, closed=True)), mix(wood, p.ink, 0.55))
    face = at([(a * 0.95, b * 0.965) for a, b in curve(shell, closed=True)])
    c.poly(face, wood)
    c.shade(face, mix(p.ink, wood, 0.25), toward=(1, 0.4), amount=0.85, start=0.35)
    for cx, cy, size in ((0, -0.2, 0.27), (-0.36, 0.32, 0.12), (0.36, 0.32, 0.12)):
        c.poly(at(arc((cx, cy), (size * 1.2, size * 1.2), 0, 360)), p.pale)
        c.poly(at(arc((cx, cy), (size, size), 0, 360)), p.ink)
        for k in range(6):
            c.line(
                at([(cx, cy), (cx + size * math.cos(k * 1.0472), cy + size * math.sin(k * 1.0472))]),
                p.second,
                width=3,
            )
        c.poly(at(arc((cx, cy), (size * 0.4, size * 0.4), 0, 360)), p.second)
        c.poly(at(arc((cx, cy), (size * 0.25, size * 0.25), 0, 360)), p.ink)
    c.poly(at([(-0.11, -1.1), (0.11, -1.1), (0.085, -2.1), (-0.085, -2.1)]), mix(p.ink, wood, 0.15))
    c.poly(at([(-0.1, -2.08), (0.1, -2.08), (0.5, -2.62), (0.38, -2.7)]), mix(wood, p.ink, 0.55))
    for k in range(5):
        a, b = 0.06 + k * 0.08, -2.17 - k * 0.105
        c.line(at([(a - 0.14, b - 0.06), (a + 0.24, b + 0.09)]), p.pale, width=8)
    c.poly(at([(-0.34, 0.6), (0.34, 0.6), (0.3, 0.68), (-0.3, 0.68)]), p.ink)
    for k in range(6):
        t = (k - 2.5) / 2.5
        c.line(at([(t * 0.2, 0.63), (t * 0.06, -2.08)]), p.pale, width=2.2)


def _concert(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    back = mix(p.near, p.ink, 0.55)
    c.rect(-20, -20, 1640, 1040, back)
    c.shade(box(0, 0, 1600, 760), p.mid, toward=(0, 1), amount=0.85, start=0.2)
    c.halo(800, 620, 900, p.accent if p.accent[0] > p.accent[2] else p.mid, amount=0.8, flat=0.6)
    for k in range(rng.randint(5, 7)):
        top = 130 + k * 225
        foot = top + rng.uniform(-380, 380)
        c.beam(
            [(top - 14, 60), (top + 14, 60), (foot + 170, 790), (foot - 170, 790)],
            rng.choice((p.glow, p.second, p.far)),
            amount=0.24,
        )
        c.panel(top - 28, 30, 56, 44, p.ink, radius=8)
    c.rect(-20, 24, 1640, 14, p.ink)
    c.rect(-20, 730, 1640, 60, p.ink)
    c.disc(800, 520, 230, mix(p.glow, p.second, 0.4))
    for k, dx in enumerate(rng.sample((-330, -170, 0, 180, 340), k=3)):
        x, h = 800.0 + dx, 300
        coat = (p.pale, p.accent, p.near)[k]
        c.poly(
            curve(
                [
                    (x - 62, 735),
                    (x - 58, 600),
                    (x - 40, 520),
                    (x, 505),
                    (x + 40, 520),
                    (x + 58, 600),
                    (x + 62, 735),
                ]
            ),
            coat,
        )
        c.shade(box(x - 62, 505, 124, 230), p.ink, amount=0.8, start=0.3)
        c.disc(x, 470, 36, mix(p.accent, p.ink, 0.35))
        c.poly(arc((x, 462), (38, 38), 165, 375, steps=14), p.ink)
        if k == 0:
            c.line([(x - 70, 735), (x - 52, 530)], p.ink, width=7)
            c.disc(x - 50, 522, 14, p.pale)
        else:
            c.poly(arc((x + 6, 640), (62, 50), 0, 360), p.second)
            c.disc(x + 6, 640, 16, p.ink)
            c.line([(x + 50, 610), (x + 50 + h * 0.45, 540)], p.second, width=13)
    for row in range(3):
        for k in range(20):
            x, y, size = (
                k * 86 + rng.uniform(-24, 24) - (row % 2) * 40,
                850 + row * 62 + rng.uniform(-14, 14),
                38 + row * 7,
            )
            tint = mix(p.ink, p.near, 0.45 - row * 0.2)
            if rng.random() < 0.3:
                c.line([(x + size, y + 90), (x + size * 1.2, y - size * 1.6)], tint, width=15)
                c.disc(x + size * 1.2, y - size * 1.7, 13, tint)
            c.disc(x, y, size * 0.62, tint)
            c.poly(
                curve(
                    [
                        (x - size * 1.15, y + 130),
                        (x - size, y + size),
                        (x, y + size * 0.55),
                        (x + size, y + size),
                        (x + size * 1.15, y + 130),
                    ]
                ),
                tint,
            )
