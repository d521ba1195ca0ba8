"""Converts the body of a post, from WordPress's block editor or the older one, into neutral blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rotative.importers.html.boxes import Boxes
from rotative.importers.html.grid_blocks import GridBlocks
from rotative.importers.html.picture_blocks import PictureBlocks
from rotative.importers.html.text_blocks import TextBlocks
from rotative.importers.old_site import OldSite
from rotative.importers.records import Block, Problem

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

__all__ = ["Conversion", "convert"]


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """The result of converting one body."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    # There was a body, and nothing of it is left.
    emptied: bool = False


def convert(
    html: str,
    *,
    site: OldSite,
    footnotes: Sequence[str] = (),
    post: str = "",
    is_plain: bool = False,
) -> Conversion:
    """Convert a body into blocks. Every word is in the blocks, or its element is among the problems.

    is_plain: HTML as it is, without WordPress's shortcodes and typed lines.
    footnotes: inline HTML of the notes, which the block editor stores outside the body.
    post: the source's id of the item, whose own pictures a gallery may show.
    """
    body = _Body(site=site, footnotes=footnotes, post=post)
    body.convert(html, is_plain=is_plain)
    blocks = tuple(body.blocks)
    return Conversion(
        blocks=blocks, problems=tuple(body.problems), emptied=not blocks and bool(_words_of(html).strip())
    )


def _words_of(html: str) -> str:
    """Return a body without the comments of the block editor."""
    return _COMMENT.sub("", html) if "<!--" in html else html


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
