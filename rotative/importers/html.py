"""The body of a post, from the block editor or the older one, as neutral blocks: all its words, and a report of the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final

from lxml import etree

from rotative.core import html as safe
from rotative.importers import shortcodes
from rotative.importers.inline import KEPT, Run
from rotative.importers.links import Site, scheme, watchable
from rotative.importers.records import (
    Block,
    Embed,
    Intertitle,
    ListBlock,
    MediaRecord,
    Paragraph,
    Picture,
    Problem,
    Quotation,
    Table,
)

# Seen by nobody: gone without a word.
SILENT: Final = frozenset(
    {"link", "meta", "base", "col", "colgroup", "source", "track", "param", "wbr", "area", "basefont"}
)
# Gone with what is inside, and reported.
DROPPED: Final = {
    "script": "script_removed", "style": "style_removed", "template": "code_removed", "svg": "drawing_removed",
    "canvas": "drawing_removed", "input": "form_removed", "select": "form_removed", "textarea": "form_removed",
    "map": "image_map_removed", "frameset": "frame_removed", "title": "code_removed",
}  # fmt: skip
# The words stay, their marking does not, though it had a meaning.
MEANING_LOST: Final = frozenset({"del", "s", "strike", "abbr", "acronym", "ruby", "form", "marquee"})
UNWRAPPED: Final = frozenset(
    [
        "html",
        "body",
        "head",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "address",
        "center",
        "fieldset",
        "legend",
        "p",
        "dd",
        "dl",
        "hgroup",
        "form",
        "figure",
        "figcaption",
        "details",
        "noscript",
        "picture",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "li",
        "menu",
        "option",
        "optgroup",
        "blink",
        "marquee",
        "frame",
        "noframes",
    ]
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Blocks without words of their own that only drew something.
DECORATION: Final = frozenset({"separator", "spacer", "nextpage", "more"})

_BLANK_LINE: Final = re.compile(r"\n[ \t\xa0]*\n\s*")
_BLOCK_COMMENT: Final = re.compile(r"\s*wp:([a-z0-9/_-]+)\s*(\{.*\})?\s*(/?)\s*$", re.DOTALL | re.IGNORECASE)
_LONE_URL: Final = re.compile(r"https?://[^\s<>\"]+")
_MEDIA_ID: Final = re.compile(r"\bwp-image-(\d+)\b")
_BACKGROUND: Final = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_PAGE: Final = re.compile(r"</?(?:html|head|body)\b[^<>]*>|<!doctype[^<>]*>", re.IGNORECASE)
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg|heic|tiff?)(?:$|\?)", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(
    r"^data:|/(?:blank|placeholder|spacer|pixel|transparent|1x1|lazy)[\w-]*\.(?:gif|png|svg)", re.I
)


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """What became of one body."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Where galleries that name pictures by number find them."""

    by_id: Callable[[str], MediaRecord | None] = lambda media_id: None
    # All pictures that belong to the post.
    own: Callable[[], Iterable[MediaRecord]] = lambda: ()


def convert(
    html: str, *, site: Site, pictures: Pictures | None = None, footnotes: Sequence[str] = ()
) -> Conversion:
    """The blocks of a body. Every word of the source is in them, or what held it is among the problems.

    footnotes: inline HTML of the notes that the block editor keeps beside the body.
    """
    body = _Body(site=site, pictures=pictures or Pictures(), footnotes=footnotes)
    body.read(html)
    return Conversion(blocks=tuple(body.blocks), problems=tuple(body.problems))


class _Body:
    """One reading of one body: walks the parsed tree and collects blocks."""

    def __init__(self, *, site: Site, pictures: Pictures, footnotes: Sequence[str]) -> None:
        self.site = site
        self.pictures = pictures
        self.footnotes = footnotes
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.run = Run()
        # Pictures and embeds found inside something that holds words only; they follow it.
        self.after: list[Block] = []
        # Inside a caption, an item, a cell: words only, edges of blocks are line ends.
        self.words_only = False
        # The older editor: an empty line divides paragraphs, a line end is a line end.
        self.typed_lines = False
        self.exact = False

    def read(self, html: str) -> None:
        html = safe.printable(html.replace("\r\n", "\n").replace("\r", "\n"))
        if not html.strip():
            return
        self.typed_lines = "<!-- wp:" not in html
        html = shortcodes.expand(html, self.problems.append)
        if "<" not in html:
            self.text(_entities(html))
            self.flush()
            return
        try:
            self.walk(_tree(html))
            self.flush()
        except RecursionError:
            self.fall_back(html)

    def fall_back(self, html: str) -> None:
        """Nested deeper than any page: its words as paragraphs."""
        self.problem("nesting_lost", example=html[:80])
        self.blocks = [
            Paragraph(html=escape(line, quote=False)) for line in safe.plain_lines(html).split("\n") if line
        ]

    def problem(self, kind: str, *, detail: str = "", example: str = "") -> None:
        self.problems.append(Problem(kind=kind, detail=detail, example=example[:160]))

    # Collecting

    def add(self, block: Block) -> None:
        if self.words_only:
            self.after.append(block)
        else:
            self.flush()
            self.blocks.append(block)

    def edge(self) -> None:
        """The edge of a block."""
        if self.words_only:
            self.run.boundary()
        else:
            self.flush()

    def flush(self) -> None:
        """Ends the paragraph; an address alone on its line is something to show from elsewhere."""
        html = self.run.take()
        if not html:
            return
        if "http" not in html:
            self.blocks.append(Paragraph(html=html))
            return
        kept: list[str] = []
        for line in html.split("<br>"):
            if _LONE_URL.fullmatch(line) and _balanced(kept):
                self.blocks.extend(_paragraphs(kept))
                kept = []
                self.blocks.append(self.lone_address(_entities(line)))
            else:
                kept.append(line)
        self.blocks.extend(_paragraphs(kept))

    def lone_address(self, url: str) -> Block:
        if path := self.site.relative(url):
            return Paragraph(html=f'<a href="{escape(path)}">{escape(url, quote=False)}</a>')
        return Embed(url=watchable(url))

    @contextmanager
    def capturing(self) -> Iterator[Callable[[], str]]:
        """Words only for a while, into a run of their own; the call hands them over."""
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
        """The pictures and embeds that waited for the end of what held them."""
        if not self.words_only and self.after:
            waiting, self.after = self.after, []
            self.flush()
            self.blocks.extend(waiting)

    def flat(self, html: str, *, where: str) -> str:
        """Plain text of inline HTML; links that this loses are reported."""
        self.lost_links(html, where)
        return safe.plain(html)

    def lost_links(self, html: str, where: str) -> None:
        if "<a " in html:
            self.problem("link_lost", detail=where, example=safe.plain(html))

    # Walking

    def walk(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            self.special(element)
        elif tag in KEPT:
            self.inline(element, KEPT[tag])
        elif handler := _HANDLERS.get(tag):
            handler(self, element)
        elif tag in SILENT:
            self.children(element)
        elif tag in DROPPED:
            self.problem(DROPPED[tag], example=element.get("src") or element.text or tag)
        else:
            self.wrapper(element, tag)

    def wrapper(self, element: Any, tag: str) -> None:
        if tag in MEANING_LOST:
            self.problem("marking_lost", detail=tag, example=element.get("title") or _words(element)[:80])
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
        """Text whose line ends were typed as such."""
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
        """A comment of the block editor, or another node without a name."""
        if element.tag is not etree.Comment:
            return
        text = element.text or ""
        if text.strip() in ("more", "nextpage", "noteaser") or text.startswith("more"):
            self.edge()
            self.problem("page_break_removed", example=text.strip())
        elif found := _BLOCK_COMMENT.fullmatch(text):
            self.edge()
            if found[3]:
                self.empty_block(found[1], _json(found[2]))

    def empty_block(self, name: str, values: dict[str, Any]) -> None:
        """A block that the old site filled when it was shown."""
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

    # Inline

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
        """A picture keeps no link; one that led neither to its file nor to its own page is reported."""
        url = self.site.absolute(element.get("href"))
        if url and not _PICTURE_FILE.search(url) and not self.site.owns(url):
            self.problem("link_lost", detail="picture", example=url)

    def link(self, element: Any) -> str | None:
        """The attributes of a link that can be kept, else None."""
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

    def line_end(self, element: Any) -> None:
        waiting = self.run.line_end(keep=self.exact)
        if waiting > 1 and not self.words_only:
            self.flush()
        self.children(element)

    def quoted(self, element: Any) -> None:
        self.run.words("“")
        self.children(element)
        self.run.words("”")

    # Blocks

    def heading(self, element: Any) -> None:
        if self.words_only:
            self.edge()
            self.strong(element)
            self.edge()
            return
        self.flush()
        html = self.captured(element)
        if text := self.flat(html, where="intertitle"):
            self.add(Intertitle(text=text))
        self.release()

    def strong(self, element: Any, name: str = "strong") -> None:
        self.run.open(name)
        self.children(element)
        self.run.close()

    def term(self, element: Any) -> None:
        self.edge()
        self.strong(element)
        self.edge()

    def rule(self, element: Any) -> None:
        self.edge()
        self.problem("rule_removed", detail="hr")
        self.children(element)

    def preformatted(self, element: Any) -> None:
        self.edge()
        verse = any(name in (element.get("class") or "") for name in ("verse", "preformatted", "poetry"))
        exact, self.exact = self.exact, True
        if self.words_only:
            self.strong(element, "em" if verse else "code")
        elif html := self.in_code(element, code=not verse):
            self.add(Paragraph(html=html))
        self.exact = exact
        self.edge()
        self.release()

    def in_code(self, element: Any, *, code: bool) -> str:
        with self.capturing() as taken:
            if code:
                self.run.open("code")
            self.children(element)
            return taken()

    def quotation(self, element: Any) -> None:
        if self.words_only:
            self.wrapper(element, "div")
            return
        self.flush()
        cite = _last_words(element)
        source = self.flat(self.captured(cite), where="quotation") if cite is not None else ""
        with self.capturing() as taken:
            for part in _parts(element):
                self.quotation_part(part, cite)
            html = taken()
        if html:
            self.lost_links(html, "quotation")
            self.add(Quotation(text=safe.plain_lines(html), source=source))
        elif source:
            self.add(Paragraph(html=escape(source, quote=False)))
        if url := _post_address(element):
            self.add(Embed(url=url))
        self.release()

    def quotation_part(self, part: Any, cite: Any) -> None:
        if isinstance(part, str):
            self.text(part)
        elif part is not cite:
            if part.tag == "p":
                self.paragraph_end()
                self.children(part, without=cite)
                self.paragraph_end()
            elif isinstance(part.tag, str) and cite is not None and cite in part.iterdescendants():
                self.children(part, without=cite)
            else:
                self.walk(part)

    def listing(self, element: Any) -> None:
        items: list[str] = []
        with self.capturing():
            self.items(element, items, "")
        if self.words_only:
            for item in items:
                self.run.boundary()
                self.raw(f"– {item}")
            self.run.boundary()
            return
        if items:
            self.add(ListBlock(ordered=element.tag == "ol", items=tuple(items)))
        else:
            self.flush()
        self.release()

    def raw(self, html: str) -> None:
        """Inline HTML that is finished already, word by word into the run."""
        tree = _tree(html)
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

    def items(self, element: Any, items: list[str], prefix: str) -> None:
        """The items of a list and of the lists inside it, in reading order."""
        self.run.words(element.text or "")
        for child in element:
            if child.tag in ("ul", "ol", "menu"):
                self.item_end(items, prefix)
                self.items(child, items, prefix + "– " if element.tag == "li" else prefix)
            elif child.tag == "li":
                self.item_end(items, prefix)
                self.items(child, items, prefix)
                self.item_end(items, prefix)
            else:
                self.walk(child)
            self.text(child.tail)
        if element.tag != "li":
            self.item_end(items, prefix)

    def item_end(self, items: list[str], prefix: str) -> None:
        if html := self.run.take():
            items.append(prefix + html)

    def table(self, element: Any) -> None:
        if self.words_only or element.find(".//table") is not None or len(_cells(element)) <= 1:
            self.wrapper(element, "div")
            return
        self.flush()
        rows = self.rows(element)
        heads = [
            all(cell.tag == "th" for cell in row) or row.getparent().tag == "thead" for row in _rows(element)
        ]
        caption = next((child for child in element if child.tag == "caption"), None)
        text = self.flat(self.captured(caption), where="caption") if caption is not None else ""
        header = rows.pop(0) if heads and heads[0] and len(rows) > 1 else ()
        if any(any(row) for row in (header, *rows)):
            self.add(Table(caption=text, header=header, rows=tuple(rows)))
        self.release()

    def rows(self, element: Any) -> list[tuple[str, ...]]:
        """Plain rows, equally long; a cell that covers several places leaves the others empty."""
        covered: dict[tuple[int, int], bool] = {}
        rows: list[list[str]] = []
        for number, row in enumerate(_rows(element)):
            cells: list[str] = []
            for cell in row:
                while covered.pop((number, len(cells)), False):
                    cells.append("")
                self.cell(cell, number, cells, covered)
            rows.append(cells)
        width = max((len(cells) for cells in rows), default=0)
        return [tuple(cells + [""] * (width - len(cells))) for cells in rows]

    def cell(self, cell: Any, number: int, cells: list[str], covered: dict[tuple[int, int], bool]) -> None:
        if cell.tag not in ("td", "th"):
            return
        place = len(cells)
        wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
        cells.append(self.flat(self.captured(cell), where="table"))
        cells.extend([""] * (wide - 1))
        for down in range(1, high):
            for across in range(wide):
                covered[(number + down, place + across)] = True

    # Pictures and players

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
        """A picture, table, player or several of them with one caption."""
        caption = next((child for child in element if child.tag == "figcaption"), None)
        place = self.after if self.words_only else self.blocks
        self.edge()
        start = len(place)
        self.children(element, without=caption)
        self.edge()
        self.release()
        if caption is not None:
            self.caption(self.captured(caption), place, start)
        self.release()

    def caption(self, html: str, place: list[Block], start: int) -> None:
        """Gives the caption to the one block it belongs to, else makes it a paragraph."""
        if not html:
            return
        blocks = place[start:]
        block = blocks[0] if len(blocks) == 1 else None
        if (isinstance(block, Picture) and not block.caption) or (
            isinstance(block, Table) and not block.caption
        ):
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
        """A picture and its words together, as the older editor wrote them."""
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
        self.wrapper(element, "div")

    def gallery(self, element: Any) -> None:
        ids = [number for number in re.split(r"[,\s]+", element.get("data-ids") or "") if number]
        found = [self.pictures.by_id(number) for number in ids] if ids else list(self.pictures.own())
        for number, media in zip(ids or [media.source_id for media in found if media], found, strict=True):
            if media is None:
                self.problem("gallery_picture_missing", example=number)
            else:
                self.add(
                    Picture(url=media.url, alt=media.alt, caption=media.caption, media_id=media.source_id)
                )
        if not found:
            self.problem("gallery_empty", example="[gallery]")
        self.children(element)

    def player(self, element: Any) -> None:
        """Something from elsewhere, or a sound or film: an address and its title."""
        first = next((child.get("src") or "" for child in element.iter("source", "embed")), "")
        movie = next(
            (child.get("value") or "" for child in element.iter("param") if child.get("name") == "movie"), ""
        )
        names = ("src", "data-src", "data-url", "data", "data-lazy-src", "srcdoc")
        address = next((value for name in names if (value := element.get(name))), "") or first or movie
        if element.tag == "wpembed" and not address:
            address = _words(element)
        url = self.site.absolute(address)
        if url:
            title = element.get("title") or element.get("data-title") or ""
            self.add(Embed(url=watchable(url), title=safe.plain(title)))
        else:
            self.problem("frame_removed", detail=element.tag, example=address)
        if element.tag in ("object", "video", "audio") and not url:
            self.children(element)
        for words in element.iter("track"):
            self.problem("subtitles_removed", example=words.get("src") or "")

    def fallback(self, element: Any) -> None:
        """Shown without JavaScript: the real picture where a placeholder stood."""
        place = self.after if self.words_only else self.blocks
        start = len(place)
        seen = {block.url for block in place if isinstance(block, Picture)}
        self.wrapper(element, "div")
        place[start:] = [
            block for block in place[start:] if not (isinstance(block, Picture) and block.url in seen)
        ]

    def download(self, element: Any) -> None:
        """A button: its words stay, as a line of their own."""
        self.edge()
        self.children(element)
        self.edge()


_HANDLERS: Final[dict[str, Callable[[_Body, Any], None]]] = {
    "br": _Body.line_end,
    "q": _Body.quoted,
    "hr": _Body.rule,
    "pre": _Body.preformatted,
    "xmp": _Body.preformatted,
    "listing": _Body.preformatted,
    "blockquote": _Body.quotation,
    "ul": _Body.listing,
    "ol": _Body.listing,
    "menu": _Body.listing,
    "dt": _Body.term,
    "summary": _Body.term,
    "table": _Body.table,
    "img": _Body.image,
    "figure": _Body.figure,
    "div": _Body.division,
    "wpcaption": _Body.captioned,
    "wpgallery": _Body.gallery,
    "wpembed": _Body.player,
    "iframe": _Body.player,
    "embed": _Body.player,
    "object": _Body.player,
    "video": _Body.player,
    "audio": _Body.player,
    "noscript": _Body.fallback,
    "button": _Body.download,
    **dict.fromkeys(HEADINGS, _Body.heading),
}


def _tree(html: str) -> Any:
    parser = etree.HTMLParser(huge_tree=True, recover=True, no_network=True, encoding="utf-8")
    # A body pasted with its page around it would end at the page's end.
    html = _PAGE.sub("", html) if "body" in html or "html" in html else html
    return etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)


def _entities(text: str) -> str:
    return safe.unescape(text)


def _json(text: str | None) -> dict[str, Any]:
    try:
        values = json.loads(text) if text else {}
    except ValueError:
        return {"unreadable": text}
    return values if isinstance(values, dict) else {}


def _paragraphs(lines: list[str]) -> list[Block]:
    html = "<br>".join(lines).removeprefix("<br>").removesuffix("<br>")
    return [Paragraph(html=html)] if html else []


def _balanced(lines: list[str]) -> bool:
    html = "".join(lines)
    return html.count("</") * 2 == html.count("<")


def _words(element: Any) -> str:
    return " ".join(str(element.xpath("string()")).split())


def _parts(element: Any) -> Iterator[Any]:
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _last_words(quotation: Any) -> Any:
    """The element that names who is quoted: the last `cite` or `footer`, with nothing after it."""
    cite = next(reversed(list(quotation.iter("footer", "cite"))), None)
    step = cite
    while step is not None and step is not quotation:
        if (step.tail or "").strip() or any(
            _words(later) for later in step.itersiblings() if later.tag != etree.Comment
        ):
            return None
        step = step.getparent()
    if cite is not None and cite.getparent() is not quotation and cite.getparent().tag == "footer":
        return cite.getparent()
    return cite


def _post_address(quotation: Any) -> str:
    """The address of a post on a social network that the quotation shows; "" for any other quotation."""
    classes = quotation.get("class") or ""
    if not any(
        name in classes
        for name in ("twitter-", "instagram-media", "tiktok-embed", "fb-post", "bluesky-embed")
    ):
        return ""
    address = quotation.get("data-instgrm-permalink") or quotation.get("cite") or ""
    links = [link.get("href") or "" for link in quotation.iter("a")]
    url = address or (links[-1] if links else "")
    return url if url.startswith(("http://", "https://")) else ""


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells(table: Any) -> list[Any]:
    return [cell for row in _rows(table) for cell in row if cell.tag in ("td", "th")]


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 100)) if value.isdecimal() else 1


def _picture_address(element: Any) -> str:
    """The best address of a picture; lazy loaders hide it in an attribute of their own."""
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
