"""Assets: the stylesheets, scripts, icons and cards of the pages, each named after its content but one."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from rotative.layout import drawings
from rotative.layout.colour import NIGHT, PAPER, accent
from rotative.masthead.cards import OutletCard

HERE = Path(__file__).parent
# Where it is looked for, whatever pages say.
FAVICON = "/favicon.ico"

# In this order: later files win.
STYLES = (
    "tokens",
    "base",
    "nameplate",
    "menu",
    "breadcrumb",
    "chips",
    "cards",
    "front",
    "heading",
    "listings",
    "article",
    "blocks",
    "fields",
    "forms",
    "comments",
    "dossier",
    "edition",
    "messages",
    "footer",
    "print",
    "print-story",
)

# A reader's first page comes without the rules of other kinds of pages, because the first flight is small.
_LISTS = {"front", "heading", "listings"}
_STORIES = {"article", "blocks", "comments", "print-story"}
_ELSEWHERE = {"dossier", "edition", "messages"}


def _without(*others: str) -> tuple[str, ...]:
    return tuple(name for name in STYLES if name not in others)


# The pages for slow networks have one file of rules for all.
SHEETS = {
    "site": _without("dossier"),
    "front": _without("breadcrumb", "chips", "heading", "listings", "forms", *_STORIES, *_ELSEWHERE),
    "list": _without("forms", *_STORIES, *_ELSEWHERE),
    "day": _without("front", "forms", "article", "comments", "print-story", *_ELSEWHERE),
    "story": _without(*_LISTS, *_ELSEWHERE),
    "dossier": _without(
        *("chips", "front", "listings", "edition", "messages", "forms", "article", "blocks", "comments")
    ),
    "letter": _without("front", "dossier", "messages", "article", "blocks", "comments"),
    "text": ("text",),
}

# Rules of parts that few pages have: each is a file of its own, which a page with such a part asks for.
COMPONENTS = ("chart", "fact-box", "files", "film", "footnotes", "gallery", "timeline")

STRING_OR_SPACE = re.compile(r"(\"[^\"]*\")|\s*([{};,>])\s*|(?<=[\w)]):\s+|\s+")


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file under /static/, safe to cache for ever, or the one at FAVICON."""

    # "/static/site.0123456789ab.css"
    path: str
    body: bytes
    content_type: str


def assets(outlet: OutletCard) -> tuple[Asset, ...]:
    """Return every asset of an outlet's pages; the press writes each at its path."""
    accent_colour, initial = outlet.accent, outlet.name[:1]
    return (
        *(stylesheet_asset(accent_colour, sheet) for sheet in SHEETS),
        *map(component_asset, COMPONENTS),
        script_asset("copy-link"),
        script_asset("new-entries"),
        script_asset("prove-work"),
        script_asset("reply"),
        icon_asset(accent_colour, initial),
        touch_icon_asset(accent_colour, initial),
        tab_icon_asset(accent_colour, initial),
        card_asset(outlet_card(outlet)),
    )


@lru_cache
def stylesheet_asset(accent_colour: str, sheet: str = "site") -> Asset:
    """Return a stylesheet with the outlet's colour. sheet: one of SHEETS."""
    return named(sheet, "css", stylesheet(accent_colour, sheet).encode(), "text/css; charset=utf-8")


@lru_cache
def component_asset(name: str) -> Asset:
    """Return the stylesheet of one of COMPONENTS."""
    css = (HERE / "css" / "components" / f"{name}.css").read_text(encoding="utf-8")
    return named(name, "css", minified(css).encode(), "text/css; charset=utf-8")


@lru_cache
def script_asset(name: str) -> Asset:
    """Return one JavaScript module of `js/`."""
    return named(name, "js", (HERE / "js" / f"{name}.js").read_bytes(), "text/javascript; charset=utf-8")


@lru_cache
def icon_asset(accent_colour: str, letter: str) -> Asset:
    """Draw the icon of tabs and home screens: the outlet's initial on its colour."""
    drawing = (HERE / "icons" / "outlet.svg").read_text(encoding="utf-8")
    shade = accent(accent_colour).day
    body = drawing.replace("#accent", shade).replace("#paper", PAPER).replace("#letter", escape(letter))
    return named("icon", "svg", body.encode(), "image/svg+xml")


@lru_cache
def touch_icon_asset(accent_colour: str, letter: str) -> Asset:
    """Draw the icon of home screens that take no SVG."""
    body = drawings.touch_icon(accent(accent_colour).day, letter)
    return Asset(path=touch_icon_path(accent_colour, letter), body=body, content_type="image/png")


def touch_icon_path(accent_colour: str, letter: str) -> str:
    """Return the path of an icon that need not be drawn to be named."""
    return f"/static/touch-icon.{drawings.digest(accent(accent_colour).day, letter)}.png"


@lru_cache
def tab_icon_asset(accent_colour: str, letter: str) -> Asset:
    """Draw the icon that browsers and robots ask for without having read a page."""
    body = drawings.tab_icon(accent(accent_colour).day, letter)
    return Asset(path=FAVICON, body=body, content_type="image/x-icon")


@lru_cache
def card_asset(card: drawings.Card) -> Asset:
    """Draw the card that other sites show with a link to a page without a picture."""
    return Asset(path=card_path(card), body=drawings.card(card), content_type="image/png")


@lru_cache
def card_path(card: drawings.Card) -> str:
    """Return the path of a card that need not be drawn to be named."""
    return f"/static/card.{drawings.digest(card)}.png"


def outlet_card(outlet: OutletCard) -> drawings.Card:
    """Return the words on the outlet's own card."""
    return drawings.Card(
        direction=outlet.direction, shade=accent(outlet.accent).day, name=outlet.name, motto=outlet.motto
    )


def stylesheet(accent_colour: str, sheet: str = "site") -> str:
    """Return the styles of a sheet, minified: the outlet's colour first, then tokens, then one file per component."""
    shades = accent(accent_colour)
    colours = (
        f":root{{--accent:{shades.day};--paper:{PAPER}}}"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{shades.night};--paper:{NIGHT}}}}}"
    )
    parts = (minified((HERE / "css" / f"{name}.css").read_text(encoding="utf-8")) for name in SHEETS[sheet])
    return colours + "".join(parts)


def minified(css: str) -> str:
    """Remove comments and needless space from CSS; texts in double quotes stay as they are."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return STRING_OR_SPACE.sub(_shorter, without_comments).replace(";}", "}").strip()


def _shorter(match: re.Match[str]) -> str:
    text, sign = match.group(1), match.group(2)
    if text or sign:
        return text or sign
    return ":" if match.group().startswith(":") else " "


def named(name: str, suffix: str, body: bytes, content_type: str) -> Asset:
    """Return the asset under a name that changes with its content."""
    digest = sha256(body).hexdigest()[:12]
    return Asset(path=f"/static/{name}.{digest}.{suffix}", body=body, content_type=content_type)
