"""Pictures, films, sounds and embeds in a body."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any, Final

from rotative.core import html as safe
from rotative.importers.html.walker import Walker, words
from rotative.importers.old_site import watchable
from rotative.importers.records import Block, Embed, Gallery, Paragraph, Picture, Table

_MEDIA_ID: Final = re.compile(r"\bwp-image-(\d+)\b")
_BACKGROUND: Final = re.compile(r"background(?:-image)?\s*:[^;:]*url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(
    r"^data:|/(?:blank|placeholder|spacer|pixel|transparent|1x1|lazy)[\w-]*\.(?:gif|png|svg)", re.I
)


class PictureBlocks(Walker):
    """The handlers of pictures and embeds, with their captions."""

    def image(self, element: Any) -> None:
        alt = safe.plain(element.get("alt") or "")
        classes = element.get("class") or ""
        if "wp-smiley" in classes or "emoji" in classes.split():
            self.run.words(alt)
            return
        url = self.site.absolute(_picture_address(element))
        if not url:
            self.problem("picture_removed", example=alt or (element.get("src") or "")[:80])
        elif element.get("width") in ("0", "1") and element.get("height") in ("0", "1"):
            self.problem("tracking_pixel_removed", example=url)
        else:
            found = _MEDIA_ID.search(classes)
            media_id = found[1] if found else element.get("data-id") or ""
            self.add(Picture(url=url, alt=alt, media_id=media_id if media_id.isdigit() else ""))
        self.children(element)

    def figure(self, element: Any) -> None:
        """Add a picture, table or player, or several of them, with one caption."""
        caption = next((child for child in element if child.tag == "figcaption"), None)
        place = self.after if self.words_only else self.blocks
        self.edge()
        start = len(place)
        self.children(element, without=caption)
        self.edge()
        self.release()
        if _is_gallery(element):
            self.grouped(place, start)
        if caption is not None:
            self.caption(self.captured(caption), place, start)
        self.release()

    def caption(self, html: str, place: list[Block], start: int) -> None:
        """Gives the caption to the one block it belongs to, else makes it a paragraph."""
        if not html:
            return
        blocks = place[start:]
        block = blocks[0] if len(blocks) == 1 else None
        if isinstance(block, Picture | Gallery | Table) and not block.caption:
            place[start] = replace(block, caption=self.flat(html, where="caption"))
        elif isinstance(block, Embed) and not block.title:
            place[start] = replace(block, title=self.flat(html, where="caption"))
        elif self.words_only:
            self.run.boundary()
            self.raw(html)
            self.run.boundary()
        else:
            self.add(Paragraph(html=html))

    def captioned(self, element: Any) -> None:
        """Add a picture with its caption, in the form of the older editor."""
        place = self.after if self.words_only else self.blocks
        self.edge()
        waiting = len(self.after)
        html = self.captured(element) or escape(safe.plain(element.get("data-caption") or ""), quote=False)
        start = waiting if self.words_only else len(self.blocks)
        self.release()
        self.caption(html, place, start)
        self.edge()

    def division(self, element: Any) -> None:
        classes = (element.get("class") or "").split()
        if "wp-caption" in classes:
            self.captioned(element)
            return
        background = _BACKGROUND.search(element.get("style") or "")
        if background and (url := self.site.absolute(background[1])) and not url.startswith("data:"):
            self.add(Picture(url=url))
        place, start = (self.after if self.words_only else self.blocks), -1
        if _is_gallery(element):
            self.edge()
            start = len(place)
        self.wrapper(element, "div")
        if start >= 0:
            self.grouped(place, start)

    def gallery(self, element: Any) -> None:
        """Add the pictures that a shortcode names by their numbers, or all that belong to the post."""
        numbers = [part for part in re.split(r"[,\s]+", element.get("data-ids") or "") if part.isdigit()]
        pictures = tuple(
            Picture(url="", alt=element.get("data-alt") or "", media_id=number) for number in numbers
        )
        if len(pictures) == 1:
            self.add(pictures[0])
        elif pictures or self.post:
            self.add(Gallery(pictures=pictures, own_of="" if pictures else self.post))
        self.children(element)

    def grouped(self, place: list[Block], start: int) -> None:
        """Make one gallery of several pictures, and of nothing else, since `start`."""
        pictures = [block for block in place[start:] if isinstance(block, Picture)]
        if len(pictures) > 1 and len(pictures) == len(place) - start:
            place[start:] = [Gallery(pictures=tuple(pictures))]

    def player(self, element: Any) -> None:
        """Add an embed, a sound or a film: its address and title."""
        first = next((child.get("src") or "" for child in element.iter("source", "embed")), "")
        movie = next(
            (child.get("value") or "" for child in element.iter("param") if child.get("name") == "movie"), ""
        )
        names = ("src", "data-src", "data-url", "data", "data-lazy-src", "srcdoc")
        address = next((value for name in names if (value := element.get(name))), "") or first or movie
        if element.tag == "wpembed" and not address:
            address = words(element)
        url = self.site.absolute(address)
        if url:
            title = element.get("title") or element.get("data-title") or ""
            self.add(Embed(url=watchable(url), title=safe.plain(title)))
        else:
            self.problem("frame_removed", detail=element.tag, example=address)
        if element.tag in ("object", "video", "audio") and not url:
            self.children(element)
        for track in element.iter("track"):
            self.problem("subtitles_removed", example=track.get("src") or "")

    def fallback(self, element: Any) -> None:
        """Add the content for browsers without JavaScript: often the real picture, in place of a placeholder."""
        place = self.after if self.words_only else self.blocks
        start = len(place)
        seen = {block.url for block in place if isinstance(block, Picture)}
        self.wrapper(element, "div")
        place[start:] = [
            block for block in place[start:] if not (isinstance(block, Picture) and block.url in seen)
        ]


def _is_gallery(element: Any) -> bool:
    """Return True for the element around a gallery; one inside another is a part of it."""
    if "gallery" not in (element.get("class") or "") or "item" in (element.get("class") or ""):
        return False
    return not any("gallery" in (above.get("class") or "") for above in element.iterancestors())


def _picture_address(element: Any) -> str:
    """Return the best address of a picture; lazy loaders keep it in an attribute of their own."""
    lazy = next(
        (
            value
            for name in ("data-orig-file", "data-src", "data-lazy-src", "data-original")
            if (value := element.get(name))
        ),
        "",
    )
    address = element.get("src") or ""
    if lazy or not address or _PLACEHOLDER.search(address):
        largest = (element.get("data-srcset") or element.get("srcset") or "").split(",")[-1].split()
        return lazy or (largest[0] if largest else "") or ("" if _PLACEHOLDER.match(address) else address)
    return address
