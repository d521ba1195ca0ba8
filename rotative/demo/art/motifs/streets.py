"""The town: tramway, city, housing, market."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import arch, gulls, hills, house, palm, person, sea, sky, tree


def _skyline(c: Canvas, ground: float, height: float, ink: Ink) -> None:
    """Far roofs in one ink."""
    rng = c.rng
    x = -30.0
    while x < 1620:
        wide, high = rng.uniform(60, 150), height * rng.uniform(0.35, 1)
        c.rect(x, ground - high, wide + 2, high + 30, ink)
        if rng.random() < 0.2:
            c.poly(arc((x + wide / 2, ground - high), (wide * 0.36, wide * 0.36), 180, 360), ink)
        x += wide


def _tram_side(c: Canvas, x: float, rail: float, length: float, ink: Ink) -> None:
    """Three coaches seen from the side, heading left."""
    p = c.palette
    high = length * 0.17
    glass = p.second if p.night else mix(p.near, p.ink, 0.3)
    for k in range(3):
        left, wide = x + k * length / 3, length / 3 - 10
        shape = box(left, rail - high, wide, high - 12)
        if k == 0:
            shape = [*curve([(left, rail - 14), (left + 4, rail - high * 0.42), (left + wide * 0.16, rail - high * 0.97), (left + wide * 0.3, rail - high)]),
                     (left + wide, rail - high), (left + wide, rail - 14)]
        c.poly(shape, p.pale)
        c.poly([(a, max(b, rail - high * 0.36)) for a, b in shape], ink)
        c.shade(shape, p.ink, toward=(0.1, 1), amount=0.4, start=0.5)
        if k == 0:
            c.poly(curve([(left + 9, rail - high * 0.46), (left + wide * 0.13, rail - high * 0.84), (left + wide * 0.2, rail - high * 0.84), (left + wide * 0.2, rail - high * 0.46)]), glass)
        for w in range(4):
            gap = wide * (0.24 if k == 0 else 0.06)
            step = (wide - gap) / 4
            c.rect(left + gap + w * step, rail - high * 0.84, step * 0.84, high * 0.4, glass)
        door = left + wide * 0.6
        c.rect(door, rail - high * 0.84, wide * 0.13, high * 0.72, mix(ink, p.ink, 0.4))
        c.rect(left + wide * 0.15, rail - 16, wide * 0.7, 16, p.ink)
        if k < 2:
            c.rect(left + wide, rail - high * 0.94, 10, high * 0.8, p.ink)
    c.line([(x + length * 0.45, rail - high), (x + length * 0.5, rail - high * 1.22), (x + length * 0.44, rail - high * 1.42)], p.ink, width=4)
    if p.night:
        c.beam([(x + 6, rail - 34), (x - 420, rail - 60), (x - 420, rail + 8)], p.glow, amount=0.3)


@motif("tramway")
def tramway(c: Canvas) -> None:
    """A tram on a bridge over the river, or coming up the boulevard."""
    p, rng = c.palette, c.rng
    tint = p.accent if rng.random() < 0.7 else p.near
    if rng.random() < 0.5:
        horizon = 600.0
        sun = (rng.uniform(200, 1400), rng.uniform(230, 420))
        sky(c, horizon, sun=sun, radius=rng.choice((100, 150, 190)))
        _skyline(c, horizon, rng.uniform(90, 160), mix(p.far, p.sky, 0.35))
        _skyline(c, horizon + 5, rng.uniform(50, 90), p.far)
        sea(c, horizon, sun_x=sun[0])
        rail = rng.uniform(560, 620)
        wire = rail - 240
        for x in range(-80, 1700, 340):
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
                spandrel = [(x, rail + 70), *arc((x + side * span / 2, rail + 235), (span / 2 - 34, 165), 270, 180 if side > 0 else 360), (x, rail + 240)]
                c.poly(spandrel, stone)
            c.poly(pier, stone)
            c.shade(pier, p.ink, amount=0.75, start=0.3)
        c.shade(box(0, rail, 1600, 76), p.ink, toward=(0.3, 1), amount=0.6, start=0.3)
        return
    horizon, vanish = 560.0, rng.uniform(700, 900)
    sky(c, horizon, sun=(vanish + rng.uniform(-160, 160), rng.uniform(300, 430)), radius=rng.choice((120, 170)))
    _skyline(c, horizon, 120, mix(p.far, p.sky, 0.3))
    for side in (-1, 1):
        wall = mix(p.pale, p.second, 0.25) if side < 0 else mix(p.mid, p.accent, 0.25)
        wall = mix(wall, p.near, 0.6) if p.night else wall
        for k in range(5):
            near, far = 2.6 / (k + 1), 2.6 / (k + 2)
            a, b = vanish + side * (330 * near + 40), vanish + side * (330 * far + 40)
            tall = rng.uniform(0.85, 1.15)
            block = [(a, horizon + 60 + 160 * near), (b, horizon + 60 + 160 * far), (b, horizon - 330 * far * tall), (a, horizon - 330 * near * tall)]
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
                    c.poly([(xa, horizon - 330 * na * tall * low), (xb, horizon - 330 * nb * tall * low), (xb, horizon - 330 * nb * tall * high), (xa, horizon - 330 * na * tall * high)], lamp)
    ground = [(vanish - 160, horizon + 40), (vanish + 160, horizon + 40), (2100, 1020), (-500, 1020)]
    c.poly(ground, mix(p.far, p.near, 0.4))
    c.shade(ground, p.ink, toward=(0.3, 1), amount=0.6, start=0.25)
    c.poly([(vanish - 50, horizon + 40), (vanish + 50, horizon + 40), (vanish + 420, 1020), (vanish - 420, 1020)], mix(p.leaf, p.near, 0.2))
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
    shell = curve([(x - half * 0.94, rail - 8), (x - half, rail - high * 0.45), (x - half * 0.86, rail - high * 0.93), (x - half * 0.5, rail - high),
                   (x + half * 0.5, rail - high), (x + half * 0.86, rail - high * 0.93), (x + half, rail - high * 0.45), (x + half * 0.94, rail - 8)])
    c.poly(shell, p.pale)
    c.poly([(a, max(b, rail - high * 0.4)) for a, b in shell], ink)
    glass = curve([(x - half * 0.84, rail - high * 0.42), (x - half * 0.8, rail - high * 0.8), (x - half * 0.6, rail - high * 0.86), (x + half * 0.6, rail - high * 0.86),
                   (x + half * 0.8, rail - high * 0.8), (x + half * 0.84, rail - high * 0.42)])
    c.poly(glass, mix(p.near, p.ink, 0.4))
    c.beam([(x - half * 0.5, rail - high * 0.86), (x - half * 0.1, rail - high * 0.86), (x - half * 0.45, rail - high * 0.42), (x - half * 0.8, rail - high * 0.42)], p.sky, amount=0.45)
    c.panel(x - half * 0.46, rail - high * 0.965, wide * 0.46, high * 0.07, p.ink, radius=8)
    c.rect(x - half * 0.34, rail - high * 0.945, wide * 0.34, high * 0.03, p.second)
    c.shade(shell, p.ink, toward=(1, 0.3), amount=0.6, start=0.5)
    for side in (-1, 1):
        c.disc(x + side * half * 0.62, rail - high * 0.22, wide * 0.075, p.glow)
        if p.night:
            c.halo(x + side * half * 0.62, rail - high * 0.22, wide * 0.4, p.glow, amount=0.6)
    c.rect(x - half * 0.8, rail - 26, wide * 0.8, 26, p.ink)
    c.line([(x, rail - high), (x - 40, rail - high * 1.1), (x + 40, rail - high * 1.2)], p.ink, width=5)


@motif("city")
def city(c: Canvas) -> None:
    """White cubes climbing a hill above the sea."""
    p, rng = c.palette, c.rng
    sun = (rng.uniform(150, 500), rng.uniform(150, 400))
    horizon = rng.uniform(560, 640)
    sky(c, horizon, sun=sun, radius=rng.choice((80, 120, 170)))
    hills(c, horizon + 5, 90, p.far, shade=p.mid)
    sea(c, horizon, sun_x=sun[0])
    peak, left = rng.uniform(900, 1200), rng.uniform(330, 480)
    slope = curve([(left, 900), (left + 160, 720), (peak - 160, 440), (peak, 380), (peak + 220, 430), (1640, 560)])
    c.poly([*slope, (1640, 1020), (left - 100, 1020)], mix(p.accent, p.near, 0.5))
    tops = {round(x / 20): y for x, y in slope}

    def roof(x: float) -> float:
        return tops.get(round(x / 20)) or min(tops.items(), key=lambda item: abs(item[0] - x / 20))[1]

    tower = peak + rng.uniform(-60, 60)
    c.rect(tower, roof(tower) - 190, 62, 300, mix(p.pale, p.second, 0.3))
    c.rect(tower + 36, roof(tower) - 190, 26, 300, mix(p.near, p.second, 0.35))
    c.rect(tower - 6, roof(tower) - 196, 74, 16, p.accent)
    c.rect(tower + 17, roof(tower) - 240, 28, 46, p.pale)
    c.rect(tower + 33, roof(tower) - 240, 12, 46, mix(p.near, p.pale, 0.4))
    c.disc(tower + 31, roof(tower) - 242, 15, p.second)
    walls = (p.pale, mix(p.pale, p.second, 0.22), mix(p.pale, p.accent, 0.24), mix(p.pale, p.far, 0.35))
    if p.night:
        walls = tuple(mix(one, p.mid, 0.5) for one in walls)
    for row in range(8):
        x = left + row * 8 + 20
        while x < 1600:
            wide = rng.uniform(70, 120)
            y = roof(x) + 60 + row * (960 - roof(x)) / 8
            if rng.random() < 0.06:
                palm(c, x + wide / 2, y - 20, 150)
            house(c, x, y + 30, wide + 4, rng.uniform(80, 140), rng.choice(walls))
            if rng.random() < 0.09:
                c.poly(arc((x + wide * 0.4, y - 60), (wide * 0.3, wide * 0.3), 180, 360), p.leaf if row % 2 else p.accent)
            x += wide * rng.uniform(0.95, 1.15)
    c.rect(left - 200, 985, 1500, 40, mix(p.near, p.ink, 0.4))
    gulls(c, 5, low=260)


@motif("housing")
def housing(c: Canvas) -> None:
    """Blocks of flats with balconies, awnings and washing; perhaps one still being built."""
    p, rng = c.palette, c.rng
    sky(c, 900, sun=(rng.uniform(250, 1350), rng.uniform(150, 330)), radius=rng.choice((80, 130)))
    _skyline(c, 880, 300, mix(p.far, p.sky, 0.45))
    x = rng.uniform(-120, -20)
    k = 0
    while x < 1600:
        wide, floors = rng.choice((330, 410, 470)), rng.randint(5, 9)
        if k % 3 == 2 and rng.random() < 0.7:
            _building_site(c, x + 30, 905, 300, rng.randint(4, 5))
        else:
            base = rng.choice((p.pale, mix(p.pale, p.accent, 0.55), mix(p.pale, p.second, 0.5), mix(p.far, p.pale, 0.4)))
            _flats(c, x, 905, wide, floors, mix(base, p.near, 0.55) if p.night else base)
        x += wide + rng.uniform(20, 90)
        k += 1
    c.rect(-20, 900, 1640, 120, mix(p.near, p.ink, 0.35))
    c.rect(-20, 900, 1640, 12, mix(p.far, p.pale, 0.3))
    for _ in range(rng.randint(3, 5)):
        tree(c, rng.uniform(0, 1600), 925, rng.uniform(120, 190))
    for _ in range(rng.randint(3, 6)):
        person(c, rng.uniform(80, 1520), rng.uniform(945, 985), 92)


def _flats(c: Canvas, x: float, ground: float, wide: float, floors: int, wall: Ink) -> None:
    p, rng = c.palette, c.rng
    storey, bays = 84, round(wide / 96)
    high = floors * storey + 50
    front = wide * 0.84
    c.rect(x, ground - high, front, high, wall)
    side = box(x + front, ground - high, wide - front, high)
    c.poly(side, mix(wall, p.near, 0.55))
    c.shade(side, p.ink, toward=(0, 1), amount=0.6, start=0.2)
    c.shade(box(x, ground - high, front, high), mix(wall, p.near, 0.6), toward=(0.7, 1), amount=0.45, start=0.3)
    c.rect(x - 5, ground - high - 10, wide + 10, 14, mix(wall, p.pale, 0.6))
    c.rect(x + front * 0.2, ground - high - 44, 70, 36, mix(wall, p.near, 0.35))
    step = front / bays
    for floor in range(floors):
        y = ground - high + 22 + floor * storey
        for bay in range(bays):
            left = x + bay * step + step * 0.17
            lamp = p.second if rng.random() < (0.5 if p.night else 0.06) else mix(wall, p.ink, 0.65)
            c.rect(left, y, step * 0.66, storey * 0.6, lamp)
            roll = rng.random()
            if roll < 0.28:
                awning = [(left - 3, y), (left + step * 0.66 + 3, y), (left + step * 0.74, y + 24), (left - step * 0.08, y + 24)]
                c.poly(awning, rng.choice((p.accent, p.second, p.leaf)))
            elif roll < 0.4:
                for n in range(3):
                    c.rect(left + n * step * 0.22 + 3, y + storey * 0.44, step * 0.17, 22, rng.choice((p.pale, p.accent, p.second, p.far)))
            c.rect(left - step * 0.08, y + storey * 0.42, step * 0.82, 5, p.pale)
            c.rect(left - step * 0.08, y + storey * 0.6, step * 0.82, 9, mix(wall, p.pale, 0.5))
            c.rect(left - step * 0.08, y + storey * 0.6 + 9, step * 0.82, 5, mix(wall, p.ink, 0.4))


def _building_site(c: Canvas, x: float, ground: float, wide: float, floors: int) -> None:
    p = c.palette
    for floor in range(floors):
        y = ground - (floor + 1) * 88
        for k in range(4):
            c.rect(x + k * wide / 3 - 8, y, 16, 90, mix(p.far, p.near, 0.4))
        c.rect(x - 24, y - 6, wide + 48, 16, mix(p.pale, p.far, 0.5))
    mast = x + wide * 0.5
    c.rect(mast, 120, 16, ground - 120 - floors * 88, p.second)
    c.rect(mast - 190, 150, 620, 12, p.second)
    c.line([(mast - 170, 150), (mast + 8, 86), (mast + 410, 150)], p.ink, width=3)
    c.rect(mast - 190, 150, 70, 44, p.ink)
    c.line([(mast + 320, 160), (mast + 320, 330)], p.ink, width=2.5)
    c.rect(mast + 280, 330, 80, 20, p.accent)


@motif("market")
def market(c: Canvas) -> None:
    """Striped awnings, fruit in heaps, people choosing."""
    p, rng = c.palette, c.rng
    sky(c, 420, sun=(rng.uniform(300, 1300), 160), radius=80)
    wall = mix(p.pale, p.accent, rng.choice((0.08, 0.25, 0.4)))
    wall = mix(wall, p.mid, 0.6) if p.night else wall
    c.rect(-20, 240, 1640, 700, wall)
    c.shade(box(0, 240, 1600, 560), p.near, toward=(0.8, 0.6), amount=0.5, start=0.25)
    x = rng.uniform(-160, -20)
    while x < 1600:
        arch(c, x + 40, 830, 210, rng.uniform(420, 470), mix(wall, p.ink, 0.62))
        x += 310
    c.rect(-20, 800, 1640, 220, mix(p.second, p.far, 0.5) if not p.night else p.near)
    c.shade(box(0, 800, 1600, 200), p.near, toward=(0.3, 1), amount=0.6, start=0.2)
    for _ in range(5):
        person(c, rng.uniform(60, 1540), 825, rng.uniform(250, 280))
    x, k = rng.uniform(-150, -40), rng.randint(0, 2)
    while x < 1600:
        wide = rng.uniform(400, 480)
        _stall(c, x, 880, wide, (p.accent, p.near, p.second, p.leaf)[k % 4])
        x += wide + rng.uniform(60, 130)
        k += 1
    for _ in range(rng.randint(2, 3)):
        person(c, rng.uniform(100, 1500), 985, rng.uniform(330, 370))


def _stall(c: Canvas, x: float, ground: float, wide: float, ink: Ink) -> None:
    p, rng = c.palette, c.rng
    top = rng.uniform(430, 480)
    for side in (x + 14, x + wide - 22):
        c.rect(side, top, 9, ground - top, p.ink)
    stripes = 8
    for k in range(stripes):
        a, b = x + wide * k / stripes, x + wide * (k + 1) / stripes
        ta, tb = x + wide * (0.08 + 0.84 * k / stripes), x + wide * (0.08 + 0.84 * (k + 1) / stripes)
        tint = ink if k % 2 else p.pale
        c.poly([(ta, top - 90), (tb, top - 90), (b, top + 24), (a, top + 24)], tint)
        c.poly([(a, top + 23), *arc(((a + b) / 2, top + 23), ((b - a) / 2, 24), 180, 0, steps=12), (b, top + 23)], mix(tint, p.ink, 0.12))
    c.shade([(x + wide * 0.08, top - 90), (x + wide * 0.92, top - 90), (x + wide, top + 24), (x, top + 24)], p.ink, toward=(1, 0.4), amount=0.45, start=0.4)
    c.wash(box(x + 8, top + 24, wide - 16, 110), mix(p.near, p.far, 0.5), amount=0.5)
    for row in range(2):
        base = ground - 92 + row * 70
        crates = 3
        for k in range(crates):
            left, w = x + wide * k / crates + 6, wide / crates - 12
            fruit = rng.choice((p.accent, p.second, p.leaf, mix(p.accent, p.near, 0.5), mix(p.second, p.accent, 0.5)))
            for level, count in ((0, 6), (1, 5), (2, 3)):
                for n in range(count):
                    fx, fy = left + w * (n + 0.5 + (6 - count) / 2) / 6, base - 6 - level * 15
                    c.disc(fx, fy, w / 11, mix(fruit, p.pale, rng.choice((0, 0.1, 0.2))))
                    c.shade(arc((fx, fy), (w / 11, w / 11), 0, 360, steps=14), p.ink, toward=(0.7, 1), amount=0.6, start=0.4)
            c.rect(left, base, w, 56, mix(p.second, p.near, 0.35))
            c.rect(left, base + 24, w, 6, mix(p.near, p.ink, 0.3))
            c.shade(box(left, base, w, 56), p.ink, toward=(0.6, 1), amount=0.5, start=0.3)
