"""Scenery of many pictures: skies, ranges, seas, birds."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve
from rotative.demo.art.palette import Ink, mix


def sky(
    c: Canvas, horizon: float, *, sun: Point | None = None, radius: float | None = None, clouds: bool = True
) -> None:
    """Draw the whole sky down to the horizon, with its sun or moon."""
    p, rng = c.palette, c.rng
    c.rect(-20, -20, 1640, 1040, p.sky)
    c.shade(
        box(0, 0, 1600, horizon + 40),
        p.glow,
        toward=(0.2, 1),
        amount=0.75 if not p.night else 0.3,
        start=0.25,
    )
    if not p.night:
        c.shade(box(0, 0, 1600, horizon), mix(p.sky, p.far, 0.7), toward=(0.4, -1), amount=0.5, start=0.45)
    x, y = sun or (rng.uniform(200, 1400), rng.uniform(0.25, 0.7) * horizon)
    radius = radius or rng.choice((58, 84, 125))
    if p.night:
        for _ in range(70):
            c.disc(rng.uniform(0, 1600), rng.uniform(0, horizon * 0.8), rng.choice((1.3, 1.8, 2.6)), p.pale)
        c.halo(x, y, radius * 3, p.glow, amount=0.4)
        c.disc(x, y, radius * 0.8, p.glow)
        c.shade(
            arc((x, y), (radius * 0.8, radius * 0.8), 0, 360), p.sky, toward=(1, 0.5), amount=0.6, start=0.4
        )
    else:
        red = p.accent if p.accent[0] > p.accent[2] else mix(p.mid, p.second, 0.35)
        warm = red if p.glow[2] > 150 and rng.random() < 0.6 else mix(p.glow, p.pale, 0.25)
        c.halo(x, y, radius * 2.8, p.glow, amount=0.75)
        c.disc(x, y, radius, warm)
    if clouds:
        for _ in range(rng.randint(1, 3)):
            cloud(c, rng.uniform(50, 1450), rng.uniform(0.12, 0.62) * horizon, rng.uniform(0.7, 1.5))


def cloud(c: Canvas, x: float, y: float, size: float) -> None:
    """Draw a flat cloud of two or three bars."""
    p, rng = c.palette, c.rng
    tint = mix(p.sky, p.pale, 0.16 if p.night else 0.72)
    for row in range(rng.randint(2, 3)):
        length = rng.uniform(130, 270) * size
        left = x + rng.uniform(-90, 90) * size
        c.panel(left, y + row * 19 * size, length, 20 * size, tint, radius=10 * size)


def hills(
    c: Canvas, base: float, height: float, tint: Ink, *, shade: Ink | None = None, rough: int = 6
) -> list[Point]:
    """Draw a range of soft hills from edge to edge; return its outline."""
    rng = c.rng
    tops = [(1600 * i / rough, base - height * rng.uniform(0.25, 1)) for i in range(rough + 1)]
    outline = [(-20, 1020), *curve([(-20, tops[0][1]), *tops, (1620, tops[-1][1])]), (1620, 1020)]
    c.poly(outline, tint)
    if shade:
        ground = max(y for _, y in tops) + height
        body = [(x, min(y, ground)) for x, y in outline]
        c.shade(body, shade, toward=(0.3, 1), amount=0.5, start=0.2)
    return outline


def peaks(
    c: Canvas, base: float, height: float, tint: Ink, dark: Ink, *, count: int, snow: Ink | None = None
) -> None:
    """Draw a range of angular mountains, each with its shaded side."""
    rng = c.rng
    order = sorted(range(count), key=lambda _: rng.random())
    for i in order:
        x = 1600 * (i + 0.5) / count + rng.uniform(-0.38, 0.38) * 1600 / count
        top = base - height * rng.uniform(0.5, 1)
        half = (base - top) * rng.uniform(0.85, 1.6)
        ridge = [
            (x, top),
            (x + half * 0.1, top + (base - top) * 0.3),
            (x - half * 0.08, top + (base - top) * 0.6),
        ]
        c.poly([(x - half, base + 5), (x, top), (x + half, base + 5)], tint)
        side = [*ridge, (x + half * 0.12, base + 5), (x + half, base + 5)]
        c.poly(side, mix(tint, dark, 0.55))
        c.shade(side, dark, toward=(0.2, 1), amount=0.55)
        if snow:
            deep = 0.27
            left, right, low = x - half * deep, x + half * deep, top + (base - top) * deep
            c.poly(
                [
                    (x, top),
                    (right, low),
                    (x + half * 0.1, low - 22),
                    (x + 6, low + 26),
                    (x - half * 0.12, low - 14),
                    (left, low),
                ],
                snow,
            )
            c.poly(
                [
                    (x, top),
                    (right, low),
                    (x + half * 0.1, low - 22),
                    (x + half * 0.07, top + (low - top) * 0.7),
                ],
                mix(snow, tint, 0.5),
            )


def sea(c: Canvas, horizon: float, *, sun_x: float | None = None, bottom: float = 1020) -> None:
    """Open water from the horizon down, with glints and the path of the sun."""
    p, rng = c.palette, c.rng
    c.rect(-20, horizon, 1640, bottom - horizon, p.water)
    c.shade(box(0, horizon, 1600, bottom - horizon), p.deep, toward=(0.1, 1), amount=0.85, start=0.15)
    c.shade(
        box(0, horizon, 1600, (bottom - horizon) * 0.4), mix(p.water, p.sky, 0.4), toward=(0, -1), amount=0.6
    )
    light = mix(p.water, p.glow, 0.75)
    for i in range(26):
        deep = (i + rng.random()) / 26
        y = horizon + 8 + (bottom - horizon) * deep**1.4
        length = 20 + 110 * deep * rng.random()
        gleam = sun_x is not None and i % 3
        x = rng.uniform(0, 1600) if sun_x is None or not gleam else sun_x + rng.gauss(0, 26 + 70 * deep)
        c.panel(
            x - length / 2,
            y,
            length,
            2.5 + 5 * deep,
            light if gleam else mix(p.water, p.sky, 0.4),
            radius=3,
        )


def gulls(c: Canvas, count: int, *, low: float = 380, ink: Ink | None = None) -> None:
    """Draw far birds, as two strokes each."""
    rng = c.rng
    x0, y0 = rng.uniform(300, 1300), rng.uniform(90, low)
    for _ in range(count):
        x, y, size = x0 + rng.gauss(0, 150), y0 + rng.gauss(0, 50), rng.uniform(11, 24)
        wings = curve(
            [
                (x - size, y - size * 0.25),
                (x - size * 0.5, y - size * 0.5),
                (x, y),
                (x + size * 0.5, y - size * 0.55),
                (x + size, y - size * 0.15),
            ]
        )
        c.line(wings, ink or c.palette.ink, width=3)
