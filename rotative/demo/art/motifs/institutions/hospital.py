"""The motif “hospital”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.houses import windows
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.people import person
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import sky
from rotative.demo.art.trees import cypress, tree


@motif("hospital")
def hospital(c: Canvas) -> None:
    """Draw a hospital with lit windows, an ambulance at the door."""
    p, rng = c.palette, c.rng
    ground = rng.uniform(800, 840)
    sky(c, ground, sun=(rng.uniform(180, 520), rng.uniform(130, 320)), radius=rng.choice((80, 120)))
    wall = mix(p.pale, p.far, rng.choice((0.05, 0.3))) if not p.night else mix(p.far, p.mid, 0.3)
    glass = mix(p.near, p.mid, 0.4)
    sign = p.deep if p.accent[0] > p.accent[2] else p.accent
    sign = mix(sign, p.far, 0.6) if p.night else sign
    left, wide, floors = rng.uniform(620, 720), rng.uniform(560, 640), rng.randint(5, 6)
    for x, w, f in ((left - 330, 420, floors - 3), (left + wide - 40, 420, floors - 2), (left, wide, floors)):
        high = f * 92 + 30
        block = box(x, ground - high, w, high)
        tone = wall if x == left else mix(wall, p.near, 0.22)
        c.poly(block, tone)
        windows(
            c,
            x + 20,
            ground - high + 20,
            w - 40,
            high - (140 if x == left else 60),
            columns=round(w / 62),
            rows=f - 1,
            tint=glass,
            lit=0.55 if p.night else 0.12,
            fill=0.6,
        )
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
        c.beam(
            [(x + 10, ground - high * 0.34), (x - 420, ground - high * 0.5), (x - 420, ground + 10)],
            p.glow,
            amount=0.35,
        )
    c.wash(arc((x + size / 2, ground), (size * 0.56, 20), 0, 360), p.near, amount=0.8)
    shell = [
        (x, ground - size * 0.06),
        (x + size * 0.01, ground - high * 0.5),
        (x + size * 0.12, ground - high * 0.58),
        (x + size * 0.22, ground - high * 0.93),
        (x + size * 0.3, ground - high),
        (x + size, ground - high),
        (x + size, ground - size * 0.06),
    ]
    c.poly(shell, p.pale)
    c.poly(
        [
            (x + size * 0.15, ground - high * 0.58),
            (x + size * 0.235, ground - high * 0.88),
            (x + size * 0.33, ground - high * 0.88),
            (x + size * 0.33, ground - high * 0.58),
        ],
        mix(p.near, p.ink, 0.3),
    )
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
