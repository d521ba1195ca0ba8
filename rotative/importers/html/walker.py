"""Walks the parsed tree of a body and collects blocks. The handlers of single elements are in the `*_blocks` modules."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any, ClassVar, Final

from lxml import etree

from rotative.core import html as safe
from rotative.core.text.entities import decoded
from rotative.importers.html import shortcodes
from rotative.importers.html.inline import KEPT, Run
from rotative.importers.old_site import OldSite, scheme, watchable
from rotative.importers.records import Block, Embed, ListBlock, Paragraph, Problem

# Elements that show nothing: removed without a report.
SILENT: Final = frozenset(
    {"link", "meta", "base", "col", "colgroup", "source", "track", "param", "wbr", "area", "basefont"}
)
# Removed with their content, and reported.
DROPPED: Final = {
    "script": "script_removed", "style": "style_removed", "template": "code_removed", "svg": "drawing_removed",
    "canvas": "drawing_removed", "input": "form_removed", "select": "form_removed", "textarea": "form_removed",
    "map": "image_map_removed", "frameset": "frame_removed", "title": "code_removed",
}  # fmt: skip
# The words stay, their meaningful marking is lost and reported.
MEANING_LOST: Final = frozenset({"del", "s", "strike", "abbr", "acronym", "ruby", "form", "marquee"})
UNWRAPPED: Final = frozenset({
    "html", "body", "head", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address",
    "center", "fieldset", "legend", "p", "dd", "dl", "hgroup", "form", "figure", "figcaption", "details", "noscript",
    "picture", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "li", "menu", "option", "optgroup", "blink",
    "marquee", "frame", "noframes",
})  # fmt: skip
# Blocks without words that only decorated the page.
DECORATION: Final = frozenset({"separator", "spacer", "nextpage", "more"})
# Inline pictures: their bytes are no text, and would only make the body long.
_INLINE_DATA: Final = re.compile(
    r"data:[a-z]{1,20}/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=\s]{200,}", re.IGNORECASE
)

_BLANK_LINE: Final = re.compile(r"\n[ \t\xa0]*\n\s*")
_BLOCK_COMMENT: Final = re.compile(r"wp:([a-z0-9/_-]+)(?:\s*(\{.*\}))?\s*(/?)", re.DOTALL | re.IGNORECASE)
_LONE_URL: Final = re.compile(r"https?://[^\s<>\"]+")
_PAGE: Final = re.compile(r"</?(?:html|head|body)\b[^<>]*>|<!doctype[^<>]*>", re.IGNORECASE)
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg|heic|tiff?)(?:$|\?)", re.IGNORECASE)


class Walker:
    """A walk through one body. Words are collected in a run; finished runs and other blocks in `blocks`."""

    # By name of an element. Inline elements and mere wrappers need no entry.
    handlers: ClassVar[Mapping[str, Callable[[Any, Any], None]]] = {}

    def __init__(self, *, site: OldSite, footnotes: Sequence[str], post: str = "") -> None:
        self.site = site
        self.post = post
        self.footnotes = footnotes
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.run = Run()
        # Pictures and embeds inside an element that holds words only; they are added after it.
        self.after: list[Block] = []
        # Inside a caption, a list item or a cell: words only, edges of blocks become line ends.
        self.words_only = False
        # Text of the older editor: an empty line ends a paragraph, a line end is kept.
        self.typed_lines = False
        self.exact = False

    def convert(self, html: str, *, is_plain: bool = False) -> None:
        html = safe.printable(html.replace("\r\n", "\n").replace("\r", "\n"))
        if "data:" in html:
            html = _INLINE_DATA.sub("data:,", html)
        if not html.strip():
            return
        self.typed_lines = not is_plain and "<!-- wp:" not in html
        if not is_plain:
            html = shortcodes.expand(html, self.problems.append)
        if "<" not in html:
            self.text(decoded(html))
            self.flush()
            return
        try:
            self.walk(tree_of(html))
            self.flush()
        except RecursionError:
            self.fall_back(html)

    def fall_back(self, html: str) -> None:
        """Keep only the words, as paragraphs, of a body nested too deeply."""
        self.problem("nesting_lost", example=html[:80])
        self.blocks = [
            Paragraph(html=escape(line, quote=False)) for line in safe.plain_lines(html).split("\n") if line
        ]

    def problem(self, kind: str, *, detail: str = "", example: str = "") -> None:
        self.problems.append(Problem(kind=kind, detail=detail, example=example[:160]))

    def add(self, block: Block) -> None:
        if self.words_only:
            self.after.append(block)
        else:
            self.flush()
            self.blocks.append(block)

    def edge(self) -> None:
        """Begin or end a block."""
        if self.words_only:
            self.run.boundary()
        else:
            self.flush()

    def flush(self) -> None:
        """End the paragraph; an address alone on its line becomes an embed."""
        html = self.run.take()
        if not html:
            return
        if "http" not in html:
            self.blocks.append(Paragraph(html=html))
            return
        kept: list[str] = []
        # Elements that the kept lines opened and did not close.
        unclosed = 0
        for line in html.split("<br>"):
            if not unclosed and _LONE_URL.fullmatch(line):
                self.blocks.extend(_paragraphs(kept))
                kept = []
                self.blocks.append(self.lone_address(decoded(line)))
            else:
                kept.append(line)
                unclosed += line.count("<") - 2 * line.count("</")
        self.blocks.extend(_paragraphs(kept))

    def lone_address(self, url: str) -> Block:
        if path := self.site.relative(url):
            return Paragraph(html=f'<a href="{escape(path)}">{escape(url, quote=False)}</a>')
        return Embed(url=watchable(url))

    @contextmanager
    def capturing(self) -> Iterator[Callable[[], str]]:
        """Collect words only, in a run of their own; the yielded function returns them."""
        outer, self.run, words_only, self.words_only = self.run, Run(), self.words_only, True
        inner = self.run
        try:
            yield inner.take
        finally:
            self.run, self.words_only = outer, words_only

    def captured(self, element: Any) -> str:
        with self.capturing() as taken:
            self.children(element)
            return taken()

    def release(self) -> None:
        """Add the pictures and embeds that waited for the end of the element that holds them."""
        if not self.words_only and self.after:
            waiting, self.after = self.after, []
            self.flush()
            self.blocks.extend(waiting)

    def flat(self, html: str, *, where: str) -> str:
        """Return the plain text of inline HTML, and report the links it loses."""
        self.lost_links(html, where)
        return safe.plain(html)

    def lost_links(self, html: str, where: str) -> None:
        if "<a " in html:
            self.problem("link_lost", detail=where, example=safe.plain(html))

    def walk(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            self.special(element)
        elif tag in KEPT:
            self.inline(element, KEPT[tag])
        elif handler := self.handlers.get(tag):
            handler(self, element)
        elif tag in SILENT:
            self.children(element)
        elif tag in DROPPED:
            self.problem(DROPPED[tag], example=element.get("src") or element.text or tag)
        else:
            self.wrapper(element, tag)

    def wrapper(self, element: Any, tag: str) -> None:
        if tag in MEANING_LOST:
            self.problem("marking_lost", detail=tag, example=element.get("title") or words(element)[:80])
        if tag in UNWRAPPED:
            self.edge()
            self.children(element)
            self.edge()
        else:
            self.children(element)

    def children(self, element: Any, *, without: Any = None) -> None:
        self.text(element.text)
        for child in element:
            if child is not without:
                self.walk(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.exact:
            self.run.exact(text)
        elif self.typed_lines and "\n" in text:
            self.typed(text)
        else:
            self.run.words(text)

    def typed(self, text: str) -> None:
        """Add text of the older editor, with its line ends."""
        for number, part in enumerate(_BLANK_LINE.split(text)):
            if number:
                self.paragraph_end()
            for count, line in enumerate(part.split("\n")):
                if count:
                    self.run.line_end()
                self.run.words(line)

    def paragraph_end(self) -> None:
        if self.words_only:
            self.run.boundary()
            self.run.line_end()
        else:
            self.flush()

    def special(self, element: Any) -> None:
        """Handle a comment of the block editor; ignore other nodes without a name."""
        if element.tag is not etree.Comment:
            return
        text = element.text or ""
        if text.strip() in ("more", "nextpage", "noteaser") or text.startswith("more"):
            self.edge()
            self.problem("page_break_removed", example=text.strip())
        elif found := _BLOCK_COMMENT.fullmatch(text.strip()):
            self.edge()
            if found[3]:
                self.empty_block(found[1], _json(found[2]))

    def empty_block(self, name: str, values: dict[str, Any]) -> None:
        """Add a block that the old site filled when it showed the page, where its content is known."""
        name = name.removeprefix("core/")
        if name == "footnotes" and self.footnotes:
            self.add(ListBlock(ordered=True, items=tuple(self.footnotes)))
        elif name.removeprefix("core-").startswith("embed") and (
            url := self.site.absolute(str(values.get("url", "")))
        ):
            self.add(Embed(url=watchable(url)))
        elif name not in DECORATION:
            example = json.dumps(values, ensure_ascii=False) if values else name
            self.problem("block_without_content", detail=name, example=example)

    def inline(self, element: Any, name: str) -> None:
        if name == "a":
            if "__button" in (element.get("class") or ""):
                self.edge()
            attributes = self.link(element)
        elif self.run.opened(name):
            attributes = None
        else:
            attributes = ""
        if attributes is None or (name == "a" and self.run.opened("a")):
            self.children(element)
            return
        self.run.open(name, attributes)
        self.children(element)
        self.run.close()
        if name == "a" and element.find(".//img") is not None:
            self.picture_link(element)

    def picture_link(self, element: Any) -> None:
        """Report the link of a picture, which is lost, unless it led to the picture's file or to the old site."""
        url = self.site.absolute(element.get("href"))
        if url and not _PICTURE_FILE.search(url) and not self.site.owns(url):
            self.problem("link_lost", detail="picture", example=url)

    def link(self, element: Any) -> str | None:
        """Return the attributes of a link that can be kept, else None."""
        href = (element.get("href") or "").strip()
        if not href:
            return None
        kind = scheme(href)
        if href.startswith("#"):
            self.problem("inner_link_removed", example=href)
        elif kind not in ("", "http", "https", "mailto"):
            unsafe = kind in ("javascript", "vbscript", "data", "file")
            self.problem("unsafe_link_removed" if unsafe else "link_removed", detail=kind, example=href)
        elif address := self.site.href(href):
            return f' href="{escape(address)}"'
        return None

    def strong(self, element: Any, name: str = "strong") -> None:
        self.run.open(name)
        self.children(element)
        self.run.close()

    def raw(self, html: str) -> None:
        """Write finished inline HTML into the run."""
        tree = tree_of(html)
        exact, self.exact, typed, self.typed_lines = self.exact, False, self.typed_lines, False
        for body in tree:
            self.run.words(body.text or "")
            for child in body:
                self.walk_finished(child)
        self.exact, self.typed_lines = exact, typed

    def walk_finished(self, child: Any) -> None:
        if child.tag == "br":
            self.run.line_end(keep=True)
        elif child.tag == "a":
            self.run.open("a", f' href="{escape(child.get("href") or "")}"')
        elif child.tag != "p":
            self.run.open(child.tag)
        self.run.words(child.text or "")
        for inner in child:
            self.walk_finished(inner)
        if child.tag not in ("br", "p"):
            self.run.close()
        self.run.words(child.tail or "")


def tree_of(html: str) -> Any:
    parser = etree.HTMLParser(huge_tree=True, recover=True, no_network=True, encoding="utf-8")
    # A body pasted with its whole page would end where that page ends.
    html = _PAGE.sub("", html) if "body" in html or "html" in html else html
    return etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)


def _json(text: str | None) -> dict[str, Any]:
    try:
        values = json.loads(text) if text else {}
    except ValueError:
        return {"unreadable": text}
    return values if isinstance(values, dict) else {}


def _paragraphs(lines: list[str]) -> list[Block]:
    html = "<br>".join(lines).removeprefix("<br>").removesuffix("<br>")
    return [Paragraph(html=html)] if html else []


def words(element: Any) -> str:
    return " ".join(str(element.xpath("string()")).split())
