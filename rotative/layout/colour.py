"""The outlet's accent, made readable on paper and at night (WCAG 2.2, contrast 1.4.3)."""

import colorsys
import re
from dataclasses import dataclass

PAPER = "#fdfcf9"
NIGHT = "#16181b"

# The contrast that AA asks for; a little more keeps thin letters readable.
AA = 4.5
READABLE = 5.2

HEX = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT = "#0b5563"

Rgb = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Accent:
    """Two shades of one hue."""

    # On paper.
    day: str
    # On the dark page.
    night: str


def accent(wanted: str) -> Accent:
    """Return the wanted colour as near as contrast allows; that of DEFAULT if it is not "#rrggbb"."""
    colour = wanted if HEX.fullmatch(wanted) else DEFAULT
    return Accent(day=readable(colour, on=PAPER), night=readable(colour, on=NIGHT))


def contrast_on_paper(colour: str) -> float:
    """Return the contrast of a colour, "#rrggbb", with the page by day."""
    return contrast(rgb(colour), rgb(PAPER))


def readable(colour: str, *, on: str) -> str:
    """Make the colour darker or lighter in small steps until it can be read on the background."""
    hue, light, saturation = colorsys.rgb_to_hls(*rgb(colour))
    step = -0.01 if luminance(rgb(on)) > 0.5 else 0.01
    shade = rgb(colour)
    # Black and white, the ends of the road, can be read on either background.
    while contrast(shade, rgb(on)) < READABLE:
        light = min(1.0, max(0.0, light + step))
        shade = colorsys.hls_to_rgb(hue, light, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in shade)


def rgb(colour: str) -> Rgb:
    """Return red, green and blue from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Return the relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
