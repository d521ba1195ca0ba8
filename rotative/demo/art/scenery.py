"""What many pictures share: skies, seas, hills, trees, houses, people."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve
from rotative.demo.art.palette import Ink, mix


def sky(c: Canvas, horizon: float, *, sun: Point | None = None, radius: float | None = None, clouds: bool = True) -> None:
    """The whole sky down to the horizon, with its sun or moon."""
    p, rng = c.palette, c.rng
    c.rect(-20, -20, 1640, 1040, p.sky)
    c.shade(box(0, 0, 1600, horizon + 40), p.glow, toward=(0.2, 1), amount=0.75 if not p.night else 0.3, start=0.25)
    if not p.night:
        c.shade(box(0, 0, 1600, horizon), mix(p.sky, p.far, 0.7), toward=(0.4, -1), amount=0.5, start=0.45)
    x, y = sun or (rng.uniform(200, 1400), rng.uniform(0.25, 0.7) * horizon)
    radius = radius or rng.choice((58, 84, 125))
    if p.night:
        for _ in range(70):
            c.disc(rng.uniform(0, 1600), rng.uniform(0, horizon * 0.8), rng.choice((1.3, 1.8, 2.6)), p.pale)
        c.halo(x, y, radius * 3, p.glow, amount=0.4)
        c.disc(x, y, radius * 0.8, p.glow)
        c.shade(arc((x, y), (radius * 0.8, radius * 0.8), 0, 360), p.sky, toward=(1, 0.5), amount=0.6, start=0.4)
    else:
        red = p.accent if p.accent[0] > p.accent[2] else mix(p.mid, p.second, 0.35)
        warm = red if p.glow[2] > 150 and rng.random() < 0.6 else mix(p.glow, p.pale, 0.25)
        c.halo(x, y, radius * 2.8, p.glow, amount=0.75)
        c.disc(x, y, radius, warm)
    if clouds:
        for _ in range(rng.randint(1, 3)):
            cloud(c, rng.uniform(50, 1450), rng.uniform(0.12, 0.62) * horizon, rng.uniform(0.7, 1.5))


def cloud(c: Canvas, x: float, y: float, size: float) -> None:
    """A flat cloud of two or three bars."""
    p, rng = c.palette, c.rng
    tint = mix(p.sky, p.pale, 0.16 if p.night else 0.72)
    for row in range(rng.randint(2, 3)):
        length = rng.uniform(130, 270) * size
        left = x + rng.uniform(-90, 90) * size
        c.panel(left, y + row * 19 * size, length, 20 * size, tint, radius=10 * size)


def hills(c: Canvas, base: float, height: float, tint: Ink, *, shade: Ink | None = None, rough: int = 6) -> list[Point]:
    """A range of soft hills from edge to edge; returns its outline."""
    rng = c.rng
    tops = [(1600 * i / rough, base - height * rng.uniform(0.25, 1)) for i in range(rough + 1)]
    outline = [(-20, 1020), *curve([(-20, tops[0][1]), *tops, (1620, tops[-1][1])]), (1620, 1020)]
    c.poly(outline, tint)
    if shade:
        ground = max(y for _, y in tops) + height
        body = [(x, min(y, ground)) for x, y in outline]
        c.shade(body, shade, toward=(0.3, 1), amount=0.5, start=0.2)
    return outline


def peaks(c: Canvas, base: float, height: float, tint: Ink, dark: Ink, *, count: int, snow: Ink | None = None) -> None:
    """A range of angular mountains, each with its shaded side."""
    rng = c.rng
    order = sorted(range(count), key=lambda _: rng.random())
    for i in order:
        x = 1600 * (i + 0.5) / count + rng.uniform(-0.38, 0.38) * 1600 / count
        top = base - height * rng.uniform(0.5, 1)
        half = (base - top) * rng.uniform(0.85, 1.6)
        ridge = [(x, top), (x + half * 0.1, top + (base - top) * 0.3), (x - half * 0.08, top + (base - top) * 0.6)]
        c.poly([(x - half, base + 5), (x, top), (x + half, base + 5)], tint)
        side = [*ridge, (x + half * 0.12, base + 5), (x + half, base + 5)]
        c.poly(side, mix(tint, dark, 0.55))
        c.shade(side, dark, toward=(0.2, 1), amount=0.55)
        if snow:
            deep = 0.27
            left, right, low = x - half * deep, x + half * deep, top + (base - top) * deep
            c.poly([(x, top), (right, low), (x + half * 0.1, low - 22), (x + 6, low + 26), (x - half * 0.12, low - 14),
                    (left, low)], snow)
            c.poly([(x, top), (right, low), (x + half * 0.1, low - 22), (x + half * 0.07, top + (low - top) * 0.7)],
                   mix(snow, tint, 0.5))


def sea(c: Canvas, horizon: float, *, sun_x: float | None = None, bottom: float = 1020) -> None:
    """Open water from the horizon down, with glints and the path of the sun."""
    p, rng = c.palette, c.rng
    c.rect(-20, horizon, 1640, bottom - horizon, p.water)
    c.shade(box(0, horizon, 1600, bottom - horizon), p.deep, toward=(0.1, 1), amount=0.85, start=0.15)
    c.shade(box(0, horizon, 1600, (bottom - horizon) * 0.4), mix(p.water, p.sky, 0.4), toward=(0, -1), amount=0.6)
    light = mix(p.water, p.glow, 0.75)
    for i in range(26):
        deep = (i + rng.random()) / 26
        y = horizon + 8 + (bottom - horizon) * deep**1.4
        length = 20 + 110 * deep * rng.random()
        if sun_x is not None and i % 3:
            x = sun_x + rng.gauss(0, 26 + 70 * deep)
        else:
            x = rng.uniform(0, 1600)
        c.panel(x - length / 2, y, length, 2.5 + 5 * deep, light if sun_x is not None and i % 3 else mix(p.water, p.sky, 0.4), radius=3)


def gulls(c: Canvas, count: int, *, low: float = 380, ink: Ink | None = None) -> None:
    """Far birds, as two strokes each."""
    rng = c.rng
    x0, y0 = rng.uniform(300, 1300), rng.uniform(90, low)
    for _ in range(count):
        x, y, size = x0 + rng.gauss(0, 150), y0 + rng.gauss(0, 50), rng.uniform(11, 24)
        wings = curve([(x - size, y - size * 0.25), (x - size * 0.5, y - size * 0.5), (x, y), (x + size * 0.5, y - size * 0.55),
                       (x + size, y - size * 0.15)])
        c.line(wings, ink or c.palette.ink, width=3)


def palm(c: Canvas, x: float, ground: float, height: float) -> None:
    """A palm tree, leaning a little."""
    p, rng = c.palette, c.rng
    lean = rng.uniform(-0.12, 0.12) * height
    top = (x + lean, ground - height)
    trunk = curve([(x, ground), (x + lean * 0.35, ground - height * 0.5), top])
    broad = height * 0.022 + 2
    c.poly([(a - broad, b) for a, b in trunk] + [(a + broad, b) for a, b in reversed(trunk)], mix(p.ink, p.accent, 0.25))
    for k in range(11):
        angle = math.radians(-200 + 220 * k / 10 + rng.uniform(-7, 7))
        reach = height * rng.uniform(0.3, 0.38)
        tip = (top[0] + math.cos(angle) * reach, top[1] + math.sin(angle) * reach * 0.7 + reach * 0.33)
        bend = (top[0] + math.cos(angle) * reach * 0.6, top[1] + math.sin(angle) * reach * 0.75 - reach * 0.06)
        low = (bend[0], bend[1] + reach * 0.17)
        c.poly([*curve([top, bend, tip], steps=7), *curve([tip, low, top], steps=7)], p.leaf if k % 2 else mix(p.leaf, p.ink, 0.45))


def cypress(c: Canvas, x: float, ground: float, height: float) -> None:
    """A dark, narrow tree."""
    p = c.palette
    half = height * 0.13
    shape = curve([(x, ground - height), (x + half * 0.8, ground - height * 0.5), (x + half, ground - height * 0.16), (x, ground),
                   (x - half, ground - height * 0.16), (x - half * 0.8, ground - height * 0.5)], closed=True)
    c.poly(shape, mix(p.leaf, p.ink, 0.35))
    c.shade(shape, p.ink, amount=0.9, start=0.2)


def tree(c: Canvas, x: float, ground: float, height: float, *, tint: Ink | None = None) -> None:
    """A round tree with its shaded side."""
    p, rng = c.palette, c.rng
    tint = tint or p.leaf
    c.rect(x - height * 0.03, ground - height * 0.5, height * 0.06, height * 0.5, p.ink)
    parts = [(rng.uniform(-0.2, 0.2), rng.uniform(-0.78, -0.5), rng.uniform(0.18, 0.26)) for _ in range(5)]
    parts.append((0, -0.7, 0.3))
    for dx, dy, r in parts:
        c.disc(x + dx * height, ground + dy * height, r * height, tint)
    for dx, dy, r in parts:
        c.shade(arc((x + dx * height, ground + dy * height), (r * height, r * height), 0, 360), p.ink, toward=(0.8, 0.6),
                amount=0.55, start=0.45)


def windows(c: Canvas, x: float, y: float, width: float, height: float, *, columns: int, rows: int, tint: Ink,
            lit: float = 0.0, fill: float = 0.5) -> None:
    """A grid of windows, some of them lit."""
    p, rng = c.palette, c.rng
    wide, high = width / columns, height / rows
    for row in range(rows):
        for column in range(columns):
            ink = p.second if rng.random() < lit else tint
            c.rect(x + (column + 0.5 - fill / 2) * wide, y + (row + 0.5 - fill * 0.62) * high, wide * fill, high * fill * 1.24, ink)


def arch(c: Canvas, x: float, ground: float, width: float, height: float, ink: Ink) -> None:
    """A doorway with a round head, standing on the ground."""
    r = width / 2
    c.poly([(x, ground), *arc((x + r, ground - height + r), (r, r), 180, 360, steps=24), (x + width, ground)], ink)


def house(c: Canvas, x: float, ground: float, width: float, height: float, wall: Ink) -> None:
    """A whitewashed cube with a shaded flank, a door and small windows."""
    p, rng = c.palette, c.rng
    c.rect(x, ground - height, width, height, wall)
    flank = rng.uniform(0.25, 0.4) * width
    c.rect(x + width - flank, ground - height, flank, height, mix(wall, p.near, 0.38))
    c.shade(box(x, ground - height, width - flank, height), mix(wall, p.near, 0.6), toward=(0.2, 1), amount=0.45)
    c.rect(x - 2, ground - height - 6, width + 4, 9, mix(wall, p.pale, 0.6))
    dark = p.second if p.night and rng.random() < 0.6 else mix(p.near, p.ink, 0.4)
    for _ in range(rng.randint(1, 3)):
        wide = width * 0.1
        c.rect(x + rng.uniform(0.08, 0.5) * width, ground - height * rng.uniform(0.45, 0.85), wide, wide * 1.5, dark)


def person(c: Canvas, x: float, ground: float, height: float, *, coat: Ink | None = None, stride: float = 1) -> None:
    """A walking figure without a face."""
    p, rng = c.palette, c.rng
    coat = coat or rng.choice((p.accent, p.second, p.near, p.leaf, p.pale))
    h, dark = height, p.ink
    red = p.accent if p.accent[0] > p.accent[2] else p.mid
    skin = mix(mix(red, p.second, 0.5), p.ink, rng.choice((0.1, 0.25, 0.4)))
    hair = rng.choice((dark, dark, p.second, p.pale))
    for way in (-1, 1):
        c.line([(x, ground - h * 0.42), (x + way * stride * h * 0.09, ground)], dark, width=h * 0.075)
    body = [(x - h * 0.1, ground - h * 0.78), (x + h * 0.1, ground - h * 0.78), (x + h * 0.14, ground - h * 0.34),
            (x - h * 0.14, ground - h * 0.34)]
    c.poly(body, coat)
    c.disc(x, ground - h * 0.79, h * 0.1, coat)
    c.shade(body, dark, amount=0.6, start=0.35)
    c.disc(x + h * 0.01, ground - h * 0.93, h * 0.078, skin)
    c.poly(arc((x - h * 0.004, ground - h * 0.938), (h * 0.082, h * 0.086), 165, 345, steps=14), hair)


def shadow(c: Canvas, x: float, y: float, radius: float, *, flat: float = 0.22, amount: float = 0.55) -> None:
    """The shadow a thing leaves on the table or the ground."""
    c.wash(arc((x, y), (radius, radius * flat), 0, 360), mix(c.palette.near, c.palette.sky, 0.25), amount=amount)


def table(c: Canvas, edge: float, *, wall: Ink | None = None, top: Ink | None = None) -> None:
    """A still life's wall with slanting light, and its table."""
    p, rng = c.palette, c.rng
    wall, top = wall or p.sky, top or mix(p.far, p.mid, 0.5)
    c.rect(-20, -20, 1640, 1040, wall)
    lean = rng.uniform(160, 420)
    start = rng.uniform(-100, 700)
    for k in range(2):
        left = start + k * 330
        c.beam([(left, -10), (left + 270, -10), (left + 270 + lean, edge), (left + lean, edge)], p.pale if not p.night else p.glow,
               amount=0.14 if p.night else 0.38)
    c.shade(box(0, 0, 1600, edge), mix(wall, p.near, 0.5), toward=(1, 0.2), amount=0.55, start=0.35)
    c.rect(-20, edge, 1640, 1020 - edge, top)
    c.shade(box(0, edge, 1600, 1000 - edge), p.near, toward=(0.5, 1), amount=0.6, start=0.2)
    c.rect(-20, edge, 1640, 5, mix(top, p.pale, 0.35))


def patchwork(c: Canvas, horizon: float, *, vanish: float) -> None:
    """Fields in strips down to our feet, in several inks."""
    p, rng = c.palette, c.rng
    inks = [p.leaf, mix(p.leaf, p.second, 0.5), mix(p.second, p.pale, 0.3), mix(p.leaf, p.ink, 0.35), mix(p.accent, p.second, 0.5)]
    if p.night:
        inks = [mix(one, p.near, 0.55) for one in inks]
    c.rect(-20, horizon, 1640, 1020 - horizon, inks[0])
    y = horizon
    while y < 1000:
        deep = 22 + (y - horizon) * 0.42
        x, tilt = -400 + rng.uniform(-200, 0), rng.uniform(-0.1, 0.1)
        while x < 2000:
            wide = rng.uniform(1.6, 4.2) * (70 + (y - horizon) * 0.7)
            top = [vanish + (v - vanish) * 0.8 for v in (x, x + wide)]
            field = [(top[0], y + tilt * 30), (top[1], y - tilt * 30), (x + wide, y + deep + 2), (x, y + deep + 2)]
            tint = rng.choice(inks)
            c.poly(field, tint)
            c.shade(field, mix(tint, p.ink, 0.6), toward=(0.4, 1), amount=0.5, start=0.3)
            x += wide
        y += deep
