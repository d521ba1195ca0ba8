"""The motif “stadium”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, curve
from rotative.demo.art.ground import grass
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sky


@motif("stadium")
def stadium(c: Canvas) -> None:  # noqa: C901, PLR0915 (a drawing is a list of strokes)
    """Draw the seats, the floodlights and the pitch before a match."""
    p, rng = c.palette, c.rng
    sky(
        c,
        480,
        sun=(rng.uniform(300, 1300), rng.uniform(130, 240)),
        radius=rng.choice((80, 120)),
        clouds=not p.night,
    )
    rise = rng.uniform(330, 390)
    for x, lean in ((150.0, 1), (470, 0.4), (1130, -0.4), (1450, -1)):
        c.line([(x, rise + 100), (x, 130)], p.ink, width=14)
        c.poly([(x - 62, 78), (x + 62, 78), (x + 56, 152), (x - 56, 152)], p.ink)
        for row in range(2):
            for k in range(4):
                c.disc(x - 42 + k * 28, 98 + row * 32, 11, p.pale)
        if p.night or rng.random() < 0.3:
            c.beam(
                [(x - 50, 150), (x + 50, 150), (x + 430 * lean + 330, 960), (x + 430 * lean - 330, 960)],
                p.glow,
                amount=0.1,
            )
            c.halo(x, 112, 190, p.glow, amount=0.5)
    bowl = [
        (-20, rise - 70),
        *curve([(-20, rise - 70), (400, rise + 20), (800, rise + 45), (1200, rise + 20), (1620, rise - 70)]),
        (1620, 700),
        (-20, 700),
    ]
    c.poly(bowl, mix(p.near, p.ink, 0.3))
    fans = (p.accent, p.second, p.pale, p.far, p.mid)
    for row in range(11):
        y, size = rise + row * 23, 8 + row * 0.35
        for k in range(88):
            x = -10 + k * 18.4 + (row % 2) * 9
            bend = ((x - 800) / 800) ** 2
            if rng.random() < 0.8:
                c.disc(
                    x + rng.uniform(-3, 3),
                    y + 62 - bend * (112 - row * 8) + rng.uniform(-3, 3),
                    size * 0.82,
                    rng.choice(fans if rng.random() < 0.55 else fans[:1]),
                )
    roof = [
        *curve([(-20, rise - 150), (400, rise - 50), (800, rise - 26), (1200, rise - 50), (1620, rise - 150)])
    ]
    c.poly(
        [*roof, *((x, y + 44 + 14 * abs(x - 800) / 800) for x, y in reversed(roof))], mix(p.pale, p.far, 0.2)
    )
    c.shade(
        [*roof, *((x, y + 60) for x, y in reversed(roof))], p.near, toward=(0.8, 0.4), amount=0.7, start=0.4
    )
    for k in range(9):
        x = 40 + k * 190
        bend = ((x - 800) / 800) ** 2
        c.rect(x, rise + 10 - bend * 110, 7, 130, mix(p.pale, p.near, 0.3))
    board = rise + 285
    c.rect(-20, board, 1640, 44, p.pale)
    x = -20.0
    while x < 1600:
        wide = rng.uniform(120, 260)
        c.rect(x, board, wide, 44, rng.choice((p.accent, p.second, p.near, p.pale)))
        x += wide
    grass(c, board + 40, 800, p.leaf)
    chalk, low = mix(p.pale, p.leaf, 0.1), board + 60
    c.line([(-20, low), (1620, low)], chalk, width=4)
    c.line([*arc((800, 850), (300, 88), 0, 360)], chalk, width=6)
    c.line([(800, low), (800, 1020)], chalk, width=6)
    c.disc(800, 850, 9, chalk)
    for side in (-1, 1):
        for _ in range(rng.randint(3, 5)):
            _player(
                c,
                800 + side * rng.uniform(60, 620),
                rng.uniform(760, 960),
                p.accent if side < 0 else p.pale,
                side,
            )


def _player(c: Canvas, x: float, ground: float, shirt: Ink, way: int) -> None:
    p, rng = c.palette, c.rng
    h = 60 + (ground - 700) * 0.34
    red = p.accent if p.accent[0] > p.accent[2] else p.mid
    skin = mix(mix(red, p.second, 0.5), p.ink, rng.choice((0.1, 0.3)))
    c.wash(arc((x + h * 0.3, ground), (h * 0.4, h * 0.07), 0, 360), p.near, amount=0.6)
    c.line(
        [(x, ground - h * 0.4), (x - way * h * 0.1, ground - h * 0.2), (x - way * h * 0.05, ground)],
        skin,
        width=h * 0.075,
    )
    c.line(
        [
            (x, ground - h * 0.4),
            (x + way * h * 0.14, ground - h * 0.24),
            (x + way * h * 0.24, ground - h * 0.06),
        ],
        skin,
        width=h * 0.075,
    )
    c.poly(
        [
            (x - h * 0.12, ground - h * 0.5),
            (x + h * 0.12, ground - h * 0.5),
            (x + h * 0.15, ground - h * 0.3),
            (x - h * 0.14, ground - h * 0.3),
        ],
        p.near,
    )
    c.poly(
        [
            (x - h * 0.14, ground - h * 0.8),
            (x + h * 0.14, ground - h * 0.8),
            (x + h * 0.11, ground - h * 0.46),
            (x - h * 0.11, ground - h * 0.46),
        ],
        shirt,
    )
    c.line([(x - h * 0.12, ground - h * 0.76), (x - h * 0.24, ground - h * 0.56)], shirt, width=h * 0.07)
    c.line([(x + h * 0.12, ground - h * 0.76), (x + h * 0.25, ground - h * 0.6)], shirt, width=h * 0.07)
    c.disc(x, ground - h * 0.91, h * 0.085, skin)
    c.poly(arc((x, ground - h * 0.925), (h * 0.09, h * 0.09), 170, 350, steps=12), p.ink)
