"""Markdown of Ghost's older editor as HTML, in steps proportional to its length: what its cards and newsrooms use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

# What inline marks may span; longer ones are words.
_MOST: Final = 2000
_HEADING: Final = re.compile(r"(#{1,6})(.*[^\s#])")
_ITEM: Final = re.compile(r"[ \t]{0,8}(?:([-*+])|\d{1,9}[.)])[ \t]+(.*)")
_RULE: Final = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,20}|(?:-[ \t]*){3,20}|(?:_[ \t]*){3,20})$")
_FENCE: Final = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_INLINE: Final = re.compile(
    rf"`(?P<code>[^`\n]{{1,{_MOST}}})`"
    rf"|!\[(?P<alt>[^\[\]\n]{{0,{_MOST}}})\]\((?P<src>[^()\s]{{1,{_MOST}}})(?:[ \t]+\"[^\"\n]{{0,{_MOST}}}\")?\)"
    rf"|\[(?P<words>[^\[\]\n]{{1,{_MOST}}})\]\((?P<href>[^()\s]{{1,{_MOST}}})(?:[ \t]+\"[^\"\n]{{0,{_MOST}}}\")?\)"
    rf"|<(?P<url>https?://[^<>\s]{{1,{_MOST}}})>"
    rf"|(?P<strong>\*\*|__)(?=\S)(?P<bold>[^*_\n]{{1,{_MOST}}})(?P=strong)"
    rf"|(?<![\w*])(?P<mark>[*_])(?=\S)(?P<slanted>[^*_\n]{{1,{_MOST}}})(?P=mark)(?!\w)"
    rf"|~~(?P<gone>[^~\n]{{1,{_MOST}}})~~"
)


def markdown_html(text: str) -> str:
    """Return the HTML of a text; HTML inside it stays as it is."""
    return "".join(_blocks(text.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if not line.strip():
            pass
        elif _FENCE.match(line):
            while end < len(lines) and not _FENCE.match(lines[end]):
                end += 1
            code = "\n".join(lines[at + 1 : end])
            yield f"<pre><code>{escape(code, quote=False)}</code></pre>"
            end += 1
        elif found := _HEADING.match(line[:_MOST]):
            yield f"<h{len(found[1])}>{_inline(found[2].strip())}</h{len(found[1])}>"
        elif _RULE.match(line):
            yield "<rotativerule></rotativerule>"
        else:
            end = _end(lines, at)
            yield _passage(lines[at:end])
        at = end


def _end(lines: list[str], at: int) -> int:
    """Return the number of the line after a passage."""
    end = at + 1
    while (
        end < len(lines)
        and lines[end].strip()
        and not _HEADING.match(lines[end][:_MOST])
        and not _FENCE.match(lines[end])
    ):
        end += 1
    return end


def _passage(lines: list[str]) -> str:
    if all(line.lstrip().startswith(">") for line in lines):
        return f"<blockquote>{'<br>'.join(_inline(line.lstrip()[1:].strip()) for line in lines)}</blockquote>"
    if _ITEM.match(lines[0][:_MOST]):
        return _list(lines)
    if lines[0].lstrip().startswith("<"):
        return "\n".join(lines)
    return f"<p>{'<br>'.join(_inline(line.strip()) for line in lines)}</p>"


def _list(lines: list[str]) -> str:
    first = _ITEM.match(lines[0][:_MOST])
    items: list[str] = []
    for line in lines:
        if found := _ITEM.match(line[:_MOST]):
            items.append(_inline(line[found.start(2) :]))
        else:
            items[-1] += f" {_inline(line.strip())}"
    tag = "ul" if first and first[1] else "ol"
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _inline(text: str) -> str:
    return _INLINE.sub(_marked, text)


def _marked(found: re.Match[str]) -> str:
    part = found.groupdict()
    if part["code"]:
        return f"<code>{escape(part['code'], quote=False)}</code>"
    if part["src"]:
        return f'<img src="{escape(part["src"])}" alt="{escape(part["alt"])}">'
    if part["href"]:
        return f'<a href="{escape(part["href"])}">{part["words"]}</a>'
    if part["url"]:
        return f'<a href="{escape(part["url"])}">{escape(part["url"])}</a>'
    if part["bold"]:
        return f"<strong>{part['bold']}</strong>"
    return f"<em>{part['slanted']}</em>" if part["slanted"] else f"<del>{part['gone']}</del>"
