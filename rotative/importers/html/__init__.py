"""Converts the body of a post, from WordPress's block editor or the older one, into neutral blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotative.importers.html.boxes import Boxes
from rotative.importers.html.grid_blocks import GridBlocks
from rotative.importers.html.picture_blocks import PictureBlocks
from rotative.importers.html.text_blocks import TextBlocks
from rotative.importers.html.walker import Pictures
from rotative.importers.old_site import OldSite
from rotative.importers.records import Block, Problem

__all__ = ["Conversion", "Pictures", "convert"]


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """The result of converting one body."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def convert(
    html: str,
    *,
    site: OldSite,
    pictures: Pictures | None = None,
    footnotes: Sequence[str] = (),
    is_plain: bool = False,
) -> Conversion:
    """Convert a body into blocks. Every word is in the blocks, or its element is among the problems.

    is_plain: HTML as it is, without WordPress's shortcodes and typed lines.
    footnotes: inline HTML of the notes, which the block editor stores outside the body.
    """
    body = _Body(site=site, pictures=pictures or Pictures(), footnotes=footnotes)
    body.convert(html, is_plain=is_plain)
    return Conversion(blocks=tuple(body.blocks), problems=tuple(body.problems))


class _Body(TextBlocks, GridBlocks, PictureBlocks, Boxes):
    """A body, with a handler for each kind of element."""


_Body.handlers = {
    "br": _Body.line_end,
    "q": _Body.quoted,
    "hr": _Body.rule,
    "pre": _Body.preformatted,
    "xmp": _Body.preformatted,
    "listing": _Body.preformatted,
    "blockquote": _Body.quotation,
    "ul": _Body.listing,
    "ol": _Body.listing,
    "menu": _Body.listing,
    "dt": _Body.term,
    "summary": _Body.term,
    "table": _Body.table,
    "img": _Body.image,
    "figure": _Body.figure,
    "div": _Body.division,
    "wpcaption": _Body.captioned,
    "wpgallery": _Body.gallery,
    "wpembed": _Body.player,
    "iframe": _Body.player,
    "embed": _Body.player,
    "object": _Body.player,
    "video": _Body.player,
    "audio": _Body.player,
    "noscript": _Body.fallback,
    "button": _Body.download,
    "rotativebox": _Body.box,
    "rotativegallery": _Body.pictures_together,
    "rotativerule": _Body.line,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Body.heading),
}
