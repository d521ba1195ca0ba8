"""Slots: the places of a page that its frame fills.

A template prints a token for each slot. The printed page is then cut at the tokens, and the texts of the frame are put
between the parts. A token is a word of letters, so that neither escaping nor JSON nor typesetting changes it. It is drawn
by lot for this process, so that no text of a reader or an editor contains it.
"""

import secrets
from string import ascii_lowercase
from typing import Literal

from markupsafe import Markup

# "text" within a line; "line" lines of their own, or none; "value" a value in JSON, instead of a string.
Shape = Literal["text", "line", "value"]

# Slot → its letter in tokens and in the record of a page, and its shape.
SLOTS: dict[str, tuple[str, Shape]] = {
    "name": ("n", "text"),
    # The name with the spaces of its language.
    "set name": ("t", "text"),
    # The same name and the outlet itself in JSON-LD.
    "json name": ("j", "value"),
    "publisher": ("p", "value"),
    # Addresses of the style sheets and the icons.
    "sheet site": ("s", "text"),
    "sheet front": ("T", "text"),
    "sheet list": ("l", "text"),
    "sheet day": ("D", "text"),
    "sheet letter": ("L", "text"),
    "sheet story": ("r", "text"),
    "sheet text": ("x", "text"),
    "sheet dossier": ("O", "text"),
    # The same of the parts that few pages have.
    "component fact-box": ("a", "text"),
    "component footnotes": ("h", "text"),
    "component gallery": ("w", "text"),
    "component chart": ("y", "text"),
    "component film": ("P", "text"),
    "component files": ("F", "text"),
    "component timeline": ("z", "text"),
    "icon": ("i", "text"),
    "touch icon": ("u", "text"),
    # That of the card of a page without a picture.
    "card": ("g", "text"),
    # Parts of the page; see `surroundings`.
    "nameplate": ("d", "text"),
    "motto": ("o", "line"),
    "menu": ("m", "line"),
    "menu links": ("k", "line"),
    "invitation": ("v", "line"),
    "comment consent": ("c", "line"),
    "footer": ("f", "line"),
    "account links": ("b", "line"),
    "notice": ("e", "line"),
    "imprint": ("q", "text"),
}
_SHAPES: dict[str, Shape] = dict(SLOTS.values())
_WORD = "".join(secrets.choice(ascii_lowercase) for _letter in range(24))
_TOKENS = {name: Markup(_WORD + letter) for name, (letter, _shape) in SLOTS.items()}  # noqa: S704 our own letters


def token(name: str) -> Markup:
    """Return the word in the place of a slot, until the page is cut. Raises KeyError."""
    return _TOKENS[name]


def cut(html: str) -> tuple[str, list[str]]:
    """Cut a printed page at its tokens; return the letters of the slots, and the parts between them."""
    first, *rest = html.split(_WORD)
    letters, insides = [], [first]
    for part in rest:
        letter, inside = part[0], part[1:]
        shape = _SHAPES[letter]
        if shape == "line":
            # The text of the slot ends its own line.
            inside = inside.removeprefix("\n")
        elif shape == "value":
            insides[-1] = insides[-1].removesuffix('"')
            inside = inside.removeprefix('"')
        letters.append(letter)
        insides.append(inside)
    return "".join(letters), insides
