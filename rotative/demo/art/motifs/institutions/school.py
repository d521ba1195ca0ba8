"""The motif “school”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.houses import arch
from rotative.demo.art.palette import mix
from rotative.demo.art.people import person
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, sky
from rotative.demo.art.trees import palm, tree


@motif("school")
def school(c: Canvas) -> None:  # noqa: PLR0915 (a drawing is a list of strokes)
    """Draw a school with its arcade and flag of paper colours, children going in."""
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
