"""Things on a table or in the air: book, phone, chart, globe."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, shadow, table


@motif("book")
def book(c: Canvas) -> None:
    """An open book from which a seascape rises, or a pile of books by a window."""
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
    c.poly(curve([(cup - 70, y - 120), (cup - 62, y - 40), (cup - 36, y), (cup + 36, y), (cup + 62, y - 40), (cup + 70, y - 120)]), p.pale)
    c.line(arc((cup + 74, y - 74), (34, 32), -80, 110), p.pale, width=13)
    c.shade(box(cup - 62, y - 120, 124, 118), p.near, amount=0.75, start=0.45)
    c.disc(cup, y - 120, 70, mix(p.accent, p.ink, 0.5), flat=0.17)
    for k in range(2):
        steam = curve([(cup - 20 + k * 40, y - 140), (cup - 44 + k * 40, y - 200), (cup + 4 + k * 40, y - 260), (cup - 24 + k * 40, y - 330)])
        c.line(steam, mix(p.sky, p.pale, 0.7), width=7)
    side = 1 if x < 730 else -1
    lx = x + side * 520
    vase = curve([(lx - 40, edge + 90), (lx - 78, edge), (lx - 30, edge - 110), (lx - 38, edge - 150), (lx + 38, edge - 150), (lx + 30, edge - 110), (lx + 78, edge), (lx + 40, edge + 90)])
    shadow(c, lx + 50, edge + 90, 130, flat=0.14)
    for k in range(7):
        tip = (lx + (k - 3) * 62 + rng.uniform(-20, 20), edge - rng.uniform(330, 480))
        c.line(curve([(lx, edge - 140), (lx + (k - 3) * 18, edge - 270), tip]), mix(p.leaf, p.ink, 0.3), width=6)
        for n in range(4):
            t = 0.45 + n * 0.18
            bx, by = lx + (tip[0] - lx) * t, edge - 140 + (tip[1] - edge + 140) * t
            for way in (-1, 1):
                leaf = curve([(bx, by), (bx + way * 26, by - 26), (bx + way * 62, by - 34), (bx + way * 32, by - 4)], closed=True)
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
    c.poly([(x - 660, y - 60), (x, y + 60), (x + 660, y - 60), (x + 690, y + 80), (x, y + 190), (x - 690, y + 80)], cover)
    c.disc(x, y - 220, 240, p.glow)
    c.halo(x, y - 220, 470, p.glow, amount=0.6)
    c.disc(x, y - 220, rng.choice((150, 190)), mix(p.glow, p.accent, 0.6) if p.accent[0] > p.accent[2] else p.second)
    for k in range(3):
        base = y - 190 + k * 66
        ridge = curve([(x - 560 + k * 15 + t * (1120 - k * 30) / 6, base + rng.uniform(-55, 20) + abs(t - 3) * 22) for t in range(7)])
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
        page = [(x, y + 130), *curve([(x, y + 40), (x + side * 170, y - 14), (x + side * 400, y - 6), (x + side * 640, y - 66)]), (x + side * 660, y + 50),
                *reversed(curve([(x, y + 160), (x + side * 180, y + 84), (x + side * 420, y + 96), (x + side * 660, y + 50)]))]
        for n in range(3):
            c.poly([(a, b + 12 - n * 6) for a, b in page], mix(p.pale, p.near, 0.26 - n * 0.13))
        c.shade(page, p.near, toward=(-side, 0.1), amount=0.7, start=0.55)
        for n in range(5):
            inner, outer = 90, 560 if n < 4 else 330
            top = y + 36 + n * 17
            c.line(curve([(x + side * inner, top), (x + side * 230, top - 30), (x + side * outer, top - 42 - (outer - 330) * 0.07)]), mix(p.pale, p.near, 0.45), width=4)
    gulls(c, 5, low=260)


@motif("phone")
def phone(c: Canvas) -> None:
    """A telephone with news on its screen, and what it sends through the air."""
    p, rng = c.palette, c.rng
    table(c, 1100, wall=p.near if p.night else rng.choice((p.sky, p.far, mix(p.far, p.mid, 0.5))))
    lean = rng.uniform(-16, 16)
    x, y, w, h = rng.uniform(700, 900), 520.0, 210.0, 400.0
    for k in range(4, 0, -1):
        c.line(arc((x, y), (260 + k * 130, 260 + k * 130), 0, 360, steps=70), mix(p.sky if not p.night else p.mid, p.pale, 0.5), width=3)

    def at(points: list[Point]) -> list[Point]:
        return turned([(x + a, y + b) for a, b in points], lean, around=(x, y))

    def slab(left: float, top: float, wide: float, high: float, ink: Ink, radius: float) -> None:
        corners = ((left + wide - radius, top + radius, -90), (left + wide - radius, top + high - radius, 0), (left + radius, top + high - radius, 90),
                   (left + radius, top + radius, 180))
        c.poly(at([q for cx, cy, a in corners for q in arc((cx, cy), (radius, radius), a, a + 90, steps=8)]), ink)

    c.wash(at([(a + 60, b + 60) for a, b in box(-w, -h, 2 * w, 2 * h)]), p.mid, amount=0.6)
    slab(-w, -h, 2 * w, 2 * h, p.ink, 54)
    slab(-w + 6, -h + 6, 2 * w - 12, 2 * h - 12, mix(p.ink, p.far, 0.3), 50)
    slab(-w + 14, -h + 14, 2 * w - 28, 2 * h - 28, p.pale, 42)
    slab(-50, -h + 30, 100, 24, p.ink, 12)
    slab(-w + 40, -h + 84, 300, 34, p.ink, 6)
    slab(-w + 40, -h + 134, 340, 240, p.glow, 14)
    picture = at(box(-w + 40, -h + 134, 340, 240))
    c.poly(at(arc((30, -h + 240), (58, 58), 0, 360)), p.accent)
    for k in range(3):
        ridge = curve([(-w + 40 + t * 85, -h + 270 + k * 34 + rng.uniform(-26, 14)) for t in range(5)])
        c.poly(at([*ridge, (-w + 380, -h + 374), (-w + 40, -h + 374)]), (p.far, p.mid, p.near)[k])
    c.shade(picture, p.ink, toward=(0.5, 1), amount=0.4, start=0.4)
    top = -h + 402
    for k in range(3):
        slab(-w + 40, top + k * 122, 100, 92, (p.second, p.leaf, p.accent)[k], 10)
        for n, long in enumerate((220, 200, rng.uniform(90, 150))):
            slab(-w + 158, top + 6 + k * 122 + n * 31, long, 16 if n else 20, p.ink if n == 0 else mix(p.pale, p.near, 0.4), 6)
    c.beam(at([(-w + 14, -h + 60), (20, -h + 14), (-90, h - 14), (-w + 14, h - 60)]), p.pale, amount=0.16)
    c.shade(at(box(-w, -h, 2 * w, 2 * h)), p.near, toward=(1, 0.4), amount=0.5, start=0.6)
    spots = [(-430, -190), (440, -260), (480, 190), (-470, 210), (-620, -10), (650, -30)]
    rng.shuffle(spots)
    for k, (dx, dy) in enumerate(spots[: rng.randint(4, 6)]):
        _bubble(c, x + dx + rng.uniform(-30, 30), y + dy + rng.uniform(-30, 30), rng.uniform(62, 92), (p.accent, p.second, p.leaf, p.near, p.pale, p.mid)[k], k)


def _bubble(c: Canvas, x: float, y: float, r: float, ink: Ink, sign: int) -> None:
    """A speech bubble with a small sign in it."""
    p = c.palette
    mark = p.ink if ink in (p.pale, p.second) else p.pale
    c.wash(arc((x + 18, y + 24), (r, r * 0.86), 0, 360), p.mid, amount=0.5)
    c.poly([(x - r * 0.5, y + r * 0.5), (x - r * 0.1, y + r * 0.8), (x - r * 0.66, y + r * 1.22)], ink)
    c.disc(x, y, r, ink, flat=0.88)
    c.shade(arc((x, y), (r, r * 0.88), 0, 360), p.ink, toward=(0.8, 0.8), amount=0.55, start=0.45)
    if sign % 3 == 0:
        for k in (-1, 0, 1):
            c.disc(x + k * r * 0.4, y, r * 0.13, mark)
    elif sign % 3 == 1:
        heart = curve([(x, y + r * 0.45), (x - r * 0.46, y - r * 0.02), (x - r * 0.28, y - r * 0.36), (x, y - r * 0.14), (x + r * 0.28, y - r * 0.36), (x + r * 0.46, y - r * 0.02)], closed=True)
        c.poly(heart, mark)
    else:
        for k in range(3):
            c.rect(x - r * 0.5, y - r * 0.34 + k * r * 0.28, r * (1 - 0.18 * k), r * 0.12, mark)


@motif("chart")
def chart(c: Canvas) -> None:
    """Figures as a landscape: columns, a curve, coins."""
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
    for k in range(count):
        levels.append(level)
        level = min(0.92, max(0.12, level + rng.uniform(-0.1, 0.24)))
    if falling:
        levels.reverse()
    if rng.random() < 0.6:
        star = rng.randrange(count)
        for k, share in enumerate(levels):
            x, high, wide = 150 + k * step, share * 690, step * 0.62
            ink = p.accent if k == star else (p.mid, p.near)[k % 2]
            c.wash([(x + wide, base - high + 30), (x + wide + 46, base - high + 60), (x + wide + 46, base), (x + wide, base)], mix(p.sky, p.mid, 0.5), amount=0.8)
            c.rect(x, base - high, wide, high, ink)
            c.poly([(x, base - high), (x + 24, base - high - 22), (x + wide + 24, base - high - 22), (x + wide, base - high)], mix(ink, p.pale, 0.4))
            c.poly([(x + wide, base - high), (x + wide + 24, base - high - 22), (x + wide + 24, base - 12), (x + wide, base)], mix(ink, p.ink, 0.45))
            c.shade(box(x, base - high, wide, high), p.ink, toward=(0.3, 1), amount=0.6, start=0.2)
        line = [(150 + (k + 0.35) * step, base - share * 690 - rng.uniform(60, 110)) for k, share in enumerate(levels)]
        c.line(line, p.ink, width=8)
        for x, y in line:
            c.disc(x, y, 17, p.second)
            c.disc(x, y, 8, p.ink)
    else:
        for layer, (ink, part) in enumerate(((p.far, 1.0), (p.mid, 0.7), (p.near, 0.42))):
            top = curve([(60 + 1480 * k / (count - 1), base - min(0.97, share * part + rng.uniform(-0.02, 0.06)) * 700) for k, share in enumerate(levels)])
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


_AFRICA = [(-0.3, -0.62), (-0.05, -0.68), (0.12, -0.58), (0.3, -0.56), (0.42, -0.3), (0.58, -0.22), (0.44, 0.02), (0.36, 0.24), (0.24, 0.5), (0.1, 0.6), (0.0, 0.38),
           (0.02, 0.12), (-0.1, -0.06), (-0.36, -0.08), (-0.52, -0.26), (-0.46, -0.46)]
_EUROPE = [(-0.38, -0.72), (-0.36, -0.86), (-0.2, -0.9), (-0.16, -1.02), (0.02, -1.1), (0.06, -1.24), (0.3, -1.3), (0.62, -1.26), (0.7, -0.98), (0.4, -0.86), (0.24, -0.72), (0.1, -0.86), (-0.1, -0.82),
           (-0.24, -0.7)]
_AMERICA = [(-1.62, -0.2), (-1.4, -0.24), (-1.12, 0.02), (-1.2, 0.3), (-1.36, 0.48), (-1.46, 0.8), (-1.56, 0.5), (-1.66, 0.14)]
_ASIA = [(0.72, -1.2), (1.3, -1.2), (1.7, -0.9), (1.6, -0.5), (1.34, -0.3), (1.22, -0.02), (1.12, -0.3), (0.98, -0.1), (0.86, -0.36), (0.6, -0.34), (0.5, -0.62), (0.64, -0.9)]


@motif("globe")
def globe(c: Canvas) -> None:
    """The globe on its stand or hanging in space, turned as the seed will."""
    p, rng = c.palette, c.rng
    stand = rng.random() < 0.5
    x, y, r = rng.uniform(680, 920), 470.0, 330.0
    if stand:
        table(c, rng.uniform(760, 800))
        shadow(c, x + 90, 930, 320, flat=0.12)
    else:
        c.rect(-20, -20, 1640, 1040, mix(p.near, p.ink, 0.5))
        y = 500.0
        for _ in range(120):
            c.disc(rng.uniform(0, 1600), rng.uniform(0, 1000), rng.choice((1.4, 2, 3)), p.pale)
        c.halo(x, y, 720, p.mid, amount=0.9)
        c.disc(rng.choice((210, 1390)), rng.uniform(160, 300), 64, p.glow)
    turn, tilt = rng.uniform(-0.9, 0.7), rng.uniform(-20, 20)
    gold = p.second
    if stand:
        c.poly(curve([(x - 190, 930), (x - 150, 890), (x - 30, 880), (x - 22, 800), (x + 22, 800), (x + 30, 880), (x + 150, 890), (x + 190, 930)]), mix(gold, p.near, 0.4))
        c.line(arc((x, y), (r + 34, r + 34), -62, 118, steps=60), gold, width=20)
    disc = arc((x, y), (r, r), 0, 360, steps=90)
    c.poly(disc, p.water)

    def project(points: list[Point]) -> list[Point]:
        """Longitude and latitude in radians onto the visible half; what is behind slides along the edge."""
        found = []
        for lon, lat in points:
            a = min(max(lon + turn, -math.pi / 2), math.pi / 2)
            b = min(max(lat, -math.pi / 2), math.pi / 2)
            found.append((x + r * math.cos(b) * math.sin(a), y + r * math.sin(b)))
        return turned(found, tilt, around=(x, y))

    for k in range(-5, 6):
        c.line(project([(k * 0.5 - turn % 0.5, t / 10) for t in range(-15, 16)]), mix(p.water, p.pale, 0.28), width=2.5)
    for k in range(-2, 3):
        c.line(project([(t / 10 - turn, k * 0.5) for t in range(-15, 16)]), mix(p.water, p.pale, 0.28), width=2.5)
    land = mix(p.second, p.pale, 0.25) if not p.night else mix(p.leaf, p.pale, 0.3)
    for shape, ink in ((_AFRICA, land), (_EUROPE, mix(land, p.leaf, 0.5)), (_ASIA, mix(land, p.accent, 0.35)), (_AMERICA, p.leaf)):
        if any(abs(lon + turn) < math.pi / 2 for lon, _ in shape):
            smooth = project(curve(shape, closed=True, steps=6))
            c.poly(smooth, ink)
            c.shade(smooth, p.near, toward=(0.6, 1), amount=0.35, start=0.4)
    c.shade(disc, p.ink, toward=(0.85, 0.6), amount=1.0, start=0.45)
    c.shade(disc, p.glow, toward=(-0.85, -0.6), amount=0.6, start=0.68)
    cities = project([(-0.12, -0.6), (0.02, -0.84), (0.5, -0.5), (0.3, 0.2), (0.3, -1.0)])
    hub = cities[0]
    for city in cities[1:]:
        lift = ((hub[0] + city[0]) / 2, (hub[1] + city[1]) / 2 - 120)
        c.line(curve([hub, lift, city]), p.accent, width=5)
        c.disc(*city, 9, p.accent)
    c.disc(*hub, 15, p.pale)
    c.disc(*hub, 9, p.accent)
