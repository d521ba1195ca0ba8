"""Elements of a WXR file, written as they come. Texts are CDATA sections, as WordPress's importer expects them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final, TextIO

from rotative.core import html as safe

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<rss version="2.0"\n'
    '\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"\n'
    '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
    '\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n'
    '\txmlns:dc="http://purl.org/dc/elements/1.1/"\n'
    '\txmlns:wp="http://wordpress.org/export/1.2/">\n'
)


def text(name: str, value: object) -> str:
    """Return an element whose text may be anything."""
    words = safe.printable(str(value)).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{words}]]></{name}>"


def plain(name: str, value: object) -> str:
    """Return an element whose text is a number, a date or an address."""
    return f"<{name}>{escape(safe.printable(str(value)), quote=False)}</{name}>"


def category(domain: str, nicename: str, name: str) -> str:
    words = safe.printable(name).replace("]]>", "]]]]><![CDATA[>")
    return f'<category domain="{domain}" nicename="{escape(safe.printable(nicename))}"><![CDATA[{words}]]></category>'


def meta(key: str, value: object) -> str:
    return f"<wp:postmeta>{text('wp:meta_key', key)}{text('wp:meta_value', value)}</wp:postmeta>"


def write_item(target: TextIO, parts: Iterable[str]) -> None:
    target.write("<item>\n")
    for part in parts:
        target.write(f"\t{part}\n")
    target.write("</item>\n")
