"""Repairs the bytes of a damaged export while they are read: `rotative import --recover`."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.entities import html5
from typing import Final

_CDATA: Final = "<![CDATA["
_CDATA_END: Final = "]]>"
# Bytes that are no UTF-8, as Python keeps them.
_BAD: Final = re.compile("[\udc80-\udcff]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A sign that begins an entity, and the entity if it is one. The longest name of HTML has 31 letters.
_ENTITY: Final = re.compile(
    r"&(?:#(?P<number>x[0-9a-fA-F]{1,6}|[0-9]{1,7});|(?P<name>[a-zA-Z][a-zA-Z0-9]{1,31};))?"
)
_OF_XML: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
# Letters held back at the end of a part: a mark or an entity may be cut there.
_HELD: Final = 40


@dataclass
class Repairs:
    """The number of places that were repaired."""

    bytes: int = 0
    ampersands: int = 0


class Repairer:
    """Repairs one file, part after part: a byte that is no UTF-8 is read as Windows would; a lone & becomes `&amp;`."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._held = ""
        self._in_cdata = False

    def feed(self, part: bytes) -> bytes:
        """Return the repaired bytes; b"" at the end of the file asks for the last ones."""
        text = self._held + _BAD.sub(self._letter, self._decoder.decode(part, final=not part))
        text = _FORBIDDEN.sub(" ", text)
        keep = min(_HELD, len(text)) if part else 0
        text, self._held = text[: len(text) - keep], text[len(text) - keep :]
        if cut := self._cut(text):
            text, self._held = text[:-cut], text[-cut:] + self._held
        return "".join(self._repaired(text)).encode("utf-8", "replace")

    def _cut(self, text: str) -> int:
        """Return how many letters at the end may begin a mark or an entity that goes on in what is held."""
        place = max(text.rfind("&", -_HELD), text.rfind("<", -len(_CDATA)), text.rfind("]", -len(_CDATA_END)))
        return len(text) - place if self._held and place > 0 else 0

    def _repaired(self, text: str) -> list[str]:
        found: list[str] = []
        start = 0
        while start < len(text):
            mark = _CDATA_END if self._in_cdata else _CDATA
            end = text.find(mark, start)
            part = text[start:] if end < 0 else text[start : end + len(mark)]
            found.append(part if self._in_cdata else _ENTITY.sub(self._entity, part))
            if end >= 0:
                self._in_cdata = not self._in_cdata
            start += len(part)
        return found

    def _letter(self, found: re.Match[str]) -> str:
        self.repairs.bytes += 1
        letter = bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")
        return letter if letter.isprintable() else "\ufffd"

    def _entity(self, found: re.Match[str]) -> str:
        if number := found["number"]:
            code = int(number[1:], 16) if number[0] == "x" else int(number)
            if (
                code in (9, 10, 13)
                or 32 <= code < 0xD800
                or 0xE000 <= code < 0xFFFE
                or 0xFFFF < code < 0x110000
            ):
                return found[0]
            self.repairs.bytes += 1
            return " "
        if found["name"] in _OF_XML:
            return found[0]
        self.repairs.ampersands += 1
        if found["name"] in html5:
            return html5[found["name"]].replace("&", "&amp;").replace("<", "&lt;")
        return f"&amp;{found[0][1:]}"
