"""Cards of Ghost's editor as plain HTML: what each shows, in elements that the conversion of bodies knows.

The names of the values are those that Lexical nodes and Mobiledoc payloads have in common.
Source: the nodes and cards of Ghost's editor, github.com/TryGhost/Koenig.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from rotative.core import html as safe
from rotative.importers.ghost.markdown import markdown_html

Values = Mapping[str, Any]
# Takes the kind of a problem, its detail and an example.
Note = Callable[[str, str, str], None]

_STARS: Final = 5
# Names of older cards and of Lexical nodes → the name used here.
_SAME: Final = {
    "card-markdown": "markdown", "code": "codeblock", "hr": "horizontalrule", "header-v2": "header",
    "extended-image": "image", "nft": "embed",
}  # fmt: skip


def card_html(kind: str, values: Values, note: Note) -> str | None:
    """Return the HTML of a card; None for a kind that is not known."""
    if is_for_members(values):
        note("members_card_removed", kind, _words(values))
        return ""
    make = _CARDS.get(_SAME.get(kind, kind))
    return make(values, note) if make else None


def is_for_members(values: Values) -> bool:
    """Return True for a card that the public site does not show to everybody."""
    rules = values.get("visibility")
    if not isinstance(rules, dict):
        return False
    web = rules.get("web")
    if isinstance(web, dict):
        return web.get("nonMember") is False
    return rules.get("showOnWeb") is False


def figure(content: str, caption: str) -> str:
    """Return a figure. caption: inline HTML, "" for none."""
    return f"<figure>{content}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def picture(values: Values, caption: str = "") -> str:
    """Return a picture with its caption, or "" without an address."""
    if not (src := text(values, "src")):
        return ""
    image = f'<img src="{escape(src)}" alt="{escape(text(values, "alt", "altText"))}">'
    return figure(image, caption)


def link(url: str, html: str) -> str:
    return f'<a href="{escape(url)}">{html}</a>' if url else html


def embed(url: str, title: str, caption: str = "") -> str:
    player = f'<wpembed data-url="{escape(url)}" data-title="{escape(title)}"></wpembed>'
    return player + (f"<p>{caption}</p>" if caption else "")


def box(title: str, html: str) -> str:
    """Return a fact box. title: plain text."""
    return f'<rotativebox data-title="{escape(title)}">{html}</rotativebox>'


def text(values: Values, *names: str) -> str:
    """Return the first of the values that is a text and not empty."""
    return next((found for name in names if isinstance(found := values.get(name), str) and found), "")


def _words(values: Values) -> str:
    return next((safe.plain(v)[:80] for v in values.values() if isinstance(v, str) and " " in v), "")


def _image(values: Values, note: Note) -> str:
    if href := text(values, "href"):
        note("link_lost", "picture", href)
    return picture(values, text(values, "caption"))


def _gallery(values: Values, note: Note) -> str:
    images = values.get("images")
    shown = [one for one in images if isinstance(one, dict)] if isinstance(images, list) else []
    inside = "".join(picture(one, text(one, "caption")) for one in shown)
    return f'<rotativegallery data-caption="{escape(safe.plain(text(values, "caption")))}">{inside}</rotativegallery>'


def _embed(values: Values, note: Note) -> str:
    metadata = values.get("metadata")
    title = text(metadata, "title") if isinstance(metadata, dict) else ""
    caption = text(values, "caption")
    if url := text(values, "url"):
        return embed(url, title, caption)
    return text(values, "html") + (f"<p>{caption}</p>" if caption else "")


def _bookmark(values: Values, note: Note) -> str:
    metadata = values.get("metadata")
    about: Values = metadata if isinstance(metadata, dict) else values
    url = text(values, "url") or text(about, "url")
    publisher = ", ".join(filter(None, (text(about, "author"), text(about, "publisher"))))
    lines = [
        link(url, f"<strong>{escape(text(about, 'title') or url)}</strong>"),
        escape(text(about, "description")),
        escape(publisher),
        text(values, "caption"),
    ]
    return f"<p>{'<br>'.join(filter(None, lines))}</p>"


def _callout(values: Values, note: Note) -> str:
    emoji = text(values, "calloutEmoji")
    return box("", f"<p>{escape(emoji)}{' ' if emoji else ''}{text(values, 'calloutText')}</p>")


def _toggle(values: Values, note: Note) -> str:
    return box(safe.plain(text(values, "heading")), text(values, "content"))


def _button(values: Values, note: Note) -> str:
    words = escape(text(values, "buttonText"))
    return f"<p>{link(text(values, 'buttonUrl'), words)}</p>" if words else ""


def _file(values: Values, note: Note) -> str:
    src, name = text(values, "src"), text(values, "fileName")
    title = text(values, "fileTitle", "fileName") or src
    lines = [link(src, f"<strong>{escape(title)}</strong>"), text(values, "fileCaption")]
    if name and name != title:
        lines.append(escape(name))
    return f"<p>{'<br>'.join(filter(None, lines))}</p>"


def _sound(values: Values, note: Note) -> str:
    return embed(text(values, "src"), text(values, "title")) if text(values, "src") else ""


def _film(values: Values, note: Note) -> str:
    title = text(values, "title", "fileName")
    return embed(text(values, "src"), title, text(values, "caption")) if text(values, "src") else ""


def _product(values: Values, note: Note) -> str:
    stars = values.get("productStarRating")
    rating = ""
    if values.get("productRatingEnabled") and isinstance(stars, int) and 0 < stars <= _STARS:
        rating = f"<p>{'★' * stars}{'☆' * (_STARS - stars)}</p>"
    button = _button(
        {"buttonText": text(values, "productButton"), "buttonUrl": text(values, "productUrl")}, note
    )
    image = picture({"src": text(values, "productImageSrc")})
    title = safe.plain(text(values, "productTitle"))
    return image + box(title, rating + text(values, "productDescription") + button)


def _header(values: Values, note: Note) -> str:
    heading, sub = text(values, "heading", "header"), text(values, "subheading", "subheader")
    shown = values.get("buttonEnabled", True)
    return "".join([
        picture({"src": text(values, "backgroundImageSrc")}),
        f"<h2>{heading}</h2>" if heading else "",
        f"<p>{sub}</p>" if sub else "",
        _button(values, note) if shown else "",
    ])  # fmt: skip


def _signup(values: Values, note: Note) -> str:
    note("form_removed", "signup", safe.plain(text(values, "heading")))
    return _header({**values, "buttonEnabled": False}, note) + f"<p>{text(values, 'disclaimer')}</p>"


def _call_to_action(values: Values, note: Note) -> str:
    image = picture({"src": text(values, "imageUrl")})
    label = text(values, "sponsorLabel") if values.get("hasSponsorLabel") else ""
    button = _button(values, note) if values.get("showButton", True) else ""
    return image + box(safe.plain(label), f"{text(values, 'textValue')}{button}")


def _code(values: Values, note: Note) -> str:
    caption = text(values, "caption")
    body = f"<pre><code>{escape(text(values, 'code'), quote=False)}</code></pre>"
    return body + (f"<p>{caption}</p>" if caption else "")


def _html(values: Values, note: Note) -> str:
    return text(values, "html")


def _markdown(values: Values, note: Note) -> str:
    return markdown_html(text(values, "markdown"))


def _rule(values: Values, note: Note) -> str:
    return "<rotativerule></rotativerule>"


def _mail_only(values: Values, note: Note) -> str:
    note("mail_card_removed", "", safe.plain(text(values, "html"))[:80])
    return ""


def _paywall(values: Values, note: Note) -> str:
    note("page_break_removed", "paywall", "")
    return ""


def _podcast(values: Values, note: Note) -> str:
    note("block_without_content", "transistor", "")
    return ""


def _before_after(values: Values, note: Note) -> str:
    sides = (values.get("beforeImage"), values.get("afterImage"))
    both = "".join(picture(side) for side in sides if isinstance(side, dict))
    return both + (f"<p>{text(values, 'caption')}</p>" if text(values, "caption") else "")


_CARDS: Final[dict[str, Callable[[Values, Note], str]]] = {
    "image": _image, "gallery": _gallery, "embed": _embed, "bookmark": _bookmark, "callout": _callout,
    "toggle": _toggle, "button": _button, "file": _file, "audio": _sound, "video": _film, "product": _product,
    "header": _header, "signup": _signup, "call-to-action": _call_to_action, "codeblock": _code, "html": _html,
    "markdown": _markdown, "horizontalrule": _rule, "email": _mail_only, "email-cta": _mail_only,
    "paywall": _paywall, "transistor": _podcast, "before-after": _before_after,
}  # fmt: skip
