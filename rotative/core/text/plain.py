"""HTML to plain text."""

import re
from html import unescape
from html.parser import HTMLParser

_SILENT = {"script", "style", "template", "head", "title", "noscript"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_PLAIN_TAGS = _INLINE | {"p", "br", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr"}
# A tag as editors write it; what else holds a "<" is left to the parser.
_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)(?: [a-z-]+="[^"<>]*")* ?/?>')


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Take `<![` for a comment as browsers do; the library gives up on most of the text that may follow."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag not in _INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag not in _INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data.replace("\r", " ").replace("\n", " "))


def plain(html: str) -> str:
    """Return the words of an HTML fragment: one line for each block, entities decoded, no tag left."""
    if "<" not in html and "&" not in html:
        return flat(html)
    words = _from_plain_tags(html)
    if words is None:
        parser = _Words()
        parser.feed(html)
        parser.close()
        words = "".join(parser.pieces)
    return "\n".join(line for line in (_collapse(line) for line in words.split("\n")) if line)


def flat(text: str) -> str:
    """Return a text without markup as one line of `plain`: line ends become spaces, doubled ordinary spaces one."""
    return _collapse(_in_one_line(text))


def _in_one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ") if "\n" in text or "\r" in text else text


def _from_plain_tags(html: str) -> str | None:
    """Return the text that the parser would, in a tenth of its time; None if the markup is not of the plainest kind."""
    # Texts and names of tags by turns.
    parts = _TAG.split(html)
    if any("<" in text for text in parts[::2]):
        return None
    names = [name.removeprefix("/") for name in parts[1::2]]
    if not _PLAIN_TAGS.issuperset(names):
        return None
    for at, text in enumerate(parts[::2]):
        line = _in_one_line(text)
        parts[2 * at] = unescape(line) if "&" in line else line
    parts[1::2] = ["" if name in _INLINE else "\n" for name in names]
    return "".join(parts)


def _collapse(line: str) -> str:
    """Replace doubled ordinary spaces of a line by one; no-break spaces stay."""
    if "  " in line or "\t" in line:
        return " ".join(filter(None, line.replace("\t", " ").split(" ")))
    return line.strip(" ")
