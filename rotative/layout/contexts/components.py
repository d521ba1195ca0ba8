"""The rules that the blocks of a body need besides the stylesheet of their page."""

from collections.abc import Iterable

from rotative.articles.cards import BlockView, EmbedView

# Kind of block → its name in assets.COMPONENTS.
_OF_KIND = {
    "audio": "files",
    "document": "files",
    "chart": "chart",
    "fact_box": "fact-box",
    "film": "film",
    "footnotes": "footnotes",
    "gallery": "gallery",
    "timeline": "timeline",
}


def components_of(*bodies: Iterable[BlockView]) -> tuple[str, ...]:
    """Return the names of the components in bodies, in the order of the alphabet."""
    kinds = {_kind(block) for body in bodies for block in body}
    return tuple(sorted({_OF_KIND[kind] for kind in kinds & _OF_KIND.keys()}))


def _kind(block: BlockView) -> str:
    return "film" if isinstance(block, EmbedView) and block.poster else block.type
