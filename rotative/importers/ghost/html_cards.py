"""Cards in the HTML that Ghost printed, as the same plain elements that the editor's formats become."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Final

from lxml import etree

from rotative.importers.ghost.cards import Note, card_html
from rotative.importers.html.walker import tree_of, words

# Blocks that the site showed to some readers only.
_GATED: Final = re.compile(r"<!--\s*kg-gated-block:(begin|end)([^<>]{0,300}?)-->")
_CARD: Final = re.compile(r"\bkg-[\w-]{1,40}-card\b|\bkg-card\b|\bkg-cta")


def plain_cards(html: str, note: Note) -> str:
    """Return the HTML with its cards made plain, and without what only members saw."""
    if "kg-gated-block" in html:
        html = _without_gated(html, note)
    if not _CARD.search(html):
        return html
    body = tree_of(html).find("body")
    if body is None:
        return html
    waiting = list(body)
    while waiting:
        element = waiting.pop()
        replaced = _card(element, note) if isinstance(element.tag, str) else None
        if replaced is None:
            waiting.extend(element)
        else:
            _replace(element, replaced)
    return _inner(body)


def _without_gated(html: str, note: Note) -> str:
    kept: list[str] = []
    at = hidden = 0
    for found in _GATED.finditer(html):
        if not hidden:
            kept.append(html[at : found.start()])
        if found[1] == "end":
            hidden = max(0, hidden - 1)
        elif hidden or re.search(r"nonMember\s*:\s*false", found[2]):
            if not hidden:
                note("members_card_removed", "html", "")
            hidden += 1
        at = found.end()
    return "".join(kept) + ("" if hidden else html[at:])


def _card(element: Any, note: Note) -> str | None:
    """Return the plain HTML of a card; None for an element that is none, or needs no change."""
    classes = (element.get("class") or "").split()
    for name, (kind, values) in _READERS.items():
        if name in classes:
            return card_html(kind, values(element), note)
    return None


def _replace(element: Any, html: str) -> None:
    new = tree_of(html).find("body")
    holder = etree.Element("div")
    if new is not None:
        holder.text = new.text
        holder.extend(list(new))
    holder.tail = element.tail
    element.addprevious(holder)
    element.getparent().remove(element)


def _inner(element: Any) -> str:
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def _find(element: Any, name: str) -> Any:
    """Return the first element inside with a class, or None."""
    return next(
        (
            one
            for one in element.iter()
            if isinstance(one.tag, str) and name in (one.get("class") or "").split()
        ),
        None,
    )


def _said(element: Any, name: str) -> str:
    found = _find(element, name)
    return words(found) if found is not None else ""


def _html_of(element: Any, name: str) -> str:
    found = _find(element, name)
    return _inner(found) if found is not None else ""


def _attribute(element: Any, name: str, attribute: str) -> str:
    found = _find(element, name)
    return (found.get(attribute) or "") if found is not None else ""


def _first(element: Any, tag: str, attribute: str) -> str:
    found = element if element.tag == tag else element.find(f".//{tag}")
    return (found.get(attribute) or "") if found is not None else ""


def _caption(element: Any) -> str:
    found = element.find(".//figcaption")
    return _inner(found) if found is not None else ""


def _bookmark(element: Any) -> dict[str, Any]:
    names = ("title", "description", "author", "publisher")
    metadata = {name: _said(element, f"kg-bookmark-{name}") for name in names}
    url = _attribute(element, "kg-bookmark-container", "href") or _first(element, "a", "href")
    return {"url": url, "metadata": metadata, "caption": _caption(element)}


def _gallery(element: Any) -> dict[str, Any]:
    images = [{"src": one.get("src") or "", "alt": one.get("alt") or ""} for one in element.iter("img")]
    return {"images": images, "caption": _caption(element)}


def _button(element: Any) -> dict[str, Any]:
    return {"buttonText": words(element), "buttonUrl": _first(element, "a", "href")}


def _callout(element: Any) -> dict[str, Any]:
    return {
        "calloutEmoji": _said(element, "kg-callout-emoji"),
        "calloutText": _html_of(element, "kg-callout-text"),
    }


def _toggle(element: Any) -> dict[str, Any]:
    return {
        "heading": _html_of(element, "kg-toggle-heading-text"),
        "content": _html_of(element, "kg-toggle-content"),
    }


def _file(element: Any) -> dict[str, Any]:
    return {
        "src": _first(element, "a", "href"),
        "fileTitle": _said(element, "kg-file-card-title"),
        "fileCaption": _html_of(element, "kg-file-card-caption"),
        "fileName": _said(element, "kg-file-card-filename"),
    }


def _sound(element: Any) -> dict[str, Any]:
    return {"src": _first(element, "audio", "src"), "title": _said(element, "kg-audio-title")}


def _film(element: Any) -> dict[str, Any]:
    return {"src": _first(element, "video", "src"), "caption": _caption(element)}


def _product(element: Any) -> dict[str, Any]:
    stars = sum(
        1 for one in element.iter() if "kg-product-card-rating-active" in (one.get("class") or "").split()
    )
    return {
        "productImageSrc": _attribute(element, "kg-product-card-image", "src"),
        "productTitle": _said(element, "kg-product-card-title"),
        "productDescription": _html_of(element, "kg-product-card-description"),
        "productRatingEnabled": bool(stars),
        "productStarRating": stars,
        "productButton": _said(element, "kg-product-card-button"),
        "productUrl": _attribute(element, "kg-product-card-button", "href"),
    }


def _header(element: Any) -> dict[str, Any]:
    heads = list(element.iter("h1", "h2", "h3"))
    texts = [one for one in element.iter("p", "h3") if one not in heads[:1]]
    link = element.find(".//a")
    return {
        "heading": _inner(heads[0]) if heads else "",
        "subheading": "<br>".join(_inner(one) for one in texts),
        "buttonText": words(link) if link is not None else "",
        "buttonUrl": (link.get("href") or "") if link is not None else "",
        "backgroundImageSrc": _first(element, "img", "src"),
    }


def _signup(element: Any) -> dict[str, Any]:
    return {
        "heading": _html_of(element, "kg-signup-card-heading"),
        "subheading": _html_of(element, "kg-signup-card-subheading"),
        "disclaimer": _html_of(element, "kg-signup-card-disclaimer"),
    }


def _call_to_action(element: Any) -> dict[str, Any]:
    return {
        "imageUrl": _first(element, "img", "src"),
        "textValue": _html_of(element, "kg-cta-text"),
        "hasSponsorLabel": True,
        "sponsorLabel": _html_of(element, "kg-cta-sponsor-label"),
        "buttonText": _said(element, "kg-cta-button"),
        "buttonUrl": _attribute(element, "kg-cta-button", "href"),
    }


_READERS: Final[dict[str, tuple[str, Callable[[Any], dict[str, Any]]]]] = {
    "kg-bookmark-card": ("bookmark", _bookmark),
    "kg-gallery-card": ("gallery", _gallery),
    "kg-button-card": ("button", _button),
    "kg-callout-card": ("callout", _callout),
    "kg-toggle-card": ("toggle", _toggle),
    "kg-file-card": ("file", _file),
    "kg-audio-card": ("audio", _sound),
    "kg-video-card": ("video", _film),
    "kg-product-card": ("product", _product),
    "kg-header-card": ("header", _header),
    "kg-signup-card": ("signup", _signup),
    "kg-cta-card": ("call-to-action", _call_to_action),
}
