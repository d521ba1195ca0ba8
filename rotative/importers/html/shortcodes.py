"""Replaces WordPress shortcodes in a text: those with content become elements, the others are removed and counted.

Square brackets are also used in plain text ("[sic]", "[celui-ci]"), so only a certain shortcode is replaced.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from html import escape
from typing import Final

from rotative.core.text.entities import decoded
from rotative.importers.html import builder_shortcodes
from rotative.importers.records import Problem

# Shortcodes that are recognised without an attribute.
BARE: Final = frozenset({
    "gallery", "playlist", "caption", "wp_caption", "embed", "audio", "video", "archives", "contact-form",
    "contact-form-7", "sitemap", "slideshow", "toc", "recent-posts", "polldaddy", "subscribe2",
    "newsletter", "bbp-forum-index", "product", "products", "wpforms", "gravityform", "addtoany",
    "googlemaps", "nextpage", "divider", "spacer", "separator", "hr",
})  # fmt: skip
VIDEO_SITES: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "tweet": "https://twitter.com/i/status/{}",
}
QUOTES: Final = frozenset({"pullquote", "quote", "blockquote"})
SOURCES: Final = tuple("src url mp3 mp4 m4a m4v webm ogg ogv wav wmv flv href link".split())  # noqa: SIM905 - a list of names is easier to read in one string

_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<[a-zA-Z/!?][^<>]*>"
    r"|(?P<open>\[?)\[(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9_-]{0,60})"
    # Runs are taken whole and never given back: a builder's shortcode may have a hundred attributes.
    r"(?P<rest>(?:[\s=](?:[^\]\[\"']++|\"[^\"]{0,20000}\"|'[^'\n]{0,20000}'){0,600}+)?/?)\](?P<close>\]?)",
    re.DOTALL,
)
_CLOSING: Final = re.compile(r"\[/([a-zA-Z][a-zA-Z0-9_-]{0,60})\]")
_ATTRIBUTE: Final = re.compile(r"(?<![\w-])([a-zA-Z_][\w-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_URL: Final = re.compile(r"https?://[^\s\"'<>\]]+")
# The places of advertisements: [ads1].
_ADVERT: Final = re.compile(r"(?:ads?|pub|banner|adsense)\d+")
# Names of shortcodes that show the address they hold, when a word of them is in the name.
_SHOWING: Final = (
    "video",
    "embed",
    "pdf",
    "player",
    "podcast",
    "instagram",
    "facebook",
    "tiktok",
    "spotify",
    "map",
    "document",
    "gview",
)
_CODE: Final = re.compile(r"(?=.*\d)[\w-]{8,}")
_CURLY: Final = str.maketrans({"“": '"', "”": '"', "″": '"', "«": '"', "»": '"'})


def expand(text: str, report: Callable[[Problem], None]) -> str:
    """Replace shortcodes by elements (`wpcaption`, `wpgallery`, `wpembed`, `blockquote`), or remove them."""
    if "[" not in text:
        return text
    text = builder_shortcodes.decoded_parts(text, report)
    closed = {name.lower() for name in _CLOSING.findall(text)}
    # The ends of builders' shortcodes that are open, by name.
    ends: dict[str, list[str]] = defaultdict(list)

    def replaced(found: re.Match[str]) -> str:
        name = (found["name"] or "").lower()
        if not name or not _is_shortcode(name, found["rest"], closed):
            return found[0]
        if found["open"] and found["close"]:
            return found[0][1:-1]
        made = _of_builder(name, found, closed, ends) if builder_shortcodes.is_builder(name) else None
        return (
            found["open"] + (_element(name, found, closed, report) if made is None else made) + found["close"]
        )

    return _TOKEN.sub(replaced, text)


def strip(text: str) -> str:
    """Remove all shortcodes, for places that show words only."""
    return re.sub(r"</?wp\w[^<>]*>", "", expand(text, lambda problem: None))


def _of_builder(name: str, found: re.Match[str], closed: set[str], ends: dict[str, list[str]]) -> str:
    """Return what replaces the shortcode of a page builder."""
    if found["end"]:
        return ends[name].pop() if ends[name] else "</div>"
    encloses = name in closed and not found["rest"].endswith("/")
    begin, end = builder_shortcodes.elements(name, _attributes(found), encloses=encloses)
    if encloses:
        ends[name].append(end)
    return begin


def _attributes(found: re.Match[str]) -> dict[str, str]:
    rest = decoded(found["rest"]).translate(_CURLY)
    return {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(rest)}


def _is_shortcode(name: str, rest: str, closed: set[str]) -> bool:
    if name in closed:
        return True
    if not rest.strip(" /\n\t"):
        return name in BARE or "_" in name or bool(_ADVERT.fullmatch(name))
    return _has_attributes(name, rest)


def _has_attributes(name: str, rest: str) -> bool:
    """Return True when the text after the name is written like attributes, not like a sentence."""
    rest = decoded(rest).translate(_CURLY)
    if _ATTRIBUTE.search(rest) or _URL.match(rest.lstrip(" =\n\t")):
        return True
    value = rest.strip(" =\n\t/")
    return name in VIDEO_SITES and (value.isdigit() or bool(_CODE.fullmatch(value)))


def _element(name: str, found: re.Match[str], closed: set[str], report: Callable[[Problem], None]) -> str:
    if found["end"]:
        return _END.get(name, "</blockquote>" if name in QUOTES else "")
    rest = decoded(found["rest"]).translate(_CURLY)
    attributes = _attributes(found)
    encloses = name in closed and not rest.endswith("/")
    if name in ("caption", "wp_caption") and encloses:
        return f'<wpcaption data-caption="{escape(attributes.get("caption", ""))}">'
    if name == "gallery":
        return f'<wpgallery data-ids="{escape(attributes.get("ids") or attributes.get("include", ""))}"></wpgallery>'
    if name in QUOTES and encloses:
        return "<blockquote>"
    if name == "embed" and encloses:
        return "<wpembed>"
    if url := _address(name, rest, attributes):
        title = attributes.get("title", "")
        return f'<wpembed data-url="{escape(url)}" data-title="{escape(title)}"></wpembed>'
    report(Problem(kind="shortcode_removed", detail=name, example=found[0][:120]))
    return ""


def _address(name: str, rest: str, attributes: dict[str, str]) -> str:
    """Return the address that an embedding shortcode shows; "" for any other."""
    named = next(
        (attributes[key] for key in SOURCES if attributes.get(key, "").startswith(("http", "//", "/"))), ""
    )
    if (
        name in ("audio", "video", "embed", "iframe", "soundcloud")
        or name in VIDEO_SITES
        or any(word in name for word in _SHOWING)
    ):
        if url := named or (found[0] if (found := _URL.search(rest)) else ""):
            return url
        code = attributes.get("id", "") or rest.strip(" =\n\t/")
        return (
            VIDEO_SITES[name].format(code) if name in VIDEO_SITES and re.fullmatch(r"[\w-]{5,}", code) else ""
        )
    found = _URL.match(rest.lstrip(" =\n\t"))
    return found[0] if found else ""


_END: Final = {"caption": "</wpcaption>", "wp_caption": "</wpcaption>", "embed": "</wpembed>"}
