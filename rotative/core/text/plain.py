"""HTML to plain text."""

from html.parser import HTMLParser

_SILENT = {"script", "style", "template", "head", "title", "noscript"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Browsers take `<![` for a comment; the library gives up on most of what may follow."""
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
    """The words of an HTML fragment: one line per block, entities decoded, no tag left."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = ("".join(parser.pieces)).split("\n")
    return "\n".join(line for line in (_collapse(line) for line in lines) if line)


def _collapse(line: str) -> str:
    """A line without doubled ordinary spaces; no-break spaces stay."""
    return " ".join(part for part in line.replace("\t", " ").split(" ") if part)
