"""Public life: council, court, school, hospital, museum."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import arch, cypress, gulls, hills, palm, person, sky, tree, windows


def _head(c: Canvas, x: float, y: float, size: float, coat: Ink, *, hand: bool) -> None:
    """Head and shoulders from behind, perhaps a raised hand."""
    p, rng = c.palette, c.rng
    red = p.accent if p.accent[0] > p.accent[2] else p.mid
    skin = mix(mix(red, p.second, 0.5), p.ink, rng.choice((0.12, 0.25, 0.38)))
    if hand:
        arm = [(x + size * 0.75, y + size * 1.5), (x + size * 1.15, y + size * 1.5), (x + size * 1.2, y - size * 0.9), (x + size * 0.9, y - size * 0.9)]
        c.poly(arm, coat)
        c.disc(x + size * 1.05, y - size * 1.1, size * 0.27, skin)
    torso = [(x - size * 1.1, y + size * 2.4), *curve([(x - size * 1.1, y + size * 1.5), (x - size * 0.7, y + size * 0.85), (x, y + size * 0.7), (x + size * 0.7, y + size * 0.85),
                                                       (x + size * 1.1, y + size * 1.5)]), (x + size * 1.1, y + size * 2.4)]
    c.poly(torso, coat)
    c.shade(torso, p.ink, amount=0.75, start=0.35)
    c.rect(x - size * 0.24, y + size * 0.3, size * 0.48, size * 0.5, skin)
    c.disc(x, y, size * 0.56, rng.choice((p.ink, mix(p.ink, p.accent, 0.3), mix(p.ink, p.far, 0.5), coat)), flat=1.12)


@motif("council")
def council(c: Canvas) -> None:
    """An assembly from the back benches, hands raised for a vote."""
    p, rng = c.palette, c.rng
    wall = mix(p.sky, p.far, 0.35) if not p.night else p.mid
    c.rect(-20, -20, 1640, 1040, wall)
    lean = rng.uniform(100, 260)
    bays = rng.choice((3, 5))
    for k in range(bays):
        x = 800 + (k - (bays - 1) / 2) * 1200 / bays
        w, top = 620 / bays, 60.0
        c.poly([(x - w / 2 - 14, 420), *arc((x, top + w / 2), (w / 2 + 14, w / 2 + 14), 180, 360), (x + w / 2 + 14, 420)], mix(wall, p.pale, 0.5))
        glass = [(x - w / 2, 420), *arc((x, top + w / 2), (w / 2, w / 2), 180, 360), (x + w / 2, 420)]
        c.poly(glass, mix(p.glow, p.sky, 0.3) if not p.night else p.near)
        c.shade(glass, p.far, toward=(0.3, 1), amount=0.8, start=0.3)
        c.rect(x - 3, top, 6, 360, wall)
        c.rect(x - w / 2, 230, w, 6, wall)
    c.shade(box(0, 0, 1600, 520), p.near, toward=(1, 0), amount=0.45, start=0.45)
    for k in range(bays):
        x = 800 + (k - (bays - 1) / 2) * 1200 / bays
        c.beam([(x - 60, 300), (x + 60, 300), (x + 260 + lean, 1000), (x + lean, 1000)], p.glow, amount=0.12)
    c.rect(-20, 420, 1640, 90, mix(p.accent, p.near, 0.3) if not p.night else p.near)
    rostrum = mix(p.second, p.accent, 0.4)
    c.poly([(560, 420), (1040, 420), (1080, 520), (520, 520)], rostrum)
    c.shade([(560, 420), (1040, 420), (1080, 520), (520, 520)], p.ink, toward=(0.7, 1), amount=0.6, start=0.2)
    for k in range(3):
        _head(c, 680 + k * 120, 372 - (14 if k == 1 else 0), 32, (p.near, p.ink, p.mid)[k], hand=False)
    c.poly([(550, 414), (1050, 414), (1060, 440), (540, 440)], mix(rostrum, p.pale, 0.25))
    vote = rng.uniform(0.35, 0.75)
    for row in range(4):
        y, size = 545 + row * 105 + row * row * 8, 34 + row * 13
        bend = 70 + row * 14
        count = 13 - row * 2
        for k in range(count):
            t = (k + 0.5 + rng.uniform(-0.1, 0.1)) / count * 2 - 1
            _head(c, 800 + t * 860, y + bend * (1 - t * t) - bend * 0.55, size, rng.choice((p.near, p.ink, p.mid, p.accent, p.second, p.pale)), hand=rng.random() < vote)
        desk = curve([(800 + t / 10 * 900, y + size * 1.55 + bend * (1 - (t / 10) ** 2) - bend * 0.55) for t in range(-10, 11, 2)])
        bench = [*desk, *((a, b + size * 1.7) for a, b in reversed(desk))]
        tint = mix(mix(p.second, p.near, 0.35), p.ink, 0.12 * row)
        c.poly(bench, tint)
        c.shade(bench, p.ink, toward=(0.5, 1), amount=0.6, start=0.25)
        c.line(desk, mix(tint, p.pale, 0.45), width=7)


@motif("court")
def court(c: Canvas) -> None:
    """A pair of scales before the columns of the law courts."""
    p, rng = c.palette, c.rng
    sky(c, 800, sun=(rng.uniform(300, 1300), rng.uniform(140, 300)), radius=rng.choice((110, 180)), clouds=rng.random() < 0.5)
    stone = mix(p.pale, p.far, 0.2) if not p.night else mix(p.far, p.pale, 0.15)
    c.rect(120, 330, 1360, 560, mix(stone, p.near, 0.7))
    c.shade(box(120, 330, 1360, 560), p.ink, toward=(0.3, 1), amount=0.7)
    columns = rng.choice((6, 8))
    for k in range(columns):
        x = 160 + k * (1280 - 90) / (columns - 1)
        shaft = [(x + 9, 360), (x + 81, 360), (x + 88, 850), (x + 2, 850)]
        c.poly(shaft, stone)
        c.shade(shaft, p.near, amount=0.95, start=0.3)
        c.rect(x - 8, 330, 106, 30, mix(stone, p.pale, 0.6))
        c.rect(x - 8, 835, 106, 22, mix(stone, p.pale, 0.6))
    c.rect(100, 270, 1400, 64, stone)
    c.rect(80, 256, 1440, 20, mix(stone, p.pale, 0.7))
    pediment = [(80, 256), (800, 60), (1520, 256)]
    c.poly(pediment, stone)
    c.poly([(220, 240), (800, 92), (1380, 240)], mix(stone, p.near, 0.35))
    c.shade(pediment, p.near, toward=(1, 0.4), amount=0.6, start=0.4)
    for k in range(4):
        c.rect(90 - k * 50, 856 + k * 38, 1420 + k * 100, 40, mix(stone, p.near, 0.12 + 0.1 * k))
        c.rect(90 - k * 50, 856 + k * 38, 1420 + k * 100, 5, mix(stone, p.pale, 0.6))
    c.shade(box(0, 850, 1600, 160), p.ink, toward=(0.8, 1), amount=0.5, start=0.3)
    tilt = rng.choice((-1, 1)) * rng.uniform(2, 12)
    x, top, reach = 800.0, 300.0, 400.0
    gold, dark = (p.accent if p.accent[0] > p.accent[2] else p.second), p.ink
    c.wash(arc((x + 60, 950), (330, 34), 0, 360), p.mid, amount=0.8)
    for dx, tint in ((0, gold),):
        c.poly([(x - 15 + dx, top), (x + 15 + dx, top), (x + 24, 850), (x - 24, 850)], tint)
        c.poly(curve([(x - 210, 955), (x - 190, 915), (x - 60, 890), (x - 30, 840), (x + 30, 840), (x + 60, 890), (x + 190, 915), (x + 210, 955)]), tint)
    c.shade(box(x - 15, top, 39, 560), dark, amount=0.85, start=0.3)
    c.shade(box(x - 210, 840, 420, 116), dark, toward=(1, 0.3), amount=0.8, start=0.3)
    dx, dy = reach * math.cos(math.radians(tilt)), reach * math.sin(math.radians(tilt))
    c.line([(x - dx, top + 30 - dy), (x, top + 16), (x + dx, top + 30 + dy)], gold, width=26)
    c.disc(x, top + 12, 44, gold)
    c.disc(x, top + 12, 20, dark)
    for side in (-1, 1):
        ex, ey = x + side * dx, top + 30 + side * dy
        c.disc(ex, ey, 17, dark)
        for leg in (-1, 1):
            c.line([(ex, ey), (ex + leg * 165, ey + 270)], dark, width=4)
        pan = arc((ex, ey + 268), (185, 92), 0, 180)
        c.poly(pan, gold)
        c.shade(pan, dark, toward=(0.8, 0.8), amount=0.9, start=0.3)
        c.rect(ex - 190, ey + 262, 380, 11, mix(gold, p.pale, 0.45))


@motif("school")
def school(c: Canvas) -> None:
    """A school with its arcade and flag of paper colours, children going in."""
    p, rng = c.palette, c.rng
    ground = rng.uniform(790, 830)
    sky(c, ground, sun=(rng.uniform(150, 1450), rng.uniform(110, 260)), radius=rng.choice((80, 120, 150)))
    hills(c, ground - 120, 170, p.far, shade=p.mid)
    wall = mix(p.pale, p.second, rng.choice((0.1, 0.35))) if not p.night else mix(p.mid, p.far, 0.5)
    trim = rng.choice((p.accent, p.near))
    left, wide, high = rng.uniform(180, 330), rng.uniform(980, 1120), 440
    body = box(left, ground - high, wide, high)
    c.poly(body, wall)
    c.rect(left - 16, ground - high - 16, wide + 32, 26, trim)
    bays = rng.choice((7, 9))
    bay = wide / bays
    for k in range(bays):
        x = left + k * bay + bay * 0.2
        pane = p.second if p.night and rng.random() < 0.7 else mix(p.near, p.mid, 0.4)
        c.rect(x, ground - high + 60, bay * 0.6, 105, pane)
        c.rect(x + bay * 0.28, ground - high + 60, 4, 105, wall)
        c.rect(x, ground - high + 108, bay * 0.6, 4, wall)
        c.rect(x - 6, ground - high + 165, bay * 0.6 + 12, 8, trim)
        arch(c, left + k * bay + bay * 0.12, ground, bay * 0.76, 205, mix(p.near, p.ink, 0.45))
        arch(c, left + k * bay + bay * 0.2, ground, bay * 0.6, 170, mix(p.second, p.near, 0.5))
    c.shade(body, mix(p.near, wall, 0.2), toward=(1, 0.3), amount=0.6, start=0.4)
    x = left + wide / 2
    gate = box(x - 120, ground - high - 90, 240, high + 90)
    c.poly(gate, mix(wall, p.pale, 0.4))
    c.rect(x - 132, ground - high - 104, 264, 24, trim)
    arch(c, x - 78, ground, 156, 270, trim)
    arch(c, x - 60, ground, 120, 246, mix(p.near, p.ink, 0.6))
    c.disc(x, ground - high + 20, 54, p.pale)
    c.line([*arc((x, ground - high + 20), (54, 54), 0, 360)], trim, width=8)
    c.line([(x, ground - high - 12), (x, ground - high + 20), (x + 25, ground - high + 32)], p.ink, width=6)
    c.shade(gate, p.near, toward=(1, 0.2), amount=0.55, start=0.5)
    c.rect(-20, ground, 1640, 300, mix(p.second, p.pale, 0.45) if not p.night else p.near)
    c.shade(box(0, ground, 1600, 220), mix(p.second, p.near, 0.5), toward=(0.4, 1), amount=0.8, start=0.1)
    tree(c, left - 60, ground + 30, rng.uniform(330, 420))
    palm(c, left + wide + 80, ground + 20, rng.uniform(420, 520))
    for _ in range(rng.randint(7, 10)):
        cx, base = rng.uniform(200, 1400), ground + rng.uniform(30, 150)
        size = 105 + (base - ground) * 0.35
        person(c, cx, base, size)
        bag = rng.choice((p.accent, p.second, p.leaf, p.near))
        c.panel(cx + size * 0.06, base - size * 0.76, size * 0.17, size * 0.3, bag, radius=6)
    gulls(c, 3, low=220)


@motif("hospital")
def hospital(c: Canvas) -> None:
    """A hospital with lit windows, an ambulance at the door."""
    p, rng = c.palette, c.rng
    ground = rng.uniform(800, 840)
    sky(c, ground, sun=(rng.uniform(180, 520), rng.uniform(130, 320)), radius=rng.choice((80, 120)))
    wall = mix(p.pale, p.far, rng.choice((0.05, 0.3))) if not p.night else mix(p.far, p.mid, 0.3)
    glass = mix(p.near, p.mid, 0.4)
    sign = p.deep if p.accent[0] > p.accent[2] else p.accent
    sign = mix(sign, p.far, 0.6) if p.night else sign
    left, wide, floors = rng.uniform(620, 720), rng.uniform(560, 640), rng.randint(6, 7)
    for x, w, f in ((left - 330, 420, floors - 3), (left + wide - 40, 420, floors - 2), (left, wide, floors)):
        high = f * 92 + 30
        block = box(x, ground - high, w, high)
        tone = wall if x == left else mix(wall, p.near, 0.22)
        c.poly(block, tone)
        windows(c, x + 20, ground - high + 20, w - 40, high - (140 if x == left else 60), columns=round(w / 62), rows=f - 1, tint=glass, lit=0.55 if p.night else 0.12, fill=0.6)
        c.shade(block, p.near, toward=(1, 0.3), amount=0.55, start=0.4)
        c.rect(x - 8, ground - high - 12, w + 16, 18, mix(tone, p.pale, 0.6))
    x, y = left + wide / 2, ground - floors * 92 - 120
    c.rect(x - 100, y - 12, 200, 120, mix(wall, p.near, 0.3))
    c.panel(x - 92, y - 92, 184, 184, p.pale, radius=22)
    c.rect(x - 22, y - 68, 44, 136, sign)
    c.rect(x - 68, y - 22, 136, 44, sign)
    c.rect(x - 210, ground - 150, 420, 150, mix(p.near, p.ink, 0.3))
    c.rect(x - 190, ground - 128, 380, 128, p.second if p.night else mix(p.glow, p.second, 0.4))
    for k in range(1, 4):
        c.rect(x - 190 + k * 95 - 4, ground - 128, 8, 128, mix(p.near, p.ink, 0.3))
    c.rect(x - 270, ground - 178, 540, 32, sign)
    person(c, x - 60, ground + 4, 104)
    person(c, x + 90, ground + 4, 108, coat=p.pale)
    c.rect(-20, ground, 1640, 300, mix(p.near, p.ink, 0.4))
    c.rect(-20, ground, 1640, 10, mix(p.far, p.pale, 0.4))
    for k in range(3):
        (tree if k % 2 else cypress)(c, 60 + k * 110, ground + 20, rng.uniform(170, 250))
    _ambulance(c, rng.uniform(180, 420), ground + 120, rng.uniform(430, 480), sign)


def _ambulance(c: Canvas, x: float, ground: float, size: float, sign: Ink) -> None:
    p = c.palette
    high = size * 0.5
    if p.night:
        c.beam([(x + 10, ground - high * 0.34), (x - 420, ground - high * 0.5), (x - 420, ground + 10)], p.glow, amount=0.35)
    c.wash(arc((x + size / 2, ground), (size * 0.56, 20), 0, 360), p.near, amount=0.8)
    shell = [(x, ground - size * 0.06), (x + size * 0.01, ground - high * 0.5), (x + size * 0.12, ground - high * 0.58), (x + size * 0.22, ground - high * 0.93),
             (x + size * 0.3, ground - high), (x + size, ground - high), (x + size, ground - size * 0.06)]
    c.poly(shell, p.pale)
    c.poly([(x + size * 0.15, ground - high * 0.58), (x + size * 0.235, ground - high * 0.88), (x + size * 0.33, ground - high * 0.88), (x + size * 0.33, ground - high * 0.58)], mix(p.near, p.ink, 0.3))
    c.rect(x, ground - high * 0.48, size, high * 0.13, sign)
    c.shade(shell, p.near, toward=(0.5, 1), amount=0.7, start=0.4)
    cx, cy, r = x + size * 0.66, ground - high * 0.7, size * 0.022
    c.rect(cx - r, cy - r * 3, r * 2, r * 6, sign)
    c.rect(cx - r * 3, cy - r, r * 6, r * 2, sign)
    c.panel(x + size * 0.32, ground - high * 1.1, size * 0.1, high * 0.11, p.accent, radius=6)
    c.halo(x + size * 0.37, ground - high * 1.08, size * 0.2, p.glow, amount=0.8)
    for wx in (0.2, 0.78):
        c.disc(x + size * wx, ground - size * 0.06, size * 0.075, p.ink)
        c.disc(x + size * wx, ground - size * 0.06, size * 0.035, p.far)


@motif("museum")
def museum(c: Canvas) -> None:
    """A gallery: pictures on the wall, window light on the floor, somebody looking."""
    p, rng = c.palette, c.rng
    wall = rng.choice((p.sky, mix(p.accent, p.near, 0.2), mix(p.leaf, p.near, 0.25), mix(p.far, p.sky, 0.4)))
    floor = rng.uniform(730, 780)
    c.rect(-20, -20, 1640, 1040, wall)
    c.shade(box(0, 0, 1600, floor), p.near, toward=(1, -0.5), amount=0.6, start=0.35)
    c.rect(-20, floor, 1640, 400, mix(p.second, p.near, 0.4))
    c.shade(box(0, floor, 1600, 1000 - floor), p.ink, toward=(0.5, 1), amount=0.55, start=0.2)
    c.rect(-20, floor - 26, 1640, 26, mix(wall, p.pale, 0.55))
    x, k = rng.uniform(70, 150), 0
    big = rng.randint(0, 1)
    while x < 1500:
        w, h = (620, 440) if k == big else (rng.uniform(230, 300), rng.uniform(280, 360))
        y = 390 - h / 2
        c.wash(box(x + 16, y + 20, w, h), mix(p.mid, p.pale, 0.2), amount=0.7)
        c.rect(x, y, w, h, rng.choice((p.second, p.ink)))
        c.rect(x + 14, y + 14, w - 28, h - 28, p.pale)
        _canvas(c, x + 34, y + 34, w - 68, h - 68)
        c.rect(x + w / 2 - 26, y + h + 34, 52, 20, mix(wall, p.pale, 0.8))
        x += w + rng.uniform(80, 120)
        k += 1
    lean = rng.uniform(120, 260)
    for k in range(3):
        a = rng.uniform(40, 80) + k * 420
        c.beam([(a, floor + 20), (a + 240, floor + 20), (a + 240 + lean, 1010), (a + lean, 1010)], p.glow, amount=0.4)
    for k in range(rng.randint(1, 3)):
        x = rng.uniform(300, 1300)
        base = rng.uniform(880, 950)
        c.wash([(x - 20, base), (x + 20, base), (x + 240, base + 50), (x + 170, base + 56)], p.mid, amount=0.7)
        person(c, x, base, rng.uniform(390, 440), stride=0.5)
    c.panel(1180, 850, 320, 36, mix(p.near, p.ink, 0.3), radius=10)
    for x in (1210, 1450):
        c.rect(x, 880, 18, 70, p.ink)


def _canvas(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A small abstract landscape."""
    p, rng = c.palette, c.rng
    c.rect(x, y, w, h, rng.choice((p.glow, p.far, p.second)))
    r = min(w, h) * rng.uniform(0.14, 0.24)
    c.disc(x + w * rng.uniform(0.3, 0.7), y + h * rng.uniform(0.28, 0.5), r, rng.choice((p.accent, p.pale)))
    for k in range(3):
        top = y + h * (0.5 + 0.15 * k)
        ridge = curve([(x + w * t / 4, min(top + h * rng.uniform(-0.07, 0.07), y + h - 4)) for t in range(5)])
        shape = [*ridge, (x + w, y + h), (x, y + h)]
        c.poly(shape, (p.mid, p.leaf, p.near)[k])
        c.shade(shape, p.ink, toward=(0.5, 1), amount=0.5, start=0.3)
