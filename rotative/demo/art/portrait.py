"""A byline's portrait: a bust without a face; hair, clothes and light make the difference."""

from __future__ import annotations

from random import Random
from typing import Final, Literal

from rotative.demo.art.canvas import Canvas, arc, box, curve, jpeg
from rotative.demo.art.palette import PALETTES, Ink, ink, mix

# Everything is drawn around the middle of the sheet, of which a square is kept.
_X: Final = 800
Look = Literal["woman", "man"]

_STYLES: Final[dict[Look, tuple[str, ...]]] = {
    "woman": ("long", "bob", "bun", "scarf", "curly"),
    "man": ("short", "short", "curly"),
}
_SKINS: Final = tuple(map(ink, ("e8b48c", "d69a6c", "bd7d52", "9a5f3e", "f0c6a2")))
_HAIRS: Final = tuple(map(ink, ("1b2129", "2e2320", "4a3226", "6b6f74", "7a4a2c")))


def portrait(seed: str, *, look: Look | None = None, size: int = 800) -> bytes:
    """Draw a square JPEG of a stylised bust; the same arguments give the same bytes.

    look: which hair may be drawn; None leaves it to the seed.
    """
    rng = Random(f"portrait/{seed}")  # noqa: S311 (drawing, not secrets)
    c = Canvas(width=size, height=size, palette=rng.choice([p for p in PALETTES if not p.night]), rng=rng)
    mirrored = rng.random() < 0.5
    p = c.palette
    skin, hair = rng.choice(_SKINS), rng.choice(_HAIRS)
    ground = rng.choice((p.sky, p.far, mix(p.second, p.pale, 0.3), mix(p.accent, p.pale, 0.25)))
    c.rect(280, -20, 1040, 1040, ground)
    c.shade(box(300, 0, 1000, 1000), p.mid, toward=(1, 0.8), amount=0.6, start=0.35)
    c.disc(_X + rng.uniform(-60, 60), 470, 360, mix(ground, p.pale, 0.55))
    look = look or ("woman" if rng.random() < 0.5 else "man")
    style = rng.choice(_STYLES[look])
    cloth = rng.choice((p.near, p.accent, p.leaf, p.ink, p.mid))
    veil = rng.choice([one for one in (p.second, p.pale, p.mid, p.accent) if one != cloth])
    _behind(c, style, hair, veil)
    _shoulders(c, cloth, skin, rng.choice(("collar", "round", "lapels")))
    _face(c, skin, hair, beard=look == "man" and rng.random() < 0.5)
    _hair(c, style, hair, veil)
    if rng.random() < 0.4:
        for side in (-1, 1):
            c.line(arc((_X - 22 + side * 64, 452), (46, 40), 0, 360), p.ink, width=8)
        c.line([(_X - 42, 446), (_X - 2, 446)], p.ink, width=8)
        c.line([(_X + 88, 446), (_X + 138, 436)], p.ink, width=8)
    return jpeg(c.printed(mirrored=mirrored))


def _shoulders(c: Canvas, cloth: Ink, skin: Ink, neckline: str) -> None:
    p = c.palette
    neck = [(_X - 62, 560), (_X + 72, 560), (_X + 82, 760), (_X - 72, 760)]
    c.poly(neck, mix(skin, p.ink, 0.16))
    c.shade(neck, mix(skin, p.ink, 0.6), toward=(0.6, -1), amount=0.8, start=0.2)
    body = [
        (_X - 380, 1020),
        *curve([(_X - 380, 1020), (_X - 345, 850), (_X - 230, 760), (_X - 84, 712)]),
        *curve([(_X - 84, 712), (_X, 770), (_X + 94, 712)]),
        *curve([(_X + 94, 712), (_X + 240, 760), (_X + 352, 850), (_X + 390, 1020)]),
    ]
    c.poly(body, cloth)
    c.shade(body, p.ink, toward=(1, 0.4), amount=0.75, start=0.35)
    light = p.pale if cloth != p.pale else p.second
    if neckline == "collar":
        for side in (-1, 1):
            c.poly(
                [
                    (_X + 4, 800),
                    (_X + 4 + side * 84, 694),
                    (_X + 4 + side * 136, 742),
                    (_X + 4 + side * 74, 846),
                ],
                light,
            )
    elif neckline == "lapels":
        c.poly([(_X - 84, 708), (_X + 94, 708), (_X + 5, 1000)], light)
        for side in (-1, 1):
            c.poly(
                [
                    (_X + 5 + side * 88, 700),
                    (_X + 5 + side * 175, 800),
                    (_X + 5 + side * 110, 836),
                    (_X + 5, 1010),
                ],
                mix(cloth, p.ink, 0.35),
            )
    else:
        c.line(curve([(_X - 90, 710), (_X, 776), (_X + 100, 710)]), light, width=16)


def _face(c: Canvas, skin: Ink, hair: Ink, *, beard: bool) -> None:
    p = c.palette
    c.disc(_X + 142, 470, 32, mix(skin, p.ink, 0.2), flat=1.3)
    head = curve(
        [
            (_X, 270),
            (_X + 112, 306),
            (_X + 146, 420),
            (_X + 122, 560),
            (_X + 30, 662),
            (_X - 40, 660),
            (_X - 122, 570),
            (_X - 142, 430),
            (_X - 108, 306),
        ],
        closed=True,
    )
    c.poly(head, skin)
    if beard:
        jaw = curve(
            [
                (_X - 138, 490),
                (_X - 122, 574),
                (_X - 42, 672),
                (_X + 34, 674),
                (_X + 126, 562),
                (_X + 144, 470),
                (_X + 92, 530),
                (_X + 20, 556),
                (_X - 30, 548),
                (_X - 96, 545),
            ],
            closed=True,
        )
        c.poly(jaw, hair)
    c.shade(head, mix(skin, p.ink, 0.55), toward=(1, 0.25), amount=0.85, start=0.42)
    c.line(curve([(_X - 28, 440), (_X - 48, 520), (_X - 22, 530)]), mix(skin, p.ink, 0.35), width=6)


def _behind(c: Canvas, style: str, hair: Ink, veil: Ink) -> None:
    if style == "long":
        c.poly(
            curve(
                [
                    (_X, 215),
                    (_X + 180, 290),
                    (_X + 200, 520),
                    (_X + 230, 780),
                    (_X, 800),
                    (_X - 215, 790),
                    (_X - 195, 520),
                    (_X - 178, 290),
                ],
                closed=True,
            ),
            hair,
        )
    elif style == "bob":
        c.poly(
            curve(
                [
                    (_X, 215),
                    (_X + 188, 290),
                    (_X + 196, 470),
                    (_X + 170, 640),
                    (_X, 620),
                    (_X - 170, 645),
                    (_X - 196, 470),
                    (_X - 184, 290),
                ],
                closed=True,
            ),
            hair,
        )
    elif style == "bun":
        c.disc(_X + 40, 205, 86, hair)
        c.shade(arc((_X + 40, 205), (86, 86), 0, 360), c.palette.ink, amount=0.8, start=0.3)
    elif style == "scarf":
        shape = curve(
            [
                (_X, 205),
                (_X + 190, 290),
                (_X + 200, 520),
                (_X + 270, 800),
                (_X, 880),
                (_X - 260, 810),
                (_X - 190, 520),
                (_X - 182, 290),
            ],
            closed=True,
        )
        c.poly(shape, mix(veil, c.palette.ink, 0.3))


def _hair(c: Canvas, style: str, hair: Ink, veil: Ink) -> None:
    p = c.palette
    if style == "scarf":
        rim = curve(
            [
                (_X - 110, 380),
                (_X - 126, 500),
                (_X - 100, 600),
                (_X, 690),
                (_X + 90, 600),
                (_X + 118, 480),
                (_X + 96, 370),
                (_X, 322),
            ],
            closed=True,
        )
        outer = curve(
            [
                (_X, 208),
                (_X + 172, 286),
                (_X + 186, 500),
                (_X + 160, 660),
                (_X + 200, 800),
                (_X, 870),
                (_X - 200, 800),
                (_X - 150, 660),
                (_X - 180, 490),
                (_X - 164, 286),
            ],
            closed=True,
        )
        half = len(rim) // 2
        c.poly(
            [*outer, outer[0], rim[-1], *reversed(rim[half:]), *reversed(rim[:half]), rim[-1], outer[0]], veil
        )
        c.shade(outer, p.ink, toward=(1, 0.3), amount=0.55, start=0.5)
        c.line(curve([(_X - 150, 650), (_X - 20, 740), (_X + 150, 660)]), mix(veil, p.ink, 0.3), width=7)
        return
    if style == "curly":
        for x, y, r in (
            (-120, 330, 66),
            (-60, 262, 78),
            (30, 240, 84),
            (110, 290, 76),
            (150, 380, 58),
            (-146, 400, 46),
            (0, 290, 70),
        ):
            c.disc(_X + x, y, r, hair)
            c.shade(
                arc((_X + x, y), (r, r), 0, 360),
                mix(p.second, hair, 0.6),
                toward=(-0.7, -0.6),
                amount=0.5,
                start=0.6,
            )
        return
    fringe = {"short": 372, "long": 400, "bob": 408, "bun": 352}[style]
    cap = curve(
        [
            (_X - 152, 450),
            (_X - 160, 330),
            (_X - 80, 232),
            (_X + 50, 218),
            (_X + 150, 290),
            (_X + 168, 440),
            (_X + 140, 468),
            (_X + 118, fringe),
            (_X + 30, fringe - 44),
            (_X - 60, fringe - 34),
            (_X - 122, fringe + 10),
        ],
        closed=True,
    )
    c.poly(cap, hair)
    c.shade(cap, mix(p.second, hair, 0.5), toward=(-0.7, -0.6), amount=0.6, start=0.6)
