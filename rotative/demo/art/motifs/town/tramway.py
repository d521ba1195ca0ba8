"""The motif “tramway”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.houses import skyline
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sea, sky
from rotative.demo.art.trees import palm


def _tram_side(c: Canvas, x: float, rail: float, length: float, ink: Ink) -> None:
    """Draw three coaches seen from the side, heading left."""
    p = c.palette
    high = length * 0.17
    glass = p.second if p.night else mix(p.near, p.ink, 0.3)
    for k in range(3):
        left, wide = x + k * length / 3, length / 3 - 10
        shape = box(left, rail - high, wide, high - 12)
        if k == 0:
            shape = [
                *curve(
                    [
                        (left, rail - 14),
                        (left + 4, rail - high * 0.42),
                        (left + wide * 0.16, rail - high * 0.97),
                        (left + wide * 0.3, rail - high),
                    ]
                ),
                (left + wide, rail - high),
                (left + wide, rail - 14),
            ]
        c.poly(shape, p.pale)
        c.poly([(a, max(b, rail - high * 0.36)) for a, b in shape], ink)
        c.shade(shape, p.ink, toward=(0.1, 1), amount=0.4, start=0.5)
        if k == 0:
            c.poly(
                curve(
                    [
                        (left + 9, rail - high * 0.46),
                        (left + wide * 0.13, rail - high * 0.84),
                        (left + wide * 0.2, rail - high * 0.84),
                        (left + wide * 0.2, rail - high * 0.46),
                    ]
                ),
                glass,
            )
        for w in range(4):
            gap = wide * (0.24 if k == 0 else 0.06)
            step = (wide - gap) / 4
            c.rect(left + gap + w * step, rail - high * 0.84, step * 0.84, high * 0.4, glass)
        door = left + wide * 0.6
        c.rect(door, rail - high * 0.84, wide * 0.13, high * 0.72, mix(ink, p.ink, 0.4))
        c.rect(left + wide * 0.15, rail - 16, wide * 0.7, 16, p.ink)
        if k < 2:
            c.rect(left + wide, rail - high * 0.94, 10, high * 0.8, p.ink)
    c.line(
        [
            (x + length * 0.45, rail - high),
            (x + length * 0.5, rail - high * 1.22),
            (x + length * 0.44, rail - high * 1.42),
        ],
        p.ink,
        width=4,
    )
    if p.night:
        c.beam([(x + 6, rail - 34), (x - 420, rail - 60), (x - 420, rail + 8)], p.glow, amount=0.3)


@motif("tramway")
def tramway(c: Canvas) -> None:
    """Draw a tram on a bridge over the river, or coming up the boulevard."""
    p, rng = c.palette, c.rng
    tint = p.accent if rng.random() < 0.7 else p.near
    (_bridge if rng.random() < 0.5 else _boulevard)(c, tint)


def _bridge(c: Canvas, tint: Ink) -> None:
    """Draw the tram from the side, crossing the river."""
    p, rng = c.palette, c.rng
    horizon = 600.0
    sun = (rng.uniform(200, 1400), rng.uniform(230, 420))
    sky(c, horizon, sun=sun, radius=rng.choice((100, 150, 190)))
    skyline(c, horizon, rng.uniform(90, 160), mix(p.far, p.sky, 0.35))
    skyline(c, horizon + 5, rng.uniform(50, 90), p.far)
    sea(c, horizon, sun_x=sun[0])
    rail = rng.uniform(560, 620)
    wire = rail - 240
    for x in map(float, range(-80, 1700, 340)):
        c.rect(x, wire - 14, 9, 260, p.ink)
        c.rect(x - 60, wire - 4, 66, 5, p.ink)
    c.line([(-20, wire), (1620, wire)], p.ink, width=2.5)
    _tram_side(c, rng.uniform(140, 420), rail, rng.uniform(980, 1100), tint)
    stone = mix(p.pale, p.second, 0.35) if not p.night else mix(p.near, p.far, 0.5)
    c.rect(-20, rail, 1640, 74, stone)
    c.rect(-20, rail, 1640, 12, mix(stone, p.ink, 0.55))
    spans = rng.choice((3, 4))
    span, shift = 1600 / spans, rng.uniform(-140, 140)
    for k in range(-1, spans + 2):
        x = k * span + shift
        pier = [(x - 34, rail + 70), (x + 34, rail + 70), (x + 42, 1020), (x - 42, 1020)]
        for side in (-1, 1):
            spandrel = [
                (x, rail + 70),
                *arc((x + side * span / 2, rail + 235), (span / 2 - 34, 165), 270, 180 if side > 0 else 360),
                (x, rail + 240),
            ]
            c.poly(spandrel, stone)
        c.poly(pier, stone)
        c.shade(pier, p.ink, amount=0.75, start=0.3)
    c.shade(box(0, rail, 1600, 76), p.ink, toward=(0.3, 1), amount=0.6, start=0.3)


def _boulevard(c: Canvas, tint: Ink) -> None:
    """Draw the tram from the front, between palms."""
    p, rng = c.palette, c.rng
    horizon, vanish = 560.0, rng.uniform(700, 900)
    sky(
        c,
        horizon,
        sun=(vanish + rng.uniform(-160, 160), rng.uniform(300, 430)),
        radius=rng.choice((120, 170)),
    )
    skyline(c, horizon, 120, mix(p.far, p.sky, 0.3))
    for side in (-1, 1):
        wall = mix(p.pale, p.second, 0.25) if side < 0 else mix(p.mid, p.accent, 0.25)
        wall = mix(wall, p.near, 0.6) if p.night else wall
        for k in range(5):
            near, far = 2.6 / (k + 1), 2.6 / (k + 2)
            a, b = vanish + side * (330 * near + 40), vanish + side * (330 * far + 40)
            tall = rng.uniform(0.85, 1.15)
            block = [
                (a, horizon + 60 + 160 * near),
                (b, horizon + 60 + 160 * far),
                (b, horizon - 330 * far * tall),
                (a, horizon - 330 * near * tall),
            ]
            tone = mix(wall, p.sky, 0.12 * k)
            c.poly(block, tone)
            c.shade(block, p.near, toward=(side * 0.4, 1), amount=0.55, start=0.3)
            for row in range(4):
                for col in range(3):
                    ta, tb = (col + 0.25) / 3, (col + 0.7) / 3
                    xa, xb = a + (b - a) * ta, a + (b - a) * tb
                    na, nb = near + (far - near) * ta, near + (far - near) * tb
                    low, high = 0.1 + row * 0.23, 0.23 + row * 0.23
                    lamp = p.second if p.night and rng.random() < 0.5 else mix(tone, p.ink, 0.55)
                    c.poly(
                        [
                            (xa, horizon - 330 * na * tall * low),
                            (xb, horizon - 330 * nb * tall * low),
                            (xb, horizon - 330 * nb * tall * high),
                            (xa, horizon - 330 * na * tall * high),
                        ],
                        lamp,
                    )
    ground = [(vanish - 160, horizon + 40), (vanish + 160, horizon + 40), (2100, 1020), (-500, 1020)]
    c.poly(ground, mix(p.far, p.near, 0.4))
    c.shade(ground, p.ink, toward=(0.3, 1), amount=0.6, start=0.25)
    c.poly(
        [
            (vanish - 50, horizon + 40),
            (vanish + 50, horizon + 40),
            (vanish + 420, 1020),
            (vanish - 420, 1020),
        ],
        mix(p.leaf, p.near, 0.2),
    )
    for x in (-1, -0.62, 0.62, 1):
        c.line([(vanish + x * 24, horizon + 40), (vanish + x * 260, 1020)], mix(p.pale, p.far, 0.4), width=7)
    for side in (-1, 1):
        for k in range(4):
            near = 2.2 / (k + 1)
            palm(c, vanish + side * (230 * near + 60), horizon + 50 + 130 * near, 300 * near)
    _tram_front(c, vanish + rng.choice((-1, 1)) * 130, 905, 330, tint)
    c.line([(vanish, horizon - 160), (vanish - 100, -20)], p.ink, width=3)
    c.line([(vanish, horizon - 160), (vanish + 180, -20)], p.ink, width=3)


def _tram_front(c: Canvas, x: float, rail: float, wide: float, ink: Ink) -> None:
    p = c.palette
    high, half = wide * 1.42, wide / 2
    c.wash(arc((x, rail), (half * 1.35, wide * 0.09), 0, 360), p.near, amount=0.8)
    shell = curve(
        [
            (x - half * 0.94, rail - 8),
            (x - half, rail - high * 0.45),
            (x - half * 0.86, rail - high * 0.93),
            (x - half * 0.5, rail - high),
            (x + half * 0.5, rail - high),
            (x + half * 0.86, rail - high * 0.93),
            (x + half, rail - high * 0.45),
            (x + half * 0.94, rail - 8),
        ]
    )
    c.poly(shell, p.pale)
    c.poly([(a, max(b, rail - high * 0.4)) for a, b in shell], ink)
    glass = curve(
        [
            (x - half * 0.84, rail - high * 0.42),
            (x - half * 0.8, rail - high * 0.8),
            (x - half * 0.6, rail - high * 0.86),
            (x + half * 0.6, rail - high * 0.86),
            (x + half * 0.8, rail - high * 0.8),
            (x + half * 0.84, rail - high * 0.42),
        ]
    )
    c.poly(glass, mix(p.near, p.ink, 0.4))
    c.beam(
        [
            (x - half * 0.5, rail - high * 0.86),
            (x - half * 0.1, rail - high * 0.86),
            (x - half * 0.45, rail - high * 0.42),
            (x - half * 0.8, rail - high * 0.42),
        ],
        p.sky,
        amount=0.45,
    )
    c.panel(x - half * 0.46, rail - high * 0.965, wide * 0.46, high * 0.07, p.ink, radius=8)
    c.rect(x - half * 0.34, rail - high * 0.945, wide * 0.34, high * 0.03, p.second)
    c.shade(shell, p.ink, toward=(1, 0.3), amount=0.6, start=0.5)
    for side in (-1, 1):
        c.disc(x + side * half * 0.62, rail - high * 0.22, wide * 0.075, p.glow)
        if p.night:
            c.halo(x + side * half * 0.62, rail - high * 0.22, wide * 0.4, p.glow, amount=0.6)
    c.rect(x - half * 0.8, rail - 26, wide * 0.8, 26, p.ink)
    c.line([(x, rail - high), (x - 40, rail - high * 1.1), (x + 40, rail - high * 1.2)], p.ink, width=5)
