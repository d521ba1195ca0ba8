"""The motif “book”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls
from rotative.demo.art.still_life import shadow, table


@motif("book")
def book(c: Canvas) -> None:  # noqa: PLR0915 (a drawing is a list of strokes)
    """Draw an open book from which a seascape rises, or a pile of books by a window."""
    p, rng = c.palette, c.rng
    if rng.random() < 0.5:
        _open_book(c)
        return
    edge = rng.uniform(720, 770)
    table(c, edge)
    x, y = rng.uniform(560, 900), edge + 110
    inks = [p.accent, p.second, p.near, p.leaf, p.mid, p.pale]
    rng.shuffle(inks)
    shadow(c, x + 110, y, 430, flat=0.1)
    for k in range(rng.randint(4, 6)):
        wide, high, dx = rng.uniform(480, 640), rng.uniform(58, 96), rng.uniform(-45, 45)
        left, ink = x - wide / 2 + dx, inks[k % 6]
        y -= high
        c.panel(left, y, wide, high, ink, radius=10)
        c.rect(left + wide * 0.06, y + 9, wide * 0.95, high - 18, mix(p.pale, p.second, 0.15))
        for n in range(1, 5):
            c.rect(left + wide * 0.06, y + 9 + n * (high - 18) / 5, wide * 0.95, 2, mix(p.pale, p.near, 0.3))
        c.rect(left + wide * 0.06, y, wide * 0.945, 9, ink)
        c.rect(left + wide * 0.06, y + high - 9, wide * 0.945, 9, ink)
        c.panel(left, y, wide * 0.17, high, ink, radius=10)
        c.rect(left + wide * 0.035, y + 3, 7, high - 6, mix(ink, p.pale, 0.5))
        c.rect(left + wide * 0.12, y + 3, 7, high - 6, mix(ink, p.pale, 0.5))
        c.shade(box(left, y, wide * 1.01, high), p.ink, toward=(0.9, 0.5), amount=0.6, start=0.4)
    cup = x - 20
    c.poly(
        curve(
            [
                (cup - 70, y - 120),
                (cup - 62, y - 40),
                (cup - 36, y),
                (cup + 36, y),
                (cup + 62, y - 40),
                (cup + 70, y - 120),
            ]
        ),
        p.pale,
    )
    c.line(arc((cup + 74, y - 74), (34, 32), -80, 110), p.pale, width=13)
    c.shade(box(cup - 62, y - 120, 124, 118), p.near, amount=0.75, start=0.45)
    c.disc(cup, y - 120, 70, mix(p.accent, p.ink, 0.5), flat=0.17)
    for k in range(2):
        steam = curve(
            [
                (cup - 20 + k * 40, y - 140),
                (cup - 44 + k * 40, y - 200),
                (cup + 4 + k * 40, y - 260),
                (cup - 24 + k * 40, y - 330),
            ]
        )
        c.line(steam, mix(p.sky, p.pale, 0.7), width=7)
    side = 1 if x < 730 else -1
    lx = x + side * 520
    vase = curve(
        [
            (lx - 40, edge + 90),
            (lx - 78, edge),
            (lx - 30, edge - 110),
            (lx - 38, edge - 150),
            (lx + 38, edge - 150),
            (lx + 30, edge - 110),
            (lx + 78, edge),
            (lx + 40, edge + 90),
        ]
    )
    shadow(c, lx + 50, edge + 90, 130, flat=0.14)
    for k in range(7):
        tip = (lx + (k - 3) * 62 + rng.uniform(-20, 20), edge - rng.uniform(330, 480))
        c.line(
            curve([(lx, edge - 140), (lx + (k - 3) * 18, edge - 270), tip]), mix(p.leaf, p.ink, 0.3), width=6
        )
        for n in range(4):
            t = 0.45 + n * 0.18
            bx, by = lx + (tip[0] - lx) * t, edge - 140 + (tip[1] - edge + 140) * t
            for way in (-1, 1):
                leaf = curve(
                    [(bx, by), (bx + way * 26, by - 26), (bx + way * 62, by - 34), (bx + way * 32, by - 4)],
                    closed=True,
                )
                c.poly(leaf, p.leaf if way < 0 else mix(p.leaf, p.ink, 0.35))
    c.poly(vase, p.accent)
    c.shade(vase, p.ink, amount=0.85, start=0.3)


def _open_book(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    edge = 640.0
    table(c, edge)
    x, y = 800.0, rng.uniform(770, 800)
    c.wash(arc((x + 30, y + 120), (700, 80), 0, 360), p.mid, amount=0.7)
    cover = p.accent
    c.poly(
        [
            (x - 660, y - 60),
            (x, y + 60),
            (x + 660, y - 60),
            (x + 690, y + 80),
            (x, y + 190),
            (x - 690, y + 80),
        ],
        cover,
    )
    c.disc(x, y - 220, 240, p.glow)
    c.halo(x, y - 220, 470, p.glow, amount=0.6)
    c.disc(
        x,
        y - 220,
        rng.choice((150, 190)),
        mix(p.glow, p.accent, 0.6) if p.accent[0] > p.accent[2] else p.second,
    )
    for k in range(3):
        base = y - 190 + k * 66
        ridge = curve(
            [
                (x - 560 + k * 15 + t * (1120 - k * 30) / 6, base + rng.uniform(-55, 20) + abs(t - 3) * 22)
                for t in range(7)
            ]
        )
        shape = [*ridge, (x + 600, y + 40), (x, y + 100), (x - 600, y + 40)]
        ink = (p.far, p.water, p.deep)[k]
        c.poly(shape, ink)
        c.shade(shape, p.ink, toward=(0.6, 1), amount=0.45, start=0.35)
        if k == 1:
            sx, sy = x + rng.uniform(-180, 180), base + 6
            c.poly([(sx - 90, sy), (sx + 90, sy), (sx + 56, sy + 42), (sx - 64, sy + 42)], p.second)
            c.rect(sx - 4, sy - 190, 8, 192, p.ink)
            c.poly([(sx + 8, sy - 184), (sx + 8, sy - 22), (sx + 112, sy - 22)], p.pale)
            c.poly([(sx - 10, sy - 160), (sx - 10, sy - 22), (sx - 84, sy - 22)], mix(p.pale, p.far, 0.4))
    for side in (-1, 1):
        page = [
            (x, y + 130),
            *curve(
                [(x, y + 40), (x + side * 170, y - 14), (x + side * 400, y - 6), (x + side * 640, y - 66)]
            ),
            (x + side * 660, y + 50),
            *reversed(
                curve(
                    [
                        (x, y + 160),
                        (x + side * 180, y + 84),
                        (x + side * 420, y + 96),
                        (x + side * 660, y + 50),
                    ]
                )
            ),
        ]
        for n in range(3):
            c.poly([(a, b + 12 - n * 6) for a, b in page], mix(p.pale, p.near, 0.26 - n * 0.13))
        c.shade(page, p.near, toward=(-side, 0.1), amount=0.7, start=0.55)
        for n in range(5):
            inner, outer = 90, 560 if n < 4 else 330
            top = y + 36 + n * 17
            c.line(
                curve(
                    [
                        (x + side * inner, top),
                        (x + side * 230, top - 30),
                        (x + side * outer, top - 42 - (outer - 330) * 0.07),
                    ]
                ),
                mix(p.pale, p.near, 0.45),
                width=4,
            )
    gulls(c, 5, low=260)
