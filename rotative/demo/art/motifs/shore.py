"""The sea and the river: port, ship, fish, river, bird."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, palm, patchwork, sea, sky, tree


def _crane(c: Canvas, x: float, ground: float, height: float, ink: Ink) -> None:
    """A gantry crane reaching over the water on the left."""
    p = c.palette
    dark = mix(ink, p.ink, 0.45)
    leg, deck = height * 0.034, ground - height * 0.62
    gap = height * 0.26
    for left, tint in ((x, ink), (x + gap, dark)):
        c.rect(left, deck, leg, ground - deck, tint)
    c.line([(x + leg / 2, ground - height * 0.3), (x + gap + leg / 2, deck)], dark, width=leg * 0.45)
    c.rect(x, ground - height * 0.32, gap + leg, leg * 0.8, ink)
    boom_left, boom_right = x - height * 0.5, x + gap + height * 0.3
    c.rect(boom_left, deck - leg, boom_right - boom_left, leg * 1.15, ink)
    peak = (x + gap * 0.6, ground - height)
    c.line([(x + leg / 2, deck), peak, (x + gap + leg / 2, deck)], ink, width=leg * 0.7)
    for end in (boom_left + 10, boom_left + height * 0.26, boom_right - 8):
        c.line([peak, (end, deck - leg / 2)], p.ink, width=2.5)
    cab = boom_left + height * 0.2
    c.rect(cab, deck, height * 0.07, height * 0.05, p.ink)
    drop = height * c.rng.uniform(0.12, 0.3)
    c.line([(cab + height * 0.035, deck), (cab + height * 0.035, deck + drop)], p.ink, width=2)
    c.rect(cab - height * 0.04, deck + drop, height * 0.15, height * 0.062, p.second)
    c.rect(x + gap * 0.6, deck - leg - height * 0.06, height * 0.17, height * 0.06, dark)


def _boxes(c: Canvas, x: float, ground: float, columns: int, size: float, *, tallest: int) -> None:
    """Stacks of containers."""
    p, rng = c.palette, c.rng
    inks = (p.accent, p.second, p.far, p.near, p.pale, p.leaf)
    for column in range(columns):
        for row in range(rng.randint(1, tallest)):
            left, top, ink = x + column * size * 2.15, ground - (row + 1) * size, rng.choice(inks)
            c.rect(left, top, size * 2.1, size * 0.95, ink)
            for rib in range(1, 6):
                c.rect(left + rib * size * 0.35, top + 3, 2, size * 0.95 - 6, mix(ink, p.ink, 0.3))
            c.shade(box(left, top, size * 2.1, size * 0.95), p.ink, toward=(0.7, 1), amount=0.4, start=0.3)


def _cargo(c: Canvas, x: float, water: float, length: float, *, hull: Ink) -> None:
    """A cargo ship seen from the side, bow on the left."""
    p = c.palette
    high = length * 0.13
    side = [(x, water - high * 1.25), (x + length * 0.1, water - high), (x + length * 0.98, water - high),
            (x + length, water - high * 1.1), (x + length * 0.97, water), (x + length * 0.075, water)]
    _boxes(c, x + length * 0.15, water - high * 0.9, 6, length * 0.043, tallest=3)
    left = x + length * 0.77
    c.rect(left, water - high * 2.6, length * 0.14, high * 1.8, p.pale)
    c.shade(box(left, water - high * 2.6, length * 0.14, high * 1.8), mix(p.near, p.pale, 0.4), amount=0.8, start=0.35)
    for row in range(4):
        c.rect(left + length * 0.012, water - high * (2.42 - row * 0.34), length * 0.115, high * 0.13, p.near if not p.night else p.second)
    c.rect(left - length * 0.015, water - high * 2.75, length * 0.17, high * 0.2, p.pale)
    c.rect(left + length * 0.085, water - high * 3.5, length * 0.045, high * 0.78, p.accent)
    c.rect(left + length * 0.085, water - high * 3.3, length * 0.045, high * 0.18, p.ink)
    c.line([(x + length * 0.06, water - high), (x + length * 0.06, water - high * 2.2)], p.ink, width=4)
    c.poly(side, hull)
    c.shade(side, p.ink, toward=(0.6, 1), amount=0.75, start=0.25)
    c.poly([(x + length * 0.06, water - high * 0.2), (x + length * 0.976, water - high * 0.2), (x + length * 0.97, water),
            (x + length * 0.075, water)], p.accent if hull != p.accent else p.ink)
    c.wash([(x + length * 0.05, water + 2), (x + length, water + 2), (x + length * 0.9, water + high * 0.9),
            (x + length * 0.14, water + high * 0.7)], mix(p.near, p.mid, 0.3), amount=0.55)


@motif("port")
def port(c: Canvas) -> None:
    """Gantry cranes over a quay, containers, a ship waiting."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(470, 560)
    sun = (rng.uniform(180, 620), horizon - rng.uniform(40, 260))
    sky(c, horizon, sun=sun, radius=rng.choice((90, 130)))
    hills(c, horizon + 10, rng.uniform(60, 130), p.far, shade=mix(p.far, p.mid, 0.6))
    sea(c, horizon, sun_x=sun[0])
    gulls(c, 5, low=300)
    _cargo(c, rng.uniform(-260, 40), horizon + 130, rng.uniform(520, 640), hull=rng.choice((p.near, p.ink)))
    quay = rng.uniform(790, 830)
    for i in range(rng.randint(2, 3)):
        _crane(c, 800 + i * 290 + rng.uniform(-30, 30), quay + 5, 640 - i * rng.uniform(10, 80), p.accent if i != 1 else p.second)
    c.poly([(560, quay), (1620, quay), (1620, 1020), (430, 1020)], mix(p.near, p.ink, 0.55))
    c.poly([(560, quay), (1620, quay), (1620, quay + 16), (555, quay + 16)], mix(p.far, p.pale, 0.4))
    _boxes(c, rng.uniform(1000, 1060), 950, 7, 58, tallest=3)
    c.shade([(560, quay), (1620, quay), (1620, 1020), (430, 1020)], p.ink, toward=(0, 1), amount=0.8, start=0.3)


@motif("ship")
def ship(c: Canvas) -> None:
    """A ship alone on a wide sea: cargo, or a fishing boat near by."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(520, 620)
    sun = (rng.uniform(250, 1350), horizon - rng.uniform(0, 220))
    sky(c, horizon, sun=sun, radius=rng.choice((110, 170, 220)))
    sea(c, horizon, sun_x=sun[0])
    gulls(c, 6, low=320)
    if rng.random() < 0.5:
        _cargo(c, rng.uniform(230, 380), horizon + rng.uniform(110, 150), rng.uniform(880, 1000), hull=p.ink)
    else:
        _trawler(c, rng.uniform(420, 620), horizon + rng.uniform(150, 210), rng.uniform(560, 640))
    for k in range(5):
        y = 800 + k * 44
        c.line(curve([(x, y + rng.uniform(-9, 9)) for x in range(-100, 1800, 150)]), mix(p.near, p.far, 0.35 - k * 0.04), width=3)


def _trawler(c: Canvas, x: float, water: float, length: float) -> None:
    """A small fishing boat, bow on the left."""
    p = c.palette
    hull = curve([(x - length * 0.04, water - length * 0.29), (x + length * 0.25, water - length * 0.17),
                  (x + length * 0.7, water - length * 0.145), (x + length, water - length * 0.2)])
    bottom = curve([(x + length * 0.96, water), (x + length * 0.5, water + length * 0.02), (x + length * 0.1, water)])
    mast = x + length * 0.44
    c.rect(mast, water - length * 0.8, length * 0.018, length * 0.65, p.ink)
    for end in ((x, water - length * 0.26), (x + length * 0.96, water - length * 0.18), (x + length * 0.16, water - length * 0.62)):
        c.line([(mast + 4, water - length * 0.77), end], p.ink, width=2.5)
    c.line([(mast, water - length * 0.3), (x + length * 0.16, water - length * 0.62)], p.ink, width=6)
    cabin = box(x + length * 0.54, water - length * 0.38, length * 0.24, length * 0.24)
    c.poly(cabin, p.pale)
    c.shade(cabin, p.near, amount=0.7, start=0.3)
    c.rect(x + length * 0.52, water - length * 0.41, length * 0.28, length * 0.035, p.accent)
    for k in range(3):
        c.rect(x + length * (0.56 + 0.07 * k), water - length * 0.34, length * 0.05, length * 0.07, p.second if p.night else p.near)
    c.poly([*hull, *bottom], p.accent)
    c.shade([*hull, *bottom], p.ink, toward=(0.5, 1), amount=0.75, start=0.2)
    rail = [(a, b + length * 0.035) for a, b in hull]
    c.line(rail, p.pale, width=7)
    for k in range(3):
        c.disc(x + length * (0.3 + 0.1 * k), water - length * 0.08, length * 0.03, p.ink)
        c.disc(x + length * (0.3 + 0.1 * k), water - length * 0.08, length * 0.014, mix(p.accent, p.ink, 0.4))
    c.wash(arc((x + length * 0.5, water + length * 0.06), (length * 0.5, length * 0.07), 0, 360), p.near, amount=0.6)


def _sardine(c: Canvas, x: float, y: float, length: float, degrees: float, ink: Ink) -> None:
    """One fish, head on the left, turned around its middle."""
    p = c.palette

    def at(points: list[Point]) -> list[Point]:
        placed = [(x + a * length, y + b * length) for a, b in points]
        return turned(placed, degrees, around=(x, y))

    back = [(-0.5, 0.01), (-0.38, -0.075), (-0.1, -0.115), (0.2, -0.07), (0.38, -0.02)]
    belly = [(0.38, 0.02), (0.2, 0.075), (-0.1, 0.125), (-0.38, 0.085), (-0.5, 0.01)]
    c.poly(at([(0.34, 0), (0.52, -0.13), (0.46, 0.0), (0.52, 0.13)]), mix(ink, p.ink, 0.3))
    c.poly(at([(-0.12, -0.1), (0.02, -0.17), (0.12, -0.08)]), mix(ink, p.ink, 0.4))
    c.poly(at([(-0.08, 0.1), (0.0, 0.18), (0.08, 0.09)]), mix(ink, p.ink, 0.4))
    body = at(curve([*back, *belly], steps=8))
    c.poly(body, mix(p.pale, ink, 0.22))
    c.poly(at(curve([*back, (0.2, -0.01), (-0.1, -0.015), (-0.38, 0.0), (-0.5, 0.01)], steps=8)), ink)
    c.shade(body, p.ink, toward=(0.1, 1), amount=0.45, start=0.5)
    c.line(at(curve([(-0.27, -0.085), (-0.235, 0.0), (-0.27, 0.09)])), mix(ink, p.ink, 0.5), width=length * 0.008)
    for k in range(6):
        (spot,) = at([(-0.16 + 0.075 * k, 0.02 + 0.006 * (k % 2))])
        c.disc(*spot, length * 0.011, mix(ink, p.ink, 0.35))
    (eye,) = at([(-0.385, -0.01)])
    c.disc(*eye, length * 0.026, p.second)
    c.disc(*eye, length * 0.015, p.ink)


@motif("fish")
def fish(c: Canvas) -> None:
    """Sardines: on a plate, in rows in a crate, or a shoal under a boat."""
    p, rng = c.palette, c.rng
    scene = rng.randrange(3)
    if scene == 0:
        horizon = rng.uniform(250, 310)
        sky(c, horizon, sun=(rng.uniform(200, 500), horizon - 90), clouds=False)
        sea(c, horizon, sun_x=None)
        c.shade(box(0, horizon + 200, 1600, 800), p.ink, toward=(0, 1), amount=0.7)
        _trawler(c, rng.uniform(820, 1000), horizon + 50, 420)
        for _ in range(19):
            x, y = rng.uniform(150, 1450), rng.uniform(470, 930)
            _sardine(c, x, y, 120 + (y - 400) * 0.22, rng.uniform(-9, 5), rng.choice((p.far, p.mid, p.accent, p.far)))
        return
    cloth = p.near if p.night else p.sky
    c.rect(-20, -20, 1640, 1040, cloth)
    if scene == 1:
        for k in range(0, 1700, 200):
            c.rect(k, -20, 60, 1040, mix(cloth, p.far, 0.35))
        c.shade(box(0, 0, 1600, 1000), p.near, toward=(1, 0.7), amount=0.45, start=0.4)
        c.wash(arc((830, 540), (560, 420), 0, 360), mix(p.mid, p.pale, 0.35), amount=0.7)
        c.disc(800, 500, 560, p.pale, flat=0.75)
        c.disc(800, 500, 510, mix(p.pale, p.far, 0.28), flat=0.75)
        c.disc(800, 507, 500, mix(p.pale, p.sky, 0.25), flat=0.75)
        count = rng.randint(3, 4)
        for k in range(count):
            _sardine(c, 780 + rng.uniform(-25, 25), 500 + (k - (count - 1) / 2) * 150, 760 - abs(k - (count - 1) / 2) * 130,
                     rng.uniform(-6, 6) - 8, p.water if k % 2 else p.deep)
        for x, y in ((1180, 390), (1130, 690)):
            c.disc(x, y, 74, p.second)
            c.disc(x, y, 62, mix(p.second, p.pale, 0.6))
            for k in range(8):
                c.poly([(x, y), *arc((x, y), (54, 54), k * 45 + 6, k * 45 + 39, steps=4)], p.second)
        return
    crate = p.accent if p.accent[0] > p.accent[2] else p.mid
    c.rect(-20, -20, 1640, 1040, crate)
    c.shade(box(0, 0, 1600, 1000), p.ink, toward=(1, 0.8), amount=0.4, start=0.4)
    lean = rng.uniform(-14, 14)
    for row in range(-1, 6):
        for column in range(-1, 4):
            x, y = 260 + column * 560 + (row % 2) * 280, 60 + row * 195
            c.wash(turned(arc((x + 14, y + 26), (250, 52), 0, 360), lean, around=(x, y)), mix(crate, p.ink, 0.3), amount=0.6)
            _sardine(c, x, y, 500, lean + rng.uniform(-2, 2), p.deep if (row + column) % 2 else p.water)


@motif("river")
def river(c: Canvas) -> None:
    """A river winding from the hills to our feet."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(330, 420)
    end = rng.uniform(500, 1100)
    sky(c, horizon, sun=(end + rng.uniform(-160, 160), horizon - rng.uniform(10, 150)), radius=rng.choice((80, 120)))
    hills(c, horizon + 10, 170, mix(p.far, p.sky, 0.3), shade=p.far)
    hills(c, horizon + 40, 110, p.far, shade=p.mid)
    patchwork(c, horizon + 25, vanish=end)
    way = rng.choice((-1, 1))
    spine = [(end, horizon + 26, 5), (end + way * 150, horizon + 60, 14), (end - way * 140, horizon + 130, 32),
             (end + way * 190, horizon + 250, 80), (end - way * 120, horizon + 440, 175), (end + way * 60, 1030, 330)]
    for widen, ink in ((1.22, mix(p.second, p.pale, 0.5)), (1.0, p.water)):
        left = curve([(x - w * widen, y) for x, y, w in spine])
        right = curve([(x + w * widen, y) for x, y, w in spine])
        c.poly([*left, *reversed(right)], ink)
    c.shade([*left, *reversed(right)], p.deep, toward=(0.3, 1), amount=0.8, start=0.15)
    c.shade([*left, *reversed(right)], p.glow, toward=(-0.2, -1), amount=0.8, start=0.4)
    for k in range(9):
        x, y, w = spine[3 + k % 3]
        c.panel(x + rng.uniform(-0.6, 0.3) * w, y + rng.uniform(-30, 40), w * 0.5, 5, p.far, radius=3)
    dark = mix(p.leaf, p.ink, 0.3)
    spots = sorted((rng.uniform(horizon + 60, 940), rng.uniform(0, 1600)) for _ in range(26))
    for y, x in spots:
        near = min(abs(x - a) - b * 1.5 for a, b in ((sx, sw) for sx, sy, sw in spine if abs(sy - y) < 190))
        if near > 40:
            size = 24 + (y - horizon) * 0.32
            palm(c, x, y, size * 1.7) if rng.random() < 0.25 and size > 60 else tree(c, x, y, size * 1.2, tint=dark)
    gulls(c, 4, low=250)


def _gull(c: Canvas, x: float, y: float, span: float, tilt: float) -> None:
    """A big gull gliding to the left."""
    p = c.palette

    def at(points: list[Point]) -> list[Point]:
        return turned([(x + a * span, y + b * span) for a, b in points], tilt, around=(x, y))

    far_wing = at([*curve([(-0.06, -0.02), (0.1, -0.2), (0.3, -0.3), (0.6, -0.3)]), *curve([(0.6, -0.3), (0.34, -0.19), (0.17, 0.0)])])
    c.poly(far_wing, mix(p.pale, p.mid, 0.45))
    c.shade(far_wing, p.near, toward=(0.4, 1), amount=0.8, start=0.3)
    c.poly(at([(0.46, -0.31), (0.6, -0.3), (0.46, -0.24)]), p.ink)
    c.poly(at([(0.2, -0.01), (0.42, -0.03), (0.4, 0.05), (0.2, 0.04)]), mix(p.pale, p.far, 0.3))
    body = at(curve([(-0.3, 0.0), (-0.22, -0.055), (-0.05, -0.06), (0.2, -0.01), (0.3, 0.02), (0.15, 0.06), (-0.05, 0.075),
                     (-0.22, 0.045)], closed=True))
    c.poly(body, p.pale)
    c.shade(body, p.near, toward=(0.2, 1), amount=0.7, start=0.45)
    c.poly(at([(-0.285, -0.02), (-0.36, 0.014), (-0.28, 0.022)]), p.second)
    (eye,) = at([(-0.245, -0.015)])
    c.disc(*eye, span * 0.009, p.ink)
    wing = at([*curve([(-0.15, -0.01), (-0.2, -0.2), (-0.12, -0.38), (0.1, -0.58)]), *curve([(0.1, -0.58), (0.06, -0.36), (0.1, -0.16), (0.14, 0.02)]),
               *curve([(0.14, 0.02), (0.0, 0.035), (-0.15, -0.01)])])
    c.poly(wing, p.pale)
    c.shade(wing, p.mid, toward=(1, 0.3), amount=0.9, start=0.35)
    c.poly(at([(-0.035, -0.46), (0.1, -0.58), (0.075, -0.44)]), p.ink)


@motif("bird")
def bird(c: Canvas) -> None:
    """Gulls over the water, or a heron in the reeds."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(620, 740)
    big = rng.choice((190, 250))
    sun = (rng.uniform(500, 1100), rng.uniform(330, 470))
    sky(c, horizon, sun=sun, radius=big, clouds=rng.random() < 0.5)
    hills(c, horizon + 5, 70, p.far, shade=p.mid)
    sea(c, horizon, sun_x=sun[0])
    if rng.random() < 0.5:
        for k, (x, y, span) in enumerate(((sun[0] - 60, sun[1] + 40, 760), (1280, 250, 330), (300, 200, 240))[: rng.randint(1, 3)]):
            _gull(c, x + rng.uniform(-40, 40), y + rng.uniform(-30, 30), span, rng.uniform(-10, 14) - 4 * k)
        return
    _heron(c, sun[0] + rng.uniform(-60, 60), 900, 640)
    for side in (-1, 1):
        for _ in range(20):
            x = sun[0] + side * rng.uniform(260, 760)
            high = rng.uniform(140, 420)
            bend = rng.uniform(-60, 60)
            blade = curve([(x, 1010), (x + bend * 0.3, 1000 - high * 0.6), (x + bend, 1000 - high)])
            c.line(blade, rng.choice((p.leaf, mix(p.leaf, p.ink, 0.5), p.ink)), width=6)
            if rng.random() < 0.4:
                c.panel(x + bend - 8, 1000 - high - 40, 16, 78, mix(p.accent, p.ink, 0.4), radius=8)


def _heron(c: Canvas, x: float, ground: float, h: float) -> None:
    p = c.palette
    for dx in (-0.02, 0.05):
        c.line([(x + dx * h, ground - h * 0.42), (x + (dx + 0.012) * h, ground - h * 0.2), (x + dx * h, ground)], p.ink, width=7)
    neck = curve([(x - h * 0.12, ground - h * 0.56), (x - h * 0.2, ground - h * 0.66), (x - h * 0.1, ground - h * 0.78),
                  (x - h * 0.14, ground - h * 0.92), (x - h * 0.2, ground - h * 0.94)])
    body = curve([(x - h * 0.17, ground - h * 0.56), (x - h * 0.05, ground - h * 0.62), (x + h * 0.14, ground - h * 0.52),
                  (x + h * 0.34, ground - h * 0.36), (x + h * 0.12, ground - h * 0.4), (x - h * 0.08, ground - h * 0.42)], closed=True)
    c.line(neck, p.pale, width=h * 0.05)
    c.poly(body, mix(p.far, p.near, 0.5))
    c.shade(body, p.ink, toward=(0.8, 0.6), amount=0.8, start=0.3)
    c.disc(x - h * 0.2, ground - h * 0.935, h * 0.034, p.pale)
    c.poly([(x - h * 0.21, ground - h * 0.955), (x - h * 0.4, ground - h * 0.905), (x - h * 0.21, ground - h * 0.915)], p.second)
    c.poly([(x - h * 0.22, ground - h * 0.957), (x - h * 0.1, ground - h * 0.955), (x - h * 0.04, ground - h * 0.9)], p.ink)
    c.disc(x - h * 0.212, ground - h * 0.94, h * 0.006, p.ink)
    c.wash(arc((x, ground + 6), (h * 0.14, h * 0.016), 0, 360), p.near, amount=0.7)
