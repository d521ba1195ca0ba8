"""Blocks described for the script that shows them: their names, icons and fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from rotative.desk.document import sanitised

# Blocks that are text in the document; all others are cards with fields.
WRITTEN = frozenset(
    {"paragraph", "intertitle", "subheading", "quotation", "list", "table", "fact_box", "timeline", "rule"}
)
# The fields of a card by the class of their block, a class before the one it is made from.
_FIELDS: tuple[tuple[type[blocks.Block], str], ...] = (
    (ImageChooserBlock, "picture"),
    (DocumentChooserBlock, "document"),
    (SnippetChooserBlock, "article"),
    (blocks.ChoiceBlock, "choice"),
    (blocks.BooleanBlock, "switch"),
    (blocks.URLBlock, "address"),
    (blocks.TextBlock, "lines"),
    (blocks.CharBlock, "line"),
    (blocks.ListBlock, "list"),
)


def kinds(body: blocks.StreamBlock) -> dict[str, Any]:
    """Return what a card shows, by the type of its block: {label, icon, fields, empty}."""
    return {
        name: {
            "label": _label(block),
            "icon": block.meta.icon,
            "fields": _fields(block),
            "empty": sanitised.value(block.get_prep_value(block.get_default()), block),
        }
        for name, block in body.child_blocks.items()
        if name not in WRITTEN
    }


def choices(body: blocks.StreamBlock) -> list[dict[str, Any]]:
    """Return what can be put into the text, in order: {kind, label, icon, names}; names are what one may type to find it."""
    return list(_choices(body))


def _choices(body: blocks.StreamBlock) -> Iterable[dict[str, Any]]:
    words = _words()
    for name, block in body.child_blocks.items():
        if name == "list":
            yield _choice("bulleted", _("List"), "list-ul", words)
            yield _choice("numbered", _("Numbered list"), "list-ol", words)
        else:
            yield _choice(name, _label(block), block.meta.icon, words)
    yield _choice("footnote", _("Footnote"), "superscript", words)


def _choice(kind: str, label: str, icon: str, words: dict[str, str]) -> dict[str, Any]:
    others = [word.strip() for word in words.get(kind, "").split(",") if word.strip()]
    return {"kind": kind, "label": label, "icon": icon, "names": [label, *others]}


def _words() -> dict[str, str]:
    """Return what journalists call a block besides its name, with commas."""
    return {
        "paragraph": _("text"),
        "intertitle": _("heading, title"),
        "subheading": _("small heading"),
        "picture": _("photo, image"),
        "gallery": _("photos, slideshow, portfolio"),
        "quotation": _("quote, pull quote"),
        "bulleted": _("bullets, dashes"),
        "numbered": _("numbers, ranking"),
        "table": _("figures, results, ranking"),
        "embed": _("video, post, tweet, map, outside"),
        "audio": _("sound, podcast"),
        "document": _("file, PDF"),
        "read_also": _("article, see also, link"),
        "fact_box": _("box, frame, in brief"),
        "timeline": _("dates, chronology"),
        "chart": _("graph, curve, bars"),
        "rule": _("line, separator"),
        "footnote": _("note, reference"),
    }


def _label(block: blocks.Block) -> str:
    return str(capfirst(block.label))


def _fields(block: blocks.Block) -> list[dict[str, Any]]:
    if isinstance(block, blocks.StructBlock):
        return [_field(name, child) for name, child in block.child_blocks.items()]
    return []


def _field(name: str, block: blocks.Block) -> dict[str, Any]:
    kind = next((kind for made, kind in _FIELDS if isinstance(block, made)), "unknown")
    described: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "label": _label(block),
        "required": bool(block.required),
        "help": str(getattr(block.meta, "help_text", "") or ""),
    }
    if kind in ("line", "lines"):
        described["max"] = getattr(block.field, "max_length", None)
    if kind == "choice":
        described["choices"] = [[str(value), str(label)] for value, label in block.field.choices]
    if kind == "list":
        described["fields"] = _fields(block.child_block)
    return described
