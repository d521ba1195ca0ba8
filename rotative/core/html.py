"""HTML from outside, made harmless here and nowhere else."""

from __future__ import annotations

import re
from typing import Final, Literal

import nh3

from rotative.core.text.entities import decoded

# paragraph: the inside of one paragraph. blocks: several paragraphs, headings, lists. comment: a reader's words.
Level = Literal["paragraph", "blocks", "comment"]

INLINE_TAGS: Final = frozenset({"a", "b", "strong", "i", "em", "sup", "sub", "br", "code"})
BLOCK_TAGS: Final = INLINE_TAGS | {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr"}
# Dropped with everything inside: their content was never text for a reader.
SILENT_TAGS: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object", "title"})
# Tags whose edges separate words in plain text.
BREAKING_TAGS: Final = BLOCK_TAGS - INLINE_TAGS | frozenset(
    {
        "br",
        "h1",
        "h5",
        "h6",
        "div",
        "section",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "figure",
        "figcaption",
    }
)
URL_SCHEMES: Final = frozenset({"http", "https", "mailto"})

# Characters that no XML or PostgreSQL text column may hold, and the C1 block that nobody types.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_TAG: Final = re.compile(r"<[^<>]*>")
# No-break spaces are typography and stay.
_SPACE: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_LINE_END: Final = re.compile(r"(?<! ) *[\t\r\n\f\v\u2028\u2029][ \t\r\n\f\v\u2028\u2029]*")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def _cleaner(tags: frozenset[str], *, link_rel: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(SILENT_TAGS),
        attributes={"a": {"href"}} if "a" in tags else {},
        url_schemes=set(URL_SCHEMES),
        link_rel=link_rel,
        strip_comments=True,
    )


_CLEANERS: Final[dict[str, nh3.Cleaner]] = {
    "paragraph": _cleaner(INLINE_TAGS, link_rel="noopener"),
    "blocks": _cleaner(BLOCK_TAGS, link_rel="noopener"),
    "comment": _cleaner(
        frozenset({"a", "b", "strong", "i", "em", "br", "p"}), link_rel="noopener nofollow ugc"
    ),
}
_BREAKS: Final = _cleaner(BREAKING_TAGS, link_rel="noopener")


def printable(text: str) -> str:
    """Remove control characters and lone surrogates from a text; tabs and line ends stay."""
    # The regular expression is ten times slower than these two looks, which most texts pass.
    if text.isprintable() or text.replace("\n", "").replace("\xa0", "").isprintable():
        return text
    return _CONTROLS.sub("", text)


def clean(html: str, *, level: Level = "paragraph") -> str:
    """Keep only harmless markup, so that the result can be marked safe. To clean twice is the same as to clean once.

    Links keep http, https, mailto and relative addresses; every other attribute goes.
    Wagtail's own link elements must be expanded to addresses before.
    """
    html = printable(html)
    if "<" not in html and "&" not in html:
        # Without these two no markup can begin.
        return html.replace(">", "&gt;").replace("\xa0", "&nbsp;")
    cleaned = _CLEANERS[level].clean(html)
    # Control characters written as entities show only now; without them an address may read differently.
    return cleaned if (bare := printable(cleaned)) == cleaned else _CLEANERS[level].clean(bare)


def plain(html: str) -> str:
    """Return the words alone, on one line, unescaped: for titles, names, alternative texts. Escape them where they are shown."""
    spaces = _SPACE if "<" in html else _LINE_END
    return spaces.sub(" ", _words(html, edge=" ")).strip()


def plain_lines(html: str) -> str:
    """Return the words alone, unescaped, with a line end at each edge of a block: for comments and captions."""
    if "<" in html:
        html = html.replace("\r\n", "\n")
    lines = [_SPACE.sub(" ", line).strip() for line in _words(html, edge="\n").splitlines()]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _words(html: str, *, edge: str) -> str:
    html = printable(html)
    if "<" in html:
        # The cleaner escapes every "<" of the text and drops all attributes, so what looks like a tag now is one.
        html = _TAG.sub(edge, _BREAKS.clean(html))
    return printable(decoded(html)) if "&" in html else html
