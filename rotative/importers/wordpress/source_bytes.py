"""The bytes of an export as the parser gets them: from its first tag on, in one code, no text longer than a limit."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from rotative.importers.errors import NotAnExport
from rotative.importers.wordpress.repair import Repairer, Repairs

# A longer text is cut while it is read: with it, the parser would need many times its size in memory.
MOST_TEXT_BYTES: Final = 16 * 1024 * 1024
# A document type or the first tag is looked for in as many bytes.
_HEAD_BYTES: Final = 4 * 1024 * 1024
# A server's notices before the file are looked for in as many.
_NOTICE_BYTES: Final = 65536
_BEFORE_ROOT: Final = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_FIRST: Final = re.compile(rb"<\?xml\s|<rss[\s>]")
_WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
# Control characters that XML forbids; posts pasted from other programs often hold them. In UTF-8 no letter uses these bytes.
_FORBIDDEN: Final = bytes(number for number in range(32) if number not in (9, 10, 13))
_NO_CONTROLS: Final = bytes.maketrans(_FORBIDDEN, b" " * len(_FORBIDDEN))
_CDATA: Final = b"<![CDATA["
_CDATA_END: Final = b"]]>"
# Bytes held back at the end of a part, where a mark may be cut.
_HELD: Final = len(_CDATA) - 1


@dataclass(kw_only=True)
class Reading:
    """The way a file is read, and what had to be put right."""

    recover: bool = False
    repairs: Repairs = field(default_factory=Repairs)
    # Words that a server wrote before the file, "" for none.
    notice: str = ""


class SourceBytes:
    """A file for the parser: `read` gives its bytes, `encoding` their code if it is not the declared one."""

    def __init__(self, file: BufferedReader, path: Path, reading: Reading) -> None:
        """Look at the head of the file. Raises NotAnExport."""
        self._file = file
        head = file.read(_HEAD_BYTES)
        wide = _WIDE.get(head[:2])
        decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
        self._utf8: Callable[[bytes], bytes] = (
            (lambda part: decoder.decode(part, final=not part).encode("utf-8", "replace"))
            if decoder
            else lambda part: part
        )
        text = self._utf8(head[2:] if wide else head).removeprefix(codecs.BOM_UTF8)
        start = _begin(text)
        reading.notice = " ".join(text[:start].decode("utf-8", "replace").replace("\ufeff", "").split())[:200]
        self._first = text[start:]
        _check(self._first, path)
        declared = _DECLARED.match(self._first)
        plain = bool(wide) or declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii")
        self.encoding = "utf-8" if wide else None
        self._repairer = Repairer(reading.repairs) if reading.recover and plain else None
        self._cap = _Cap()
        self._at_end = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; b"" only at the end."""
        while not self._at_end:
            part, self._first = self._first[:size], self._first[size:]
            part = part or self._utf8(self._file.read(size))
            self._at_end = not part
            if self._repairer:
                part = self._repairer.feed(part)
            part = self._cap.feed(part.translate(_NO_CONTROLS), last=self._at_end)
            if part:
                return part
        return b""


class _Cap:
    """Leaves out what goes beyond the limit in one text. A cut text is at least as long as the limit: that shows it."""

    def __init__(self) -> None:
        self._held = b""
        self._in_cdata = False
        # Bytes since the text began.
        self._run = 0

    def feed(self, part: bytes, *, last: bool) -> bytes:
        part = self._held + part
        keep = 0 if last else min(_HELD, len(part))
        part, self._held = part[: len(part) - keep], part[len(part) - keep :]
        if self._run + len(part) < MOST_TEXT_BYTES:
            self._pass(part)
            return part
        return b"".join(self._cut(part))

    def _pass(self, part: bytes) -> None:
        """Follow the texts of a part that needs no cut."""
        place, begun = 0, -1
        whole = part + self._held
        while (found := whole.find(_CDATA_END if self._in_cdata else _CDATA, place)) >= 0:
            if found >= len(part):
                break
            self._in_cdata = not self._in_cdata
            place = begun = found + 1
        if not self._in_cdata:
            begun = max(begun, part.rfind(b"<"))
        self._run = self._run + len(part) if begun < 0 else len(part) - begun

    def _cut(self, part: bytes) -> list[bytes]:
        found: list[bytes] = []
        whole, place = part + self._held, 0
        while place < len(part):
            end = whole.find(_CDATA_END, place) if self._in_cdata else whole.find(b"<", place)
            end = len(part) if end < 0 or end > len(part) else end
            text = part[place:end]
            room = max(0, MOST_TEXT_BYTES - self._run)
            found.append(text if len(text) <= room else _whole_letters(text[:room]))
            self._run += len(text)
            if end < len(part):
                if self._in_cdata:
                    self._in_cdata, self._run = False, 0
                    mark = part[end : end + 1]
                else:
                    self._in_cdata, self._run = whole.startswith(_CDATA, end), 0
                    mark = part[end : end + 1]
                found.append(mark)
                end += len(mark)
            place = max(end, place)
        return found


def _whole_letters(text: bytes) -> bytes:
    """Return the text up to the last white space, so that neither a letter nor an entity is cut."""
    place = max(text.rfind(b" "), text.rfind(b"\n"), text.rfind(b">"))
    return text[: place + 1] + b" " * (len(text) - place - 1)


def _begin(text: bytes) -> int:
    """Return where the file itself begins, after blank lines and notices of the server."""
    rest = _BEFORE_ROOT.match(text)
    stripped = len(text) - len(text.lstrip())
    if rest and text[rest.end() : rest.end() + 1] == b"<" and _FIRST.match(text, rest.end()):
        return stripped
    found = _FIRST.search(text, 0, _NOTICE_BYTES)
    if (
        not found
        or text[stripped : stripped + 5] == b"<?xml"
        or b"<!doctype" in text[: found.start()].lower()
    ):
        return stripped
    return found.start()


def _check(text: bytes, path: Path) -> None:
    """Refuse a file that cannot be an export."""
    found = _BEFORE_ROOT.match(text)
    rest = text[found.end() :] if found else text
    if not text.strip():
        raise NotAnExport(file=path.name, reason=gettext("it is empty"))
    if not rest or rest.startswith((b"<!--", b"<?")):
        raise NotAnExport(file=path.name, reason=gettext("it does not begin within its first four megabytes"))
    if rest[:9].upper() == b"<!DOCTYPE":
        raise NotAnExport(file=path.name, reason=gettext("it declares a document type, which no export does"))
    if not rest.startswith(b"<"):
        raise NotAnExport(file=path.name, reason=gettext("it is not XML"))
