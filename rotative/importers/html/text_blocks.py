"""Lines, headings, quotations and code in a body."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from rotative.core import html as safe
from rotative.importers.html.walker import Walker, words
from rotative.importers.records import Embed, Intertitle, Paragraph, Quotation, Rule


class TextBlocks(Walker):
    """The handlers of elements that hold words only."""

    def line_end(self, element: Any) -> None:
        waiting = self.run.line_end(keep=self.exact)
        if waiting > 1 and not self.words_only:
            self.flush()
        self.children(element)

    def quoted(self, element: Any) -> None:
        self.run.words("“")
        self.children(element)
        self.run.words("”")

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

    def term(self, element: Any) -> None:
        self.edge()
        self.strong(element)
        self.edge()

    def rule(self, element: Any) -> None:
        self.edge()
        if self.words_only:
            self.problem("rule_removed", detail="hr")
        elif self.blocks:
            self.add(Rule())
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
        cite = _source(element)
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

    def download(self, element: Any) -> None:
        """Add the words of a button as a line of their own."""
        self.edge()
        self.children(element)
        self.edge()


def _parts(element: Any) -> Iterator[Any]:
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _source(quotation: Any) -> Any:
    """Return the element that names the person quoted: the last `cite` or `footer`, when no words follow it."""
    cite = next(reversed(list(quotation.iter("footer", "cite"))), None)
    step = cite
    while step is not None and step is not quotation:
        if (step.tail or "").strip() or any(
            words(later) for later in step.itersiblings() if later.tag != etree.Comment
        ):
            return None
        step = step.getparent()
    if cite is not None and cite.getparent() is not quotation and cite.getparent().tag == "footer":
        return cite.getparent()
    return cite


def _post_address(quotation: Any) -> str:
    """Return the address of the post on a social network that the quotation shows; "" for any other quotation."""
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
