"""The motif “mountain”."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, box
from rotative.demo.art.houses import house
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import gulls, hills, peaks, sky
from rotative.demo.art.trees import cypress


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
        house(
            c,
            x + k * 44 + rng.uniform(-20, 20),
            base + 190 + abs(k - 4) * 13 + rng.uniform(-30, 25),
            rng.uniform(60, 84),
            rng.uniform(50, 85),
            mix(p.pale, p.accent, rng.choice((0.05, 0.3, 0.5))),
        )
    c.rect(x + 160, base + 50, 34, 150, p.pale)
    c.rect(x + 180, base + 50, 14, 150, mix(p.pale, p.near, 0.5))
    c.rect(x + 155, base + 40, 44, 14, p.accent)
    hills(c, base + 340, 130, mix(p.near, p.ink, 0.45), shade=p.ink)
    for _ in range(8):
        cypress(
            c,
            rng.choice((rng.uniform(0, 420), rng.uniform(1180, 1600))),
            rng.uniform(950, 1010),
            rng.uniform(120, 260),
        )
    gulls(c, 3, low=260)
