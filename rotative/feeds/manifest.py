"""The web manifest, by which a phone shows the site on its home screen."""

import json
import mimetypes
from base64 import b64encode
from typing import Any

from lxml import etree

from rotative.core import addresses
from rotative.feeds.xml_tree import add, root, words
from rotative.masthead.cards import OutletCard

_SVG = "http://www.w3.org/2000/svg"
# The paper's own white, behind the start screen.
_BACKGROUND = "#ffffff"


def manifest(outlet: OutletCard) -> bytes:
    """Write the manifest of the outlet in one language."""
    start = addresses.href(addresses.front(outlet.language))
    described: dict[str, Any] = {
        "name": words(outlet.name),
        "short_name": words(outlet.name),
        "description": words(outlet.description or outlet.motto),
        "lang": outlet.language,
        "dir": outlet.direction,
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "minimal-ui",
        "theme_color": outlet.accent,
        "background_color": _BACKGROUND,
        "icons": [_icon(outlet)],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _icon(outlet: OutletCard) -> dict[str, str]:
    if outlet.logo:
        kind = mimetypes.guess_type(outlet.logo)[0] or "image/png"
        return {"src": outlet.logo, "sizes": "any", "type": kind}
    drawn = b64encode(_initial(outlet)).decode()
    return {"src": f"data:image/svg+xml;base64,{drawn}", "sizes": "any", "type": "image/svg+xml"}


def _initial(outlet: OutletCard) -> bytes:
    """Draw the outlet's first letter on its colour, for an outlet without a logo."""
    drawing = root(_SVG, "svg", {"viewBox": "0 0 64 64"})
    add(drawing, f"{{{_SVG}}}rect", width="64", height="64", fill=outlet.accent)
    letter = add(drawing, f"{{{_SVG}}}text", words(outlet.name)[:1], x="32", y="46", fill=_BACKGROUND)
    letter.set("font-family", "serif")
    letter.set("font-size", "44")
    letter.set("text-anchor", "middle")
    drawn: bytes = etree.tostring(drawing)
    return drawn
