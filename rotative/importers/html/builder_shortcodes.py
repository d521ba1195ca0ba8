"""Turns the shortcodes of page builders into elements: WPBakery, Divi, Avada, and the themes that work like them.

Such a shortcode holds words in its attributes as well as between its ends. An element of each kind begins a line of its own.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final
from urllib.parse import unquote

from rotative.importers.records import Problem

Attributes = Mapping[str, str]

# Beginnings of the names that builders and the themes built on them use.
PREFIXES: Final = (
    "vc_", "et_pb_", "fusion_", "td_", "tdb_", "tdc_", "av_", "nectar_", "mk_", "cs_", "x_", "penci_", "jnews_", "jeg_",
    "kc_", "ux_", "ult_", "ultimate_", "su_", "themify_", "wr_", "mkd_", "edgtf_", "qode_", "eltdf_", "rev_", "bt_bb_",
    "dt_", "stm_", "cmsmasters_", "thb_", "tm_", "trx_", "sc_", "wgl_", "porto_", "pix_", "mvc_", "vcex_", "vcj_", "be_",
)  # fmt: skip
# Between their ends is HTML in base64, then percent-encoded.
_ENCODED: Final = ("vc_raw_html", "fusion_code")
_SCRIPT: Final = "vc_raw_js"
# Between their ends is the address of a picture, or the picture itself.
_FRAMES: Final = ("fusion_imageframe", "fusion_gallery_image")
# Attributes with words that readers saw, in the order of the page.
_HEADINGS: Final = (
    "title", "heading", "h2", "h4", "custom_title", "block_title", "main_heading", "subhead", "sub_heading", "subtitle",
    "name", "position", "number", "percent", "counter_title", "text", "description", "content", "label", "message",
)  # fmt: skip
_PICTURES: Final = (
    "image",
    "src",
    "image_url",
    "photo",
    "portrait_url",
    "picture",
    "img",
    "custom_src",
    "image_id",
    "background_image",
)
_GALLERIES: Final = ("images", "gallery_ids", "image_ids", "ids", "include")
_LINKS: Final = ("button_url", "link", "url", "button_link", "btn_link", "href")
_BUTTONS: Final = ("button_text", "btn_title", "button_title", "button_label")
_SIGNED: Final = ("author", "client_name", "name", "job_title", "client_job", "company_name", "company")
_FILMS: Final = ("src", "link", "video_url", "url", "youtube_url", "vimeo_url", "audio", "mp4", "mp3")
# The title is a tip over the picture, not a line of the page.
_BARE_PICTURES: Final = ("et_pb_image", "et_pb_fullwidth_image")
_PICTURE_FILE: Final = re.compile(r"(?:https?:)?//\S+|/\S+\.(?:jpe?g|png|gif|webp|avif)", re.IGNORECASE)
_LINK_URL: Final = re.compile(r"(?:^|\|)url:([^|]*)")
_IDS: Final = re.compile(r"\d++(?:\s*+,\s*+\d++)*+")


def is_builder(name: str) -> bool:
    return name.startswith(PREFIXES)


def decoded_parts(text: str, report: Callable[[Problem], None]) -> str:
    """Replace the parts that a builder keeps encoded, and pictures written as an address, by their HTML."""
    for name in _ENCODED:
        text = _between(text, name, lambda inside, _opening: _decoded(inside))
    for name in _FRAMES:
        text = _between(text, name, _framed)
    if f"[{_SCRIPT}" in text:
        text = _between(text, _SCRIPT, lambda inside, _opening: _dropped(inside, report))
    return text.replace("<!-- [et_pb_line_break_holder] -->", "\n")


def _between(text: str, name: str, replace: Callable[[str, str], str]) -> str:
    """Replace every shortcode of this name, with what is between its ends."""
    found: list[str] = []
    place, mark, end_mark = 0, f"[{name}", f"[/{name}]"
    while (start := text.find(mark, place)) >= 0:
        opened, end = text.find("]", start), text.find(end_mark, start)
        if opened < 0 or end < opened:
            break
        found += [text[place:start], replace(text[opened + 1 : end], text[start:opened])]
        place = end + len(end_mark)
    return "".join([*found, text[place:]])


def _decoded(inside: str) -> str:
    """Return HTML from base64; a text that is none stays."""
    bare = re.sub(r"\s+|<[^<>]*>", "", inside)
    try:
        html = unquote(base64.b64decode(bare, validate=True).decode())
    except (binascii.Error, ValueError):
        return f"<div>{inside}</div>"
    return f"<div>{html}</div>"


def _framed(inside: str, opening: str) -> str:
    """Return the picture whose address is between the ends; other content stays."""
    bare = inside.strip()
    if not _PICTURE_FILE.fullmatch(bare):
        return f"{opening}]<div>{inside}</div>" if bare else f"{opening}]"
    alt = re.search(r'\balt="([^"]*)"', opening)
    return f'<figure><img src="{escape(bare)}" alt="{alt[1] if alt else ""}"></figure>'


def _dropped(inside: str, report: Callable[[Problem], None]) -> str:
    report(Problem(kind="script_removed", example=inside.strip()[:80]))
    return ""


def elements(name: str, attributes: Attributes, *, encloses: bool) -> tuple[str, str]:
    """Return what replaces the beginning and the end of a builder's shortcode."""
    kind = name.removeprefix("et_pb_").removeprefix("fusion_").removeprefix("vc_")
    if any(word in name for word in ("testimonial", "blockquote", "pullquote")):
        return _quotation(attributes, encloses=encloses)
    if "video" in kind or "audio" in kind or kind in ("youtube", "vimeo", "soundcloud", "dailymotion"):
        return _film(kind, attributes), ""
    if kind in ("button", "btn") or kind.endswith(("_button", "_btn")):
        return _button(attributes, encloses=encloses)
    if kind == "title" and encloses:
        level = attributes.get("size", "2")
        return (
            (f"<h{level}>", f"</h{level}>") if level in ("1", "2", "3", "4", "5", "6") else ("<h2>", "</h2>")
        )
    before, after = "".join(_parts(name, attributes)), _action(attributes)
    return (f"<div>{before}", f"{after}</div>") if encloses else (f"<div>{before}{after}</div>", "")


def _parts(name: str, attributes: Attributes) -> list[str]:
    """Return the picture, gallery and lines that the attributes hold."""
    found = []
    is_picture = name in _BARE_PICTURES or "single_image" in name
    caption = attributes.get("title", "") if "single_image" in name else attributes.get("caption", "")
    if picture := _picture(attributes, caption):
        found.append(picture)
    for key in _GALLERIES:
        if _IDS.fullmatch(ids := attributes.get(key, "")):
            found.append(f'<wpgallery data-ids="{escape(ids)}"></wpgallery>')
            break
    if is_picture:
        return found if picture else [*found, f"<p>{escape(caption)}</p>" * bool(caption)]
    link = _link(attributes) if not any(attributes.get(key) for key in _BUTTONS) else ""
    for key in _HEADINGS:
        words = _words(attributes.get(key, ""))
        if not words or (key == "name" and "section" in name):
            continue
        if link:
            found.append(f'<p><a href="{escape(link)}"><strong>{words}</strong></a></p>')
            link = ""
        else:
            found.append(
                f"<h3>{words}</h3>" if key in _HEADINGS[:6] or "heading" in name else f"<p>{words}</p>"
            )
    return found


def _picture(attributes: Attributes, caption: str) -> str:
    value = next((attributes[key] for key in _PICTURES if attributes.get(key)), "").partition("|")[0]
    alt = escape(attributes.get("alt") or attributes.get("image_alt", ""))
    if value.isdigit():
        shown = f'<wpgallery data-ids="{value}" data-alt="{alt}"></wpgallery>'
    elif _PICTURE_FILE.fullmatch(value):
        shown = f'<img src="{escape(value)}" alt="{alt}">'
    else:
        return ""
    said = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{shown}{said}</figure>"


def _quotation(attributes: Attributes, *, encloses: bool) -> tuple[str, str]:
    signed = ", ".join(dict.fromkeys(words for key in _SIGNED if (words := _words(attributes.get(key, "")))))
    cite = f"<cite>{signed}</cite>" if signed else ""
    said = _words(attributes.get("content") or attributes.get("text", ""))
    return (
        ("<blockquote>", f"{cite}</blockquote>")
        if encloses
        else (f"<blockquote>{said}{cite}</blockquote>", "")
    )


def _film(kind: str, attributes: Attributes) -> str:
    address = next(
        (attributes[key] for key in _FILMS if attributes.get(key, "").startswith(("http", "/"))), ""
    )
    code = attributes.get("id", "")
    if not address and re.fullmatch(r"[\w-]{5,}", code):
        sites = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
        address = f"{sites[kind]}{code}" if kind in sites else ""
    title = _words(attributes.get("title", ""))
    if not address:
        return f"<p>{title}</p>" if title else "<div></div>"
    return f'<wpembed data-url="{escape(address)}" data-title="{title}"></wpembed>'


def _button(attributes: Attributes, *, encloses: bool) -> tuple[str, str]:
    words = _words(next((attributes[key] for key in (*_BUTTONS, "title", "text") if attributes.get(key)), ""))
    link = _link(attributes)
    opening, closing = (f'<p><a href="{escape(link)}">', "</a></p>") if link else ("<p>", "</p>")
    return (f"{opening}{words}", closing) if encloses else (f"{opening}{words}{closing}", "")


def _action(attributes: Attributes) -> str:
    """Return the button at the end of a box."""
    words = _words(next((attributes[key] for key in _BUTTONS if attributes.get(key)), ""))
    if not words:
        return ""
    link = _link(attributes)
    return f'<p><a href="{escape(link)}">{words}</a></p>' if link else f"<p>{words}</p>"


def _link(attributes: Attributes) -> str:
    """Return the address of a link; WPBakery writes `url:https%3A%2F%2F…|title:…`."""
    value = next((attributes[key] for key in _LINKS if attributes.get(key)), "")
    found = _LINK_URL.search(value)
    address = unquote(found[1]) if found else value
    return address if address.startswith(("http://", "https://", "/", "mailto:")) else ""


def _words(value: str) -> str:
    """Return the words of an attribute, escaped; "" for settings, numbers of pictures and addresses."""
    value = unquote(value) if "%20" in value else value
    looks_set = value.lower() in (
        "yes",
        "no",
        "true",
        "false",
        "on",
        "off",
        "left",
        "right",
        "center",
        "default",
    )
    return (
        ""
        if looks_set or value.startswith(("http://", "https://", "{", "[", "#E-8_"))
        else escape(value.strip(), quote=False)
    )
