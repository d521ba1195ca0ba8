"""The body of a post, from the block editor or the older one, as neutral blocks: all its words, and a report of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotative.importers.html.grid_blocks import GridBlocks
from rotative.importers.html.picture_blocks import PictureBlocks
from rotative.importers.html.text_blocks import TextBlocks
from rotative.importers.html.walker import Pictures
from rotative.importers.old_site import Site
from rotative.importers.records import Block, Problem

__all__ = ["Conversion", "Pictures", "convert"]


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """What became of one body."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def convert(
    html: str, *, site: Site, pictures: Pictures | None = None, footnotes: Sequence[str] = ()
) -> Conversion:
    """The blocks of a body. Every word of the source is in them, or what held it is among the problems.

    footnotes: inline HTML of the notes that the block editor keeps beside the body.
    """
    body = _Body(site=site, pictures=pictures or Pictures(), footnotes=footnotes)
    body.read(html)
    return Conversion(blocks=tuple(body.blocks), problems=tuple(body.problems))


class _Body(TextBlocks, GridBlocks, PictureBlocks):
    """A body and what each of its elements becomes."""


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
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Body.heading),
}
