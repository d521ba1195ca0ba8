"""Draws a subject in the middle of those that go with it: the closer one is, the more often both appear together.

The drawing is hidden from readers who hear the page: the list next to it says the same.
"""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from markupsafe import Markup, escape

from rotative.layout.contexts import CompanionView

_WIDTH, _HEIGHT = 320, 210
# Of the ring on which the closest and the farthest lie, in parts of half the drawing.
_NEAR, _FAR = 0.42, 0.74
# Letters of a name in the drawing; the list has it whole.
_LONGEST = 20


def draw(name: str, companions: Sequence[CompanionView], *, mirrored: bool) -> Markup:
    """Return the drawing as an SVG element; "" for fewer than three subjects, which a list says better."""
    if len(companions) < 3:
        return Markup("")
    parts = "".join(_spokes(companions, mirrored))
    middle = f'<text x="{_WIDTH // 2}" y="{_HEIGHT // 2 + 4}" text-anchor="middle" class="web__own">{escape(_short(name))}</text>'
    return Markup(  # noqa: S704 the names are escaped
        f'<svg class="web" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true" focusable="false">{parts}{middle}</svg>'
    )


def _spokes(companions: Sequence[CompanionView], mirrored: bool) -> Iterator[str]:
    most = max(one.count for one in companions)
    for number, one in enumerate(companions):
        # The closest at the top, the others in turn on both sides, as a page is read.
        turn = 2 * pi * number / len(companions)
        reach = _NEAR + (_FAR - _NEAR) * number / max(len(companions) - 1, 1)
        across = sin(turn) * (-1 if mirrored else 1)
        x = round(_WIDTH / 2 * (1 + reach * 0.72 * across))
        y = round(_HEIGHT / 2 * (1 - reach * 1.2 * cos(turn)))
        width = round(1 + 3 * one.count / most, 1)
        yield f'<path d="M{_WIDTH // 2} {_HEIGHT // 2}L{x} {y}" stroke-width="{width}"/><circle cx="{x}" cy="{y}" r="4"/>'
        # A name next to the middle is written higher or lower than the one in the middle.
        clear = round(8 * (1 - abs(cos(turn))))
        beyond = y - 9 - clear if cos(turn) >= 0 else y + 17 + clear
        yield f'<text x="{x}" y="{beyond}" text-anchor="middle">{escape(_short(one.name))}</text>'


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
