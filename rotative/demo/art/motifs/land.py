"""The country: dam, field, mountain, road, olive."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import cypress, gulls, hills, house, palm, patchwork, peaks, sky, table, tree


@motif("dam")
def dam(c: Canvas) -> None:
    """An arched dam between two cliffs, the lake low behind it."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(300, 350)
    sky(c, horizon, sun=(rng.uniform(400, 1200), rng.uniform(110, 250)), radius=rng.choice((60, 100)))
    peaks(c, horizon + 40, rng.uniform(190, 280), mix(p.far, p.sky, 0.25), p.mid, count=rng.randint(3, 5))
    low = rng.uniform(10, 120)
    bank = mix(p.second, p.pale, 0.45)
    c.rect(-20, horizon, 1640, 800, bank)
    for k in range(4):
        c.rect(-20, horizon + k * low * 0.25, 1640, low * 0.25 + 1, mix(bank, p.accent, 0.1 * k))
    c.rect(-20, horizon + low, 1640, 700, p.water)
    c.shade(box(0, horizon + low, 1600, 200), p.glow, toward=(0.3, -1), amount=0.7, start=0.3)
    crest, drop, reach = rng.uniform(470, 570), rng.uniform(150, 230), rng.uniform(660, 740)
    rim = arc((800, crest - 130), (reach, drop), 165, 15)
    foot = arc((800, 700), (470, 250), 160, 20)
    wall = [*rim, *reversed(foot)]
    concrete = mix(p.pale, p.far, 0.25)
    c.rect(-20, crest + 60, 1640, 600, mix(p.leaf, p.ink, 0.45))
    c.poly(wall, concrete)
    c.shade(wall, p.near, toward=(1, 0.35), amount=0.8, start=0.25)
    for k in range(1, 8):
        c.line([rim[k * 5], foot[k * 5]], mix(concrete, p.near, 0.4), width=3)
    gates = rng.sample(range(2, 7), k=rng.randint(0, 4))
    for k in gates:
        x = 800 + (k - 4) * 150
        y = crest + drop - 20
        jet = curve([(x - 16, y), (x - 34, y + 120), (x - 70, y + 300)]) + curve([(x + 70, y + 300), (x + 34, y + 120), (x + 16, y)])
        c.poly(jet, mix(p.pale, p.water, 0.12))
        c.shade(jet, p.water, toward=(1, 0), amount=0.7, start=0.4)
        c.rect(x - 24, y - 20, 48, 28, p.ink)
    road = [*rim, *((x, y + 18) for x, y in reversed(rim))]
    c.poly(road, mix(p.pale, p.second, 0.25))
    c.line([(x, y + 20) for x, y in rim], mix(concrete, p.ink, 0.6), width=5)
    for k in (13, 27):
        x, y = rim[k]
        c.rect(x - 22, y - 70, 44, 74, mix(p.pale, p.far, 0.12))
        c.rect(x + 2, y - 70, 20, 74, mix(p.near, p.far, 0.4))
        c.rect(x - 28, y - 80, 56, 14, p.accent)
    for side in (-1, 1):
        def at(x: float, y: float, side: int = side) -> Point:
            return 800 + side * x, y
        cliff = [at(900, 300), at(800, 330 + rng.uniform(-20, 20)), at(700, 400), at(640, 470), at(590, 600), at(470, 740), at(400, 880),
                 at(360, 1020), at(900, 1020)]
        rock = mix(p.accent, p.ink, 0.25) if not p.night else p.near
        c.poly(cliff, rock if side < 0 else mix(rock, p.ink, 0.3))
        c.shade(cliff, p.ink, toward=(0.6, 1), amount=0.75, start=0.15)
        for k in range(5):
            x = 560 + 60 * k + rng.uniform(-20, 20)
            tree(c, *at(x, 930 - k * 105 + rng.uniform(-10, 20)), 95, tint=mix(p.leaf, p.ink, 0.1))
    pool = [(430, 1020), (520, 985), (800, 968), (1080, 985), (1170, 1020)]
    c.poly(curve(pool), mix(p.water, p.pale, 0.35))


@motif("field")
def field(c: Canvas) -> None:
    """Furrows running to the horizon, a farm, perhaps a tractor."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(380, 470)
    vanish = rng.uniform(350, 1250)
    sky(c, horizon, sun=(vanish + rng.uniform(-250, 250), horizon - rng.uniform(-10, 180)), radius=rng.choice((90, 140)))
    hills(c, horizon + 10, rng.uniform(80, 150), p.far, shade=p.mid)
    earth = rng.choice((mix(p.accent, p.near, 0.3), mix(p.leaf, p.near, 0.2), mix(p.second, p.leaf, 0.35)))
    green = rng.choice((mix(p.leaf, p.second, 0.25), mix(p.second, p.pale, 0.25)))
    if p.night:
        earth, green = mix(earth, p.near, 0.5), mix(green, p.near, 0.5)
    c.rect(-20, horizon, 1640, 700, earth)
    rows = rng.choice((13, 17, 21))
    for k in range(-rows * 2, rows * 2 + 1):
        x = vanish + k * 3200 / rows
        strip = [(vanish + k * 14, horizon), (vanish + k * 14 + 7, horizon), (x + 1500 / rows, 1020), (x, 1020)]
        c.poly(strip, green)
    c.shade(box(0, horizon, 1600, 600), p.ink, toward=(0.7, 1), amount=0.45, start=0.35)
    c.shade(box(0, horizon, 1600, 160), p.glow, toward=(0, -1), amount=0.55, start=0.2)
    for _ in range(9):
        cypress(c, rng.uniform(0, 1600), horizon + 14, rng.uniform(60, 120))
    farm = vanish + rng.choice((-1, 1)) * rng.uniform(260, 420)
    for k in range(3):
        house(c, farm + k * 85, horizon + 22, 90, rng.uniform(50, 90), p.pale)
    palm(c, farm - 40, horizon + 20, 170)
    if rng.random() < 0.6:
        _tractor(c, vanish + rng.uniform(-260, 200), 800, 330)
    else:
        for side in (-1, 1):
            tree(c, 800 + side * rng.uniform(560, 680), 1010, rng.uniform(430, 560))
    gulls(c, 5, low=220)


def _tractor(c: Canvas, x: float, ground: float, size: float) -> None:
    p = c.palette
    c.wash(arc((x + size * 0.1, ground), (size * 0.75, size * 0.09), 0, 360), p.near, amount=0.7)
    bonnet = [(x - size * 0.5, ground - size * 0.5), (x + size * 0.05, ground - size * 0.54), (x + size * 0.1, ground - size * 0.2),
              (x - size * 0.52, ground - size * 0.2)]
    c.poly(bonnet, p.accent)
    c.shade(bonnet, p.ink, toward=(0.3, 1), amount=0.7, start=0.3)
    c.rect(x - size * 0.3, ground - size * 0.72, size * 0.035, size * 0.22, p.ink)
    cab = [(x + size * 0.03, ground - size * 0.88), (x + size * 0.46, ground - size * 0.88), (x + size * 0.52, ground - size * 0.3),
           (x, ground - size * 0.3)]
    c.poly(cab, mix(p.pale, p.far, 0.4))
    c.line([*cab, cab[0]], p.accent, width=size * 0.035)
    c.rect(x - size * 0.02, ground - size * 0.93, size * 0.53, size * 0.06, p.ink)
    c.rect(x - size * 0.05, ground - size * 0.38, size * 0.6, size * 0.12, p.accent)
    for wx, r in ((x + size * 0.36, 0.29), (x - size * 0.4, 0.19)):
        c.disc(wx, ground - size * r, size * r, p.ink)
        c.disc(wx, ground - size * r, size * r * 0.55, p.second)
        c.disc(wx, ground - size * r, size * r * 0.18, p.ink)


@motif("mountain")
def mountain(c: Canvas) -> None:
    """Ranges behind ranges, snow on the highest, a village below."""
    p, rng = c.palette, c.rng
    sky(c, 620, sun=(rng.uniform(250, 1350), rng.uniform(160, 330)), radius=rng.choice((80, 130, 180)))
    base = rng.uniform(600, 660)
    peaks(c, base, rng.uniform(380, 480), p.far, p.mid, count=rng.randint(3, 4), snow=p.pale)
    c.shade(box(0, base - 200, 1600, 230), p.glow, toward=(0, 1), amount=0.55, start=0.3)
    hills(c, base + 60, 130, mix(p.far, p.mid, 0.6), shade=p.mid)
    peaks(c, base + 190, 230, p.mid, p.near, count=5)
    hills(c, base + 220, 120, mix(p.leaf, p.near, 0.35), shade=p.near)
    x = rng.uniform(320, 1000)
    for k in range(9):
        house(c, x + k * 44 + rng.uniform(-20, 20), base + 190 + abs(k - 4) * 13 + rng.uniform(-30, 25), rng.uniform(60, 84), rng.uniform(50, 85),
              mix(p.pale, p.accent, rng.choice((0.05, 0.3, 0.5))))
    c.rect(x + 160, base + 50, 34, 150, p.pale)
    c.rect(x + 180, base + 50, 14, 150, mix(p.pale, p.near, 0.5))
    c.rect(x + 155, base + 40, 44, 14, p.accent)
    hills(c, base + 340, 130, mix(p.near, p.ink, 0.45), shade=p.ink)
    for _ in range(8):
        cypress(c, rng.choice((rng.uniform(0, 420), rng.uniform(1180, 1600))), rng.uniform(950, 1010), rng.uniform(120, 260))
    gulls(c, 3, low=260)


@motif("road")
def road(c: Canvas) -> None:
    """A road that bends to the horizon, poles along it, a car."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(400, 470)
    end = rng.uniform(550, 1050)
    sky(c, horizon, sun=(end + rng.uniform(-300, 300), horizon - rng.uniform(20, 190)), radius=rng.choice((80, 120, 160)))
    peaks(c, horizon + 15, 210, mix(p.far, p.sky, 0.2), p.mid, count=4)
    patchwork(c, horizon + 12, vanish=end)
    way = rng.choice((-1, 1))
    spine = [(end, horizon + 12, 5), (end + way * 130, horizon + 60, 16), (end + way * 60, horizon + 150, 48),
             (end - way * 130, horizon + 310, 130), (end - way * 30, 1040, 300)]
    left, right = (curve([(x + s * w, y) for x, y, w in spine]) for s in (-1, 1))
    wide_left, wide_right = (curve([(x + s * w * 1.25, y) for x, y, w in spine]) for s in (-1, 1))
    c.poly([*wide_left, *reversed(wide_right)], mix(p.second, p.pale, 0.5))
    tar = mix(p.near, p.ink, 0.5)
    c.poly([*left, *reversed(right)], tar)
    c.shade([*left, *reversed(right)], p.glow, toward=(0.2, -1), amount=0.7, start=0.45)
    middle = curve([(x, y) for x, y, _ in spine], steps=24)
    for k in range(4, len(middle) - 4, 7):
        y = middle[k][1]
        c.line(middle[k : k + 4], p.pale, width=2 + (y - horizon) * 0.022)
    tops: list[Point] = []
    for x, y, w in spine[1:] + [(spine[-1][0] - way * 60, 1180, 520)]:
        px, high = x + way * w * 1.75, 46 + (y - horizon) * 0.95
        c.rect(px - high * 0.012 - 1, y - high, high * 0.03 + 3, high, p.ink)
        c.rect(px - high * 0.1, y - high * 0.94, high * 0.23, high * 0.02 + 2, p.ink)
        tops.append((px, y - high * 0.94))
    for (ax, ay), (bx, by) in zip(tops, tops[1:], strict=False):
        c.line(curve([(ax, ay), ((ax + bx) / 2, (ay + by) / 2 + abs(bx - ax) * 0.12), (bx, by)]), p.ink, width=2)
    if rng.random() < 0.75:
        x, y = spine[3][0] - way * 20, spine[3][1] + 10
        _car(c, x + 55, y + 10, 150, rng.choice((p.accent, p.second, p.pale)))


def _car(c: Canvas, x: float, ground: float, size: float, ink: Ink) -> None:
    """A car from behind."""
    p = c.palette
    c.wash(arc((x, ground), (size * 0.62, size * 0.1), 0, 360), p.near, amount=0.8)
    for side in (-1, 1):
        c.rect(x + side * size * 0.4 - size * 0.08, ground - size * 0.2, size * 0.16, size * 0.22, p.ink)
    c.poly([(x - size * 0.36, ground - size * 0.78), (x + size * 0.36, ground - size * 0.78), (x + size * 0.47, ground - size * 0.42),
            (x - size * 0.47, ground - size * 0.42)], ink)
    c.poly([(x - size * 0.31, ground - size * 0.72), (x + size * 0.31, ground - size * 0.72), (x + size * 0.38, ground - size * 0.44),
            (x - size * 0.38, ground - size * 0.44)], mix(p.near, p.ink, 0.4))
    c.panel(x - size * 0.5, ground - size * 0.46, size, size * 0.36, ink, radius=size * 0.06)
    c.shade(box(x - size * 0.5, ground - size * 0.46, size, size * 0.36), p.ink, toward=(0.6, 1), amount=0.6, start=0.3)
    for side in (-1, 1):
        c.rect(x + side * size * 0.38 - size * 0.09, ground - size * 0.36, size * 0.18, size * 0.08, p.glow if ink == p.accent else p.accent)
    c.rect(x - size * 0.13, ground - size * 0.26, size * 0.26, size * 0.1, p.pale)


def _leaf(c: Canvas, x: float, y: float, length: float, degrees: float, ink: Ink, vein: Ink) -> None:
    shape = [(x + a * length, y + b * length) for a, b in curve([(0, 0), (0.35, -0.1), (0.7, -0.085), (1, 0), (0.7, 0.085), (0.35, 0.1)], closed=True)]
    lower = [(x + a * length, y + b * length) for a, b in curve([(0, 0), (0.35, 0.1), (0.7, 0.085), (1, 0)])]
    c.poly(turned(shape, degrees, around=(x, y)), ink)
    c.poly(turned(lower, degrees, around=(x, y)), mix(ink, c.palette.ink, 0.28))
    c.shade(turned(shape, degrees, around=(x, y)), c.palette.ink, toward=(0.4, 1), amount=0.35, start=0.4)
    c.line(turned([(x, y), (x + length * 0.93, y)], degrees, around=(x, y)), vein, width=3)


@motif("olive")
def olive(c: Canvas) -> None:
    """A branch with its fruit, or an old tree on a hill."""
    p, rng = c.palette, c.rng
    if rng.random() < 0.5:
        horizon = rng.uniform(640, 700)
        sky(c, horizon, sun=(rng.uniform(350, 1250), rng.uniform(280, 480)), radius=rng.choice((140, 200)))
        hills(c, horizon + 40, 150, p.far, shade=p.mid)
        ground = hills(c, horizon + 170, 80, mix(p.second, p.leaf, 0.35) if not p.night else p.near, shade=mix(p.leaf, p.ink, 0.5))
        c.shade(ground, p.ink, toward=(0.6, 1), amount=0.4, start=0.4)
        for k in range(7):
            x = k * 260 + rng.uniform(-40, 40)
            tree(c, x, horizon + 130 + rng.uniform(0, 40), rng.uniform(70, 120), tint=mix(p.leaf, p.pale, 0.15))
        _olive_tree(c, rng.uniform(620, 980), 900, 640)
        return
    table(c, 1100)
    start, bend = rng.uniform(600, 760), rng.uniform(-110, 60)
    branch = curve([(-60, start + 60), (380, start - 40), (800, 520 + bend * 0.4), (1180, 360 + bend), (1420, 240 + bend)], steps=24)
    for dx, dy, tint in ((34, 46, None), (0, 0, mix(p.ink, p.accent, 0.3))):
        if tint:
            c.line(branch, tint, width=15)
    inks = (p.leaf, mix(p.leaf, p.pale, 0.28), mix(p.leaf, p.ink, 0.3))
    for k in range(8, len(branch) - 2, 6):
        (x, y), (nx, ny) = branch[k], branch[k + 1]
        heading = math.degrees(math.atan2(ny - y, nx - x))
        for side in (-1, 1):
            turn = heading + side * rng.uniform(28, 52)
            length = rng.uniform(230, 330) * (1.05 - 0.3 * k / len(branch))
            _leaf(c, x, y, length, turn, rng.choice(inks), mix(p.leaf, p.pale, 0.6))
    x, y = branch[-1]
    _leaf(c, x - 10, y + 6, 250, -30, p.leaf, mix(p.leaf, p.pale, 0.6))
    for k in rng.sample(range(16, len(branch) - 8, 7), k=rng.randint(4, 6)):
        x, y = branch[k]
        size = rng.uniform(46, 62)
        cx, cy = x + rng.uniform(-20, 20), y + rng.uniform(60, 125)
        c.line([(x, y), (cx, cy)], mix(p.ink, p.leaf, 0.5), width=5)
        tint = rng.choice((mix(p.near, p.ink, 0.5), mix(p.accent, p.ink, 0.55), mix(p.leaf, p.second, 0.45)))
        shape = arc((cx, cy + size), (size * 0.8, size), 0, 360)
        c.poly(shape, tint)
        c.shade(shape, p.ink, toward=(0.7, 0.7), amount=0.9, start=0.35)
        c.poly(turned(arc((cx - size * 0.3, cy + size * 0.65), (size * 0.12, size * 0.24), 0, 360), 20, around=(cx, cy + size)), mix(tint, p.pale, 0.7))


def _olive_tree(c: Canvas, x: float, ground: float, h: float) -> None:
    p, rng = c.palette, c.rng
    bark = mix(p.ink, p.accent, 0.22)
    c.wash(arc((x + h * 0.22, ground), (h * 0.62, h * 0.055), 0, 360), p.near, amount=0.7)
    trunk = [*curve([(x - h * 0.16, ground), (x - h * 0.07, ground - h * 0.16), (x - h * 0.1, ground - h * 0.32), (x - h * 0.26, ground - h * 0.52)]),
             (x - h * 0.2, ground - h * 0.54), *curve([(x - h * 0.03, ground - h * 0.36), (x + h * 0.02, ground - h * 0.56)]),
             (x + h * 0.07, ground - h * 0.56), *curve([(x + h * 0.07, ground - h * 0.34), (x + h * 0.24, ground - h * 0.5)]),
             (x + h * 0.27, ground - h * 0.47), *curve([(x + h * 0.1, ground - h * 0.22), (x + h * 0.08, ground - h * 0.1), (x + h * 0.2, ground)])]
    c.poly(trunk, bark)
    c.shade(trunk, p.ink, amount=0.9, start=0.35)
    inks = (mix(p.leaf, p.ink, 0.25), p.leaf, mix(p.leaf, p.pale, 0.22))
    for tier, ink in enumerate(inks):
        for _ in range(11):
            a, r = rng.uniform(0, math.tau), rng.uniform(0, 1) ** 0.5
            cx = x + math.cos(a) * r * h * 0.42 - tier * h * 0.035
            cy = ground - h * 0.68 + math.sin(a) * r * h * 0.2 - tier * h * 0.03
            size = h * rng.uniform(0.09, 0.15) * (1 - tier * 0.16)
            blob = arc((cx, cy), (size * 1.25, size), 0, 360)
            c.poly(blob, ink)
            c.shade(blob, p.ink, toward=(0.6, 0.8), amount=0.5, start=0.45)
