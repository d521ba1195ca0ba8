"""The motif “chart”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, box, curve
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.still_life import table


@motif("chart")
def chart(c: Canvas) -> None:  # noqa: C901, PLR0915 (a drawing is a list of strokes)
    """Draw figures as a landscape: columns, a curve, coins."""
    p, rng = c.palette, c.rng
    base = rng.uniform(800, 840)
    table(c, base)
    for k in range(1, 7):
        c.rect(120, base - k * 112, 1360, 2.5, mix(p.sky, p.near, 0.28))
    count = rng.choice((6, 7, 9))
    falling = rng.random() < 0.35
    step = 1300 / count
    level = rng.uniform(0.15, 0.3)
    levels = []
    for _ in range(count):
        levels.append(level)
        level = min(0.92, max(0.12, level + rng.uniform(-0.1, 0.24)))
    if falling:
        levels.reverse()
    if rng.random() < 0.6:
        star = rng.randrange(count)
        for k, share in enumerate(levels):
            x, high, wide = 150 + k * step, share * 690, step * 0.62
            ink = p.accent if k == star else (p.mid, p.near)[k % 2]
            c.wash(
                [
                    (x + wide, base - high + 30),
                    (x + wide + 46, base - high + 60),
                    (x + wide + 46, base),
                    (x + wide, base),
                ],
                mix(p.sky, p.mid, 0.5),
                amount=0.8,
            )
            c.rect(x, base - high, wide, high, ink)
            c.poly(
                [
                    (x, base - high),
                    (x + 24, base - high - 22),
                    (x + wide + 24, base - high - 22),
                    (x + wide, base - high),
                ],
                mix(ink, p.pale, 0.4),
            )
            c.poly(
                [
                    (x + wide, base - high),
                    (x + wide + 24, base - high - 22),
                    (x + wide + 24, base - 12),
                    (x + wide, base),
                ],
                mix(ink, p.ink, 0.45),
            )
            c.shade(box(x, base - high, wide, high), p.ink, toward=(0.3, 1), amount=0.6, start=0.2)
        line = [
            (150 + (k + 0.35) * step, base - share * 690 - rng.uniform(60, 110))
            for k, share in enumerate(levels)
        ]
        c.line(line, p.ink, width=8)
        for x, y in line:
            c.disc(x, y, 17, p.second)
            c.disc(x, y, 8, p.ink)
    else:
        for layer, (ink, part) in enumerate(((p.far, 1.0), (p.mid, 0.7), (p.near, 0.42))):
            top = curve(
                [
                    (
                        60 + 1480 * k / (count - 1),
                        base - min(0.97, share * part + rng.uniform(-0.02, 0.06)) * 700,
                    )
                    for k, share in enumerate(levels)
                ]
            )
            shape = [(60, base), *top, (1540, base)]
            c.poly(shape, ink)
            c.shade(shape, p.ink, toward=(0.4, 1), amount=0.55, start=0.3)
            if layer == 0:
                c.line(top, p.accent, width=11)
                spot = top[rng.randrange(len(top) // 2, len(top) - 8)]
                c.rect(spot[0] - 2, spot[1], 4, base - spot[1], p.pale)
                c.disc(*spot, 26, p.pale)
                c.disc(*spot, 16, p.accent)
    x = rng.uniform(200, 1100)
    for k in range(rng.randint(3, 4)):
        for n in range(rng.randint(2, 6)):
            y = 960 - n * 19 - (k % 2) * 20
            c.disc(x + k * 118, y, 58, mix(p.second, p.ink, 0.4), flat=0.3)
            c.disc(x + k * 118, y - 9, 58, p.second, flat=0.3)
        c.disc(x + k * 118, y - 9, 40, mix(p.second, p.pale, 0.35), flat=0.3)
