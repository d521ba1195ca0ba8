"""Sport and music: stadium, ball, music."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import hills, sky


def _grass(c: Canvas, top: float, vanish: float, ink: Ink) -> None:
    """A mown pitch, striped toward the far goal."""
    p = c.palette
    c.rect(-20, top, 1640, 1020 - top, ink)
    for k in range(-8, 9, 2):
        c.poly([(vanish + k * 70, top), (vanish + (k + 1) * 70, top), (vanish + (k + 1) * 210, 1020), (vanish + k * 210, 1020)], mix(ink, p.pale, 0.12))
    c.shade(box(0, top, 1600, 1000 - top), p.ink, toward=(0.5, 1), amount=0.5, start=0.3)


@motif("stadium")
def stadium(c: Canvas) -> None:
    """The stands, the floodlights and the pitch before a match."""
    p, rng = c.palette, c.rng
    sky(c, 480, sun=(rng.uniform(300, 1300), rng.uniform(130, 240)), radius=rng.choice((80, 120)), clouds=not p.night)
    rise = rng.uniform(330, 390)
    for x, lean in ((150, 1), (470, 0.4), (1130, -0.4), (1450, -1)):
        c.line([(x, rise + 100), (x, 130)], p.ink, width=14)
        c.poly([(x - 62, 78), (x + 62, 78), (x + 56, 152), (x - 56, 152)], p.ink)
        for row in range(2):
            for k in range(4):
                c.disc(x - 42 + k * 28, 98 + row * 32, 11, p.pale)
        if p.night or rng.random() < 0.3:
            c.beam([(x - 50, 150), (x + 50, 150), (x + 430 * lean + 330, 960), (x + 430 * lean - 330, 960)], p.glow, amount=0.1)
            c.halo(x, 112, 190, p.glow, amount=0.5)
    bowl = [(-20, rise - 70), *curve([(-20, rise - 70), (400, rise + 20), (800, rise + 45), (1200, rise + 20), (1620, rise - 70)]), (1620, 700), (-20, 700)]
    c.poly(bowl, mix(p.near, p.ink, 0.3))
    fans = (p.accent, p.second, p.pale, p.far, p.mid)
    for row in range(11):
        y, size = rise + row * 23, 8 + row * 0.35
        for k in range(88):
            x = -10 + k * 18.4 + (row % 2) * 9
            bend = ((x - 800) / 800) ** 2
            if rng.random() < 0.8:
                c.disc(x + rng.uniform(-3, 3), y + 62 - bend * (112 - row * 8) + rng.uniform(-3, 3), size * 0.82, rng.choice(fans if rng.random() < 0.55 else fans[:1]))
    roof = [*curve([(-20, rise - 150), (400, rise - 50), (800, rise - 26), (1200, rise - 50), (1620, rise - 150)])]
    c.poly([*roof, *((x, y + 44 + 14 * abs(x - 800) / 800) for x, y in reversed(roof))], mix(p.pale, p.far, 0.2))
    c.shade([*roof, *((x, y + 60) for x, y in reversed(roof))], p.near, toward=(0.8, 0.4), amount=0.7, start=0.4)
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
    _grass(c, board + 40, 800, p.leaf)
    chalk, low = mix(p.pale, p.leaf, 0.1), board + 60
    c.line([(-20, low), (1620, low)], chalk, width=4)
    c.line([*arc((800, 850), (300, 88), 0, 360)], chalk, width=6)
    c.line([(800, low), (800, 1020)], chalk, width=6)
    c.disc(800, 850, 9, chalk)
    for side in (-1, 1):
        for _ in range(rng.randint(3, 5)):
            _player(c, 800 + side * rng.uniform(60, 620), rng.uniform(760, 960), p.accent if side < 0 else p.pale, side)


def _player(c: Canvas, x: float, ground: float, shirt: Ink, way: int) -> None:
    p, rng = c.palette, c.rng
    h = 60 + (ground - 700) * 0.34
    red = p.accent if p.accent[0] > p.accent[2] else p.mid
    skin = mix(mix(red, p.second, 0.5), p.ink, rng.choice((0.1, 0.3)))
    c.wash(arc((x + h * 0.3, ground), (h * 0.4, h * 0.07), 0, 360), p.near, amount=0.6)
    c.line([(x, ground - h * 0.4), (x - way * h * 0.1, ground - h * 0.2), (x - way * h * 0.05, ground)], skin, width=h * 0.075)
    c.line([(x, ground - h * 0.4), (x + way * h * 0.14, ground - h * 0.24), (x + way * h * 0.24, ground - h * 0.06)], skin, width=h * 0.075)
    c.poly([(x - h * 0.12, ground - h * 0.5), (x + h * 0.12, ground - h * 0.5), (x + h * 0.15, ground - h * 0.3), (x - h * 0.14, ground - h * 0.3)], p.near)
    c.poly([(x - h * 0.14, ground - h * 0.8), (x + h * 0.14, ground - h * 0.8), (x + h * 0.11, ground - h * 0.46), (x - h * 0.11, ground - h * 0.46)], shirt)
    c.line([(x - h * 0.12, ground - h * 0.76), (x - h * 0.24, ground - h * 0.56)], shirt, width=h * 0.07)
    c.line([(x + h * 0.12, ground - h * 0.76), (x + h * 0.25, ground - h * 0.6)], shirt, width=h * 0.07)
    c.disc(x, ground - h * 0.91, h * 0.085, skin)
    c.poly(arc((x, ground - h * 0.925), (h * 0.09, h * 0.09), 170, 350, steps=12), p.ink)


@motif("ball")
def ball(c: Canvas) -> None:
    """A football, huge, on the grass before a goal, or already in the net."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(520, 600)
    flying = rng.random() < 0.45
    if flying:
        c.rect(-20, -20, 1640, 1040, p.sky if not p.night else p.near)
        c.shade(box(0, 0, 1600, 1000), p.mid, toward=(1, 1), amount=0.75, start=0.15)
        x, y, r = rng.uniform(620, 980), rng.uniform(440, 560), rng.uniform(230, 270)
        _net(c, x, y, r)
    else:
        sky(c, horizon, sun=(rng.uniform(300, 1300), horizon - rng.uniform(60, 260)), radius=rng.choice((100, 150)))
        hills(c, horizon + 15, 90, p.far, shade=p.mid)
        _grass(c, horizon, rng.uniform(500, 1100), p.leaf)
        gx = rng.uniform(840, 980)
        c.beam(box(gx, horizon - 190, 520, 230), p.pale, amount=0.12)
        for k in range(1, 26):
            c.line([(gx + k * 20, horizon - 190), (gx + 20 + k * 18.5, horizon + 26)], mix(p.pale, p.far, 0.5), width=1.3)
        for k in range(1, 11):
            c.line([(gx, horizon - 190 + k * 21), (gx + 520, horizon - 190 + k * 21)], mix(p.pale, p.far, 0.5), width=1.3)
        c.line([(gx, horizon + 44), (gx, horizon - 190), (gx + 520, horizon - 190), (gx + 520, horizon + 44)], p.pale, width=13)
        c.line([(-20, horizon + 46), (1620, horizon + 46)], mix(p.pale, p.leaf, 0.2), width=5)
        r = rng.uniform(215, 260)
        x, y = rng.uniform(430, 640), 915 - r
        c.wash(arc((x + r * 0.55, 908), (r * 1.25, r * 0.16), 0, 360), p.near, amount=0.85)
    _football(c, x, y, r, rng.uniform(0, 72))


def _net(c: Canvas, x: float, y: float, r: float) -> None:
    """Cords pulled outward by what they stopped."""
    p = c.palette

    def pulled(a: float, b: float) -> Point:
        far = math.hypot(a - x, b - y)
        push = 1 + 0.75 * math.exp(-((far / (r * 1.5)) ** 2))
        return x + (a - x) * push, y + (b - y) * push

    cord = mix(p.pale, p.far, 0.25)
    for k in range(-12, 30):
        c.line([pulled(k * 95 + t * 40 - 300, t * 50) for t in range(-4, 26)], cord, width=5)
        c.line([pulled(k * 95 - t * 40 + 500, t * 50) for t in range(-4, 26)], cord, width=5)


def _football(c: Canvas, x: float, y: float, r: float, spin: float) -> None:
    p = c.palette
    dark = p.ink
    c.disc(x, y, r, p.pale)

    def project(points: list[Point]) -> list[Point]:
        """From the plane onto the ball, so that far patches shrink toward its edge."""
        found = []
        for a, b in points:
            far = math.hypot(a, b) or 1e-6
            squeeze = math.sin(min(far, math.pi / 2)) / far
            found.append((x + a * squeeze * r, y + b * squeeze * r))
        return turned(found, spin, around=(x, y))

    def pentagon(cx: float, cy: float, size: float, turn: float) -> list[Point]:
        corners = [(cx + size * math.cos(math.radians(turn + 72 * k)), cy + size * math.sin(math.radians(turn + 72 * k))) for k in range(6)]
        return [(a[0] + (b[0] - a[0]) * t / 5, a[1] + (b[1] - a[1]) * t / 5) for a, b in zip(corners, corners[1:], strict=False) for t in range(5)]

    c.poly(project(pentagon(0, 0, 0.37, -90)), dark)
    for k in range(5):
        way = math.radians(-90 + 72 * k)
        cx, cy = 1.16 * math.cos(way), 1.16 * math.sin(way)
        c.poly(project(pentagon(cx, cy, 0.42, -90 + 72 * k + 180)), dark)
        c.line(project([(0.37 * math.cos(way), 0.37 * math.sin(way)), (0.74 * math.cos(way), 0.74 * math.sin(way))]), dark, width=6)
        side = math.radians(-54 + 72 * k)
        fork = (0.86 * math.cos(side), 0.86 * math.sin(side))
        for near in (0, 72):
            b = math.radians(-90 + 72 * k + near)
            c.line(project([fork, (1.16 * math.cos(b) - 0.42 * math.cos(b + (0.95 if near else -0.95)) * 1, 1.16 * math.sin(b) - 0.42 * math.sin(b + (0.95 if near else -0.95)))]), dark, width=6)
        c.line(project([fork, (1.5 * math.cos(side), 1.5 * math.sin(side))]), dark, width=6)
    round_edge = arc((x, y), (r, r), 0, 360)
    c.shade(round_edge, p.near, toward=(0.75, 0.7), amount=1.0, start=0.42)
    c.shade(round_edge, p.glow, toward=(-0.75, -0.7), amount=0.6, start=0.6)
    c.line(round_edge, mix(p.pale, p.near, 0.5), width=3)


@motif("music")
def music(c: Canvas) -> None:
    """An oud against a great disc of light, or a concert by night."""
    p, rng = c.palette, c.rng
    if rng.random() < 0.4:
        _concert(c)
        return
    ground = p.near if p.night else rng.choice((p.sky, p.far, mix(p.accent, p.near, 0.15)))
    c.rect(-20, -20, 1640, 1040, ground)
    c.shade(box(0, 0, 1600, 1000), p.near, toward=(1, 0.6), amount=0.55, start=0.35)
    x, y = rng.uniform(680, 920), rng.uniform(470, 540)
    c.disc(x, y, 400, mix(p.glow, p.pale, 0.3))
    c.shade(arc((x, y), (400, 400), 0, 360), p.second, toward=(0.4, 1), amount=0.8, start=0.3)
    for k in range(rng.randint(3, 5)):
        base = 170 + k * 160 + rng.uniform(-30, 30)
        wave = curve([(t * 160 - 80, base + 70 * math.sin(t * 0.9 + k)) for t in range(13)])
        c.line(wave, mix(ground, p.pale, 0.4), width=5)
    _oud(c, x - 60, y + 110, 285, rng.uniform(28, 46))


def _oud(c: Canvas, x: float, y: float, r: float, lean: float) -> None:
    p = c.palette

    def at(points: list[Point]) -> list[Point]:
        return turned([(x + a * r, y + b * r) for a, b in points], lean, around=(x, y))

    wood = mix(p.second, p.accent, 0.35) if p.accent[0] > p.accent[2] else mix(p.second, p.mid, 0.4)
    shell = [(0, 1.0), (0.55, 0.87), (0.84, 0.42), (0.76, -0.12), (0.42, -0.75), (0.12, -1.22), (-0.12, -1.22), (-0.42, -0.75), (-0.76, -0.12),
             (-0.84, 0.42), (-0.55, 0.87)]
    c.wash([(a + 34, b + 44) for a, b in at(curve(shell, closed=True))], mix(p.mid, p.pale, 0.1), amount=0.7)
    c.poly(at(curve(shell, closed=True)), mix(wood, p.ink, 0.55))
    face = at([(a * 0.95, b * 0.965) for a, b in curve(shell, closed=True)])
    c.poly(face, wood)
    c.shade(face, mix(p.ink, wood, 0.25), toward=(1, 0.4), amount=0.85, start=0.35)
    for cx, cy, size in ((0, -0.2, 0.27), (-0.36, 0.32, 0.12), (0.36, 0.32, 0.12)):
        c.poly(at(arc((cx, cy), (size * 1.2, size * 1.2), 0, 360)), p.pale)
        c.poly(at(arc((cx, cy), (size, size), 0, 360)), p.ink)
        for k in range(6):
            c.line(at([(cx, cy), (cx + size * math.cos(k * 1.0472), cy + size * math.sin(k * 1.0472))]), p.second, width=3)
        c.poly(at(arc((cx, cy), (size * 0.4, size * 0.4), 0, 360)), p.second)
        c.poly(at(arc((cx, cy), (size * 0.25, size * 0.25), 0, 360)), p.ink)
    c.poly(at([(-0.11, -1.1), (0.11, -1.1), (0.085, -2.1), (-0.085, -2.1)]), mix(p.ink, wood, 0.15))
    c.poly(at([(-0.1, -2.08), (0.1, -2.08), (0.5, -2.62), (0.38, -2.7)]), mix(wood, p.ink, 0.55))
    for k in range(5):
        a, b = 0.06 + k * 0.08, -2.17 - k * 0.105
        c.line(at([(a - 0.14, b - 0.06), (a + 0.24, b + 0.09)]), p.pale, width=8)
    c.poly(at([(-0.34, 0.6), (0.34, 0.6), (0.3, 0.68), (-0.3, 0.68)]), p.ink)
    for k in range(6):
        t = (k - 2.5) / 2.5
        c.line(at([(t * 0.2, 0.63), (t * 0.06, -2.08)]), p.pale, width=2.2)


def _concert(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    back = mix(p.near, p.ink, 0.55)
    c.rect(-20, -20, 1640, 1040, back)
    c.shade(box(0, 0, 1600, 760), p.mid, toward=(0, 1), amount=0.85, start=0.2)
    c.halo(800, 620, 900, p.accent if p.accent[0] > p.accent[2] else p.mid, amount=0.8, flat=0.6)
    for k in range(rng.randint(5, 7)):
        top = 130 + k * 225
        foot = top + rng.uniform(-380, 380)
        c.beam([(top - 14, 60), (top + 14, 60), (foot + 170, 790), (foot - 170, 790)], rng.choice((p.glow, p.second, p.far)), amount=0.24)
        c.panel(top - 28, 30, 56, 44, p.ink, radius=8)
    c.rect(-20, 24, 1640, 14, p.ink)
    c.rect(-20, 730, 1640, 60, p.ink)
    c.disc(800, 520, 230, mix(p.glow, p.second, 0.4))
    for k, dx in enumerate(rng.sample((-330, -170, 0, 180, 340), k=3)):
        x, h = 800 + dx, 300
        coat = (p.pale, p.accent, p.near)[k]
        c.poly(curve([(x - 62, 735), (x - 58, 600), (x - 40, 520), (x, 505), (x + 40, 520), (x + 58, 600), (x + 62, 735)]), coat)
        c.shade(box(x - 62, 505, 124, 230), p.ink, amount=0.8, start=0.3)
        c.disc(x, 470, 36, mix(p.accent, p.ink, 0.35))
        c.poly(arc((x, 462), (38, 38), 165, 375, steps=14), p.ink)
        if k == 0:
            c.line([(x - 70, 735), (x - 52, 530)], p.ink, width=7)
            c.disc(x - 50, 522, 14, p.pale)
        else:
            c.poly(arc((x + 6, 640), (62, 50), 0, 360), p.second)
            c.disc(x + 6, 640, 16, p.ink)
            c.line([(x + 50, 610), (x + 50 + h * 0.45, 540)], p.second, width=13)
    for row in range(3):
        for k in range(20):
            x, y, size = k * 86 + rng.uniform(-24, 24) - (row % 2) * 40, 850 + row * 62 + rng.uniform(-14, 14), 38 + row * 7
            tint = mix(p.ink, p.near, 0.45 - row * 0.2)
            if rng.random() < 0.3:
                c.line([(x + size, y + 90), (x + size * 1.2, y - size * 1.6)], tint, width=15)
                c.disc(x + size * 1.2, y - size * 1.7, 13, tint)
            c.disc(x, y, size * 0.62, tint)
            c.poly(curve([(x - size * 1.15, y + 130), (x - size, y + size), (x, y + size * 0.55), (x + size, y + size), (x + size * 1.15, y + 130)]), tint)
