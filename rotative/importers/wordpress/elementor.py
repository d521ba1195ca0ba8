"""Writes the content that Elementor keeps in a custom field as HTML, for the same conversion as any body."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, Final

# A longer value is no article.
_MOST_LETTERS: Final = 3_000_000
_MOST_LEVELS: Final = 60
# Settings with words that readers saw, of widgets that have no rule of their own.
_WORDS: Final = (
    "title", "heading", "title_text", "sub_title", "subtitle", "description", "description_text", "text", "editor",
    "content", "inner_text", "alert_title", "alert_description", "caption", "ending_number", "percent", "prefix", "suffix",
    "html", "before_text", "highlighted_text", "after_text", "ribbon_title", "testimonial_content", "item_description",
)  # fmt: skip
_ROWS: Final = (
    "tabs",
    "items",
    "icon_list",
    "slides",
    "price_list",
    "features_list",
    "list",
    "social_icon_list",
)
_LEVELS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

Settings = dict[str, Any]


def html(meta: dict[str, list[str]]) -> str:
    """Return the body that the builder shows; "" for an item that was not made with it."""
    raw = next(iter(meta.get("_elementor_data", ())), "")
    if not raw or len(raw) > _MOST_LETTERS:
        return ""
    if next(iter(meta.get("_elementor_edit_mode", ())), "builder") != "builder":
        return ""
    found = _parsed(raw)
    try:
        return "\n".join(_elements(found, 0))
    except RecursionError:
        return ""


def _parsed(raw: str) -> Any:
    """Return the value; some exports have it with the slashes of the database."""
    for text in (raw, raw.replace('\\"', '"').replace("\\\\", "\\")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return []


def _elements(value: Any, level: int) -> Iterator[str]:
    for element in value if isinstance(value, list) and level < _MOST_LEVELS else ():
        if isinstance(element, dict):
            settings = element.get("settings")
            own: Settings = settings if isinstance(settings, dict) else {}
            if element.get("elType") == "widget":
                yield f"<div>{_widget(str(element.get('widgetType', '')), own)}</div>"
            yield from _elements(element.get("elements"), level + 1)


def _widget(kind: str, own: Settings) -> str:
    """Return the HTML of one widget."""
    name = kind.removeprefix("theme-").removeprefix("nested-")
    if name in _EMPTY:
        return ""
    return _WIDGETS.get(name, _other)(own)


def _heading(own: Settings) -> str:
    level = own.get("header_size") if own.get("header_size") in _LEVELS else "h2"
    parts = (_text(own, name) for name in ("before_text", "highlighted_text", "after_text"))
    words = _text(own, "title") or " ".join(filter(None, parts))
    return f"<{level}>{words}</{level}>" if words else ""


def _other(own: Settings) -> str:
    """Return pictures and words of any widget, then of its rows."""
    parts = [_picture(own.get(name), "") for name in ("image", "bg_image", "graphic_image") if own.get(name)]
    link = _url(own.get("link"))
    title = next(
        (
            _text(own, name)
            for name in ("title_text", "title", "tab_title", "item_title", "heading")
            if _text(own, name)
        ),
        "",
    )
    if title:
        parts.append(
            f'<h3><a href="{escape(link)}">{title}</a></h3>'
            if link and not own.get("button")
            else f"<h3>{title}</h3>"
        )
    for name in (*_WORDS, "tab_content", "item_content"):
        words = _text(own, name)
        if words and words != title:
            parts.append(f"<div>{words}</div>")
    if _text(own, "button") or _text(own, "button_text"):
        parts.append(_linked(_text(own, "button") or _text(own, "button_text"), own))
    for name in _ROWS:
        rows = (
            [row for row in own.get(name) or () if isinstance(row, dict)]
            if isinstance(own.get(name), list)
            else []
        )
        if name == "icon_list":
            items = "".join(f"<li>{_linked(_text(row, 'text'), row, tag='span')}</li>" for row in rows)
            parts.append(f"<ul>{items}</ul>" if items else "")
        else:
            parts += [f"<div>{_other(row)}</div>" for row in rows]
    return "".join(parts)


def _picture(image: Any, caption: str) -> str:
    if not isinstance(image, dict) or not image.get("url"):
        return ""
    number = str(image.get("id") or "")
    mark = f' class="wp-image-{number}"' if number.isdigit() else ""
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    alt = escape(str(image.get("alt") or ""))
    return f'<figure><img src="{escape(str(image["url"]))}" alt="{alt}"{mark}>{said}</figure>'


def _gallery(own: Settings) -> str:
    images: list[Any] = next(
        (
            own[name]
            for name in ("wp_gallery", "gallery", "carousel", "slides")
            if isinstance(own.get(name), list)
        ),
        [],
    )
    pictures = [image for image in images if isinstance(image, dict)]
    inside = "".join(_picture(image.get("image") or image, "") for image in pictures)
    return f'<figure class="wp-block-gallery">{inside}</figure>' if inside else ""


def _film(own: Settings) -> str:
    names = ("youtube_url", "vimeo_url", "dailymotion_url", "external_url", "hosted_url", "link")
    chosen = f"{own.get('video_type', 'youtube')}_url"
    address = next((url for name in (chosen, *names) if (url := _url(own.get(name)))), "")
    return f'<wpembed data-url="{escape(address)}"></wpembed>' if address else ""


def _quotation(own: Settings) -> str:
    said = _text(own, "testimonial_content") or _text(own, "blockquote_content")
    signed = ", ".join(
        words
        for name in ("testimonial_name", "author_name", "testimonial_job")
        if (words := _text(own, name))
    )
    return f"<blockquote>{said}{f'<cite>{signed}</cite>' if signed else ''}</blockquote>" if said else ""


def _linked(words: str, own: Settings, *, tag: str = "p") -> str:
    link = _url(own.get("link")) or _url(own.get("button_link"))
    if not words:
        return ""
    return f'<{tag}><a href="{escape(link)}">{words}</a></{tag}>' if link else f"<{tag}>{words}</{tag}>"


def _url(value: Any) -> str:
    address = value.get("url") if isinstance(value, dict) else value
    return (
        address
        if isinstance(address, str) and address.startswith(("http://", "https://", "/", "mailto:"))
        else ""
    )


def _text(own: Settings, name: str) -> str:
    """Return a setting that holds words; the builder's own HTML is cleaned with the body."""
    value = own.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


# Widgets that hold no words and no picture.
_EMPTY: Final = frozenset({"spacer", "menu-anchor"})
_WIDGETS: Final[dict[str, Callable[[Settings], str]]] = {
    **dict.fromkeys(("heading", "post-title", "animated-headline"), _heading),
    "text-editor": lambda own: _text(own, "editor"),
    "html": lambda own: _text(own, "html"),
    "shortcode": lambda own: f"<p>{_text(own, 'shortcode')}</p>",
    "image": lambda own: _picture(own.get("image"), _text(own, "caption")),
    **dict.fromkeys(("image-gallery", "gallery", "image-carousel", "media-carousel"), _gallery),
    **dict.fromkeys(("video", "audio"), _film),
    "button": lambda own: _linked(_text(own, "text"), own),
    **dict.fromkeys(("testimonial", "blockquote"), _quotation),
    "divider": lambda own: "<hr>",
}
