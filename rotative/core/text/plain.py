"""HTML to plain text."""

import re

from rotative.core.text.entities import decoded

_SILENT = {"script", "style", "template", "head", "title", "noscript"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_PLAIN_TAGS = _INLINE | {"p", "br", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr"}
# A tag as editors write it; what else holds a "<" is left to the parser.
_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)(?: [a-z-]+="[^"<>]*")*+ ?/?>')


# What a browser takes for the beginning of a tag, of a comment or of anything else that is not shown.
_MARK = re.compile(r"<(?:(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)|(?P<comment>!--)|[!?/])")
_QUOTE_OR_END = re.compile(r"[>\"']")
# Their content is not markup, whatever is in it.
_RAW_END = {name: re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE) for name in ("script", "style")}


class _Words:
    """The words of a fragment, found in one walk from left to right.

    The parser of the library begins again at each "<" that has no end, which takes minutes for 20 kB of them.
    """

    def __init__(self, html: str) -> None:
        self.pieces: list[str] = []
        self._html = html
        self._at = 0
        self._silent = 0
        # False once a comment had no end: then none after it has one.
        self._comments_end = True
        look_from = 0
        while (mark := _MARK.search(html, look_from)) is not None:
            end = self._end(mark)
            if end is None and not mark["comment"]:
                # Nothing ends a tag after this one: the rest are words.
                break
            if end is None:
                look_from = mark.end()
                continue
            self._text(html[self._at : mark.start()])
            self._at = end
            if mark["name"]:
                self._tag(mark["name"].lower(), closing=bool(mark["end"]))
            look_from = self._at
        self._text(html[self._at :])

    def _end(self, mark: re.Match[str]) -> int | None:
        """Return the place after a mark; None when it has no end."""
        if mark["comment"]:
            # As browsers do: <!--> is a comment.
            at = self._html.find("-->", mark.end() - 2) if self._comments_end else -1
            self._comments_end = at >= 0
            return None if at < 0 else at + 3
        if not mark["name"]:
            at = self._html.find(">", mark.end())
            return None if at < 0 else at + 1
        at = mark.end()
        while (found := _QUOTE_OR_END.search(self._html, at)) is not None:
            if found[0] == ">":
                return found.end()
            # A quotation mark alone is a letter as any other.
            closing = self._html.find(found[0], found.end())
            at = found.end() if closing < 0 else closing + 1
        return None

    def _tag(self, name: str, *, closing: bool) -> None:
        if name in _SILENT:
            self._silent = max(0, self._silent - 1) if closing else self._silent + 1
            if not closing and name in _RAW_END:
                self._skip(_RAW_END[name])
        elif name not in _INLINE:
            self.pieces.append("\n")

    def _skip(self, ending: re.Pattern[str]) -> None:
        self._silent -= 1
        found = ending.search(self._html, self._at)
        self._at = found.end() if found else len(self._html)

    def _text(self, raw: str) -> None:
        if raw and not self._silent:
            self.pieces.append(_in_one_line(decoded(raw)))


def plain(html: str) -> str:
    """Return the words of an HTML fragment: one line for each block, entities decoded, no tag left."""
    if "<" not in html and "&" not in html:
        return flat(html)
    words = _from_plain_tags(html)
    if words is None:
        words = "".join(_Words(html).pieces)
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
        parts[2 * at] = decoded(line)
    parts[1::2] = ["" if name in _INLINE else "\n" for name in names]
    return "".join(parts)


def _collapse(line: str) -> str:
    """Replace doubled ordinary spaces of a line by one; no-break spaces stay."""
    if "  " in line or "\t" in line:
        return " ".join(filter(None, line.replace("\t", " ").split(" ")))
    return line.strip(" ")
