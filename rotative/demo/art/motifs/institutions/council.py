"""The motif “council”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box, curve
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif


def _head(c: Canvas, x: float, y: float, size: float, coat: Ink, *, hand: bool) -> None:
    """Draw head and shoulders from behind, perhaps a raised hand."""
    p, rng = c.palette, c.rng
    red = p.accent if p.accent[0] > p.accent[2] else p.mid
    skin = mix(mix(red, p.second, 0.5), p.ink, rng.choice((0.12, 0.25, 0.38)))
    if hand:
        arm = [
            (x + size * 0.75, y + size * 1.5),
            (x + size * 1.15, y + size * 1.5),
            (x + size * 1.2, y - size * 0.9),
            (x + size * 0.9, y - size * 0.9),
        ]
        c.poly(arm, coat)
        c.disc(x + size * 1.05, y - size * 1.1, size * 0.27, skin)
    torso = [
        (x - size * 1.1, y + size * 2.4),
        *curve(
            [
                (x - size * 1.1, y + size * 1.5),
                (x - size * 0.7, y + size * 0.85),
                (x, y + size * 0.7),
                (x + size * 0.7, y + size * 0.85),
                (x + size * 1.1, y + size * 1.5),
            ]
        ),
        (x + size * 1.1, y + size * 2.4),
    ]
    c.poly(torso, coat)
    c.shade(torso, p.ink, amount=0.75, start=0.35)
    c.rect(x - size * 0.24, y + size * 0.3, size * 0.48, size * 0.5, skin)
    c.disc(
        x,
        y,
        size * 0.56,
        rng.choice((p.ink, mix(p.ink, p.accent, 0.3), mix(p.ink, p.far, 0.5), coat)),
        flat=1.12,
    )


@motif("council")
def council(c: Canvas) -> None:
    """Draw an assembly from the back benches, hands raised for a vote."""
    p, rng = c.palette, c.rng
    wall = mix(p.sky, p.far, 0.35) if not p.night else p.mid
    c.rect(-20, -20, 1640, 1040, wall)
    lean = rng.uniform(100, 260)
    bays = rng.choice((3, 5))
    for k in range(bays):
        x = 800 + (k - (bays - 1) / 2) * 1200 / bays
        w, top = 620 / bays, 60.0
        c.poly(
            [
                (x - w / 2 - 14, 420),
                *arc((x, top + w / 2), (w / 2 + 14, w / 2 + 14), 180, 360),
                (x + w / 2 + 14, 420),
            ],
            mix(wall, p.pale, 0.5),
        )
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
    for k in range(3):
        _head(c, 680 + k * 120, 372 - (14 if k == 1 else 0), 32, (p.near, p.ink, p.mid)[k], hand=False)
    c.poly([(560, 420), (1040, 420), (1080, 520), (520, 520)], rostrum)
    c.shade([(560, 420), (1040, 420), (1080, 520), (520, 520)], p.ink, toward=(0.7, 1), amount=0.6, start=0.2)
    c.poly([(550, 414), (1050, 414), (1060, 440), (540, 440)], mix(rostrum, p.pale, 0.25))
    vote = rng.uniform(0.35, 0.75)
    for row in range(4):
        y, size = 545 + row * 105 + row * row * 8, 34 + row * 13
        bend = 70 + row * 14
        count = 13 - row * 2
        for k in range(count):
            t = (k + 0.5 + rng.uniform(-0.1, 0.1)) / count * 2 - 1
            _head(
                c,
                800 + t * 860,
                y + bend * (1 - t * t) - bend * 0.55,
                size,
                rng.choice((p.near, p.ink, p.mid, p.accent, p.second, p.pale)),
                hand=rng.random() < vote,
            )
        desk = curve(
            [
                (800 + t / 10 * 900, y + size * 1.55 + bend * (1 - (t / 10) ** 2) - bend * 0.55)
                for t in range(-10, 11, 2)
            ]
        )
        bench = [*desk, *((a, b + size * 1.7) for a, b in reversed(desk))]
        tint = mix(mix(p.second, p.near, 0.35), p.ink, 0.12 * row)
        c.poly(bench, tint)
        c.shade(bench, p.ink, toward=(0.5, 1), amount=0.6, start=0.25)
        c.line(desk, mix(tint, p.pale, 0.45), width=7)
