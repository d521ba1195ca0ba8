"""IPTC-IIM: the fields of the agencies since 1991, in a JPEG's Photoshop block.

Source: https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rotative.media.photo_metadata import old_charsets
from rotative.media.photo_metadata.notes import Notes, clean, day, one_line

MOST_BYTES = 64 * 1024
# The field that names the character set, and its value for UTF-8.
_CHARSET, _UTF8 = (1, 90), b"\x1b%G"
_TITLE, _UNTIL, _INSTRUCTIONS, _TAKEN, _CREATOR = (2, 5), (2, 37), (2, 40), (2, 55), (2, 80)
_CITY, _SPOT, _REGION, _COUNTRY = (2, 90), (2, 92), (2, 95), (2, 101)
_HEADLINE, _CREDIT, _SOURCE, _COPYRIGHT, _CAPTION = (2, 105), (2, 110), (2, 115), (2, 116), (2, 120)

Field = tuple[int, int]


def read(block: bytes) -> Notes:
    """Read a block; a damaged one up to where it is damaged."""
    found = _texts(list(_fields(block[:MOST_BYTES])))

    def text(*wanted: Field) -> str:
        return next((found[one] for one in wanted if found.get(one)), "")

    def joined(between: str, *wanted: Field) -> str:
        return between.join(dict.fromkeys(found[one] for one in wanted if found.get(one)))

    return Notes(
        title=one_line(text(_TITLE, _HEADLINE), "title"),
        caption=clean(text(_CAPTION), "caption"),
        credit=one_line(text(_CREDIT, _SOURCE), "credit"),
        creator=one_line(text(_CREATOR), "creator"),
        taken_on=day(text(_TAKEN)),
        place=one_line(joined(", ", _SPOT, _CITY, _REGION, _COUNTRY), "place"),
        rights=clean(joined("\n", _COPYRIGHT, _INSTRUCTIONS), "rights"),
        rights_until=day(text(_UNTIL)),
    )


def _fields(block: bytes) -> Iterator[tuple[Field, bytes]]:
    """Yield the number and the bytes of each field."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        size = int.from_bytes(block[at + 3 : at + 5])
        # An extended field, of more than 32 kB, is none of ours.
        if size & 0x8000 or at + 5 + size > len(block):
            return
        yield (block[at + 1], block[at + 2]), block[at + 5 : at + 5 + size]
        at += 5 + size


def _texts(fields: list[tuple[Field, bytes]]) -> dict[Field, str]:
    """Return the texts by number; those of a field that is there several times, joined."""
    utf8 = any(number == _CHARSET and value == _UTF8 for number, value in fields)
    ours = [(number, value) for number, value in fields if number[0] == 2]
    values = [value for _number, value in ours]
    texts = [one.decode("utf-8", "replace") for one in values] if utf8 else old_charsets.decoded(values)
    found: defaultdict[Field, list[str]] = defaultdict(list)
    for (number, _value), text in zip(ours, texts, strict=True):
        if text.strip(" \0"):
            found[number].append(text.strip(" \0"))
    return {number: ", ".join(several) for number, several in found.items()}
