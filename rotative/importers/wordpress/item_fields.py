"""Reads the fields of a WordPress item: dates, slugs, terms, and the fields that plugins added."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote

from rotative.core import html as safe
from rotative.core.text.entities import decoded
from rotative.importers.language import SAMPLE_LETTERS
from rotative.importers.old_site import old_path
from rotative.importers.records import (
    Block,
    Intertitle,
    ListBlock,
    MediaRecord,
    Paragraph,
    Problem,
    Quotation,
)
from rotative.importers.wordpress.xml import Node

# Kinds of terms that are imported or can be ignored.
KNOWN_DOMAINS: Final = frozenset(
    {
        "category",
        "post_tag",
        "tag",
        "language",
        "author",
        "nav_menu",
        "post_translations",
        "term_language",
        "term_translations",
        "translation_priority",
    }
)
_UPLOADS: Final = re.compile(r"/(?:wp-content/uploads|files)/(?:sites/\d+/)?(.+)$")
# The last one may be cut off.
_INLINE_TAG: Final = re.compile(r"<[^<>]*>?")
# Fields in which plugins keep the maker of a picture.
_CREDITS: Final = (
    "credit", "_media_credit", "photo_credit", "_photo_credit", "image_credit", "_image_credit", "_wp_attachment_image_credit",
    "copyright", "_copyright", "photographe", "_navis_media_credit_org", "isc_image_source", "source_credit_owner",
)  # fmt: skip
_DATED: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")


def media_record(item: Node, *, source: str) -> MediaRecord:
    """Read an attachment: the address of its file, and the texts about it."""
    meta = item.meta()
    url = item.text("wp:attachment_url") or item.text("guid")
    attached = next(iter(meta.get("_wp_attached_file", ())), "")
    found = _UPLOADS.search(url)
    caption = safe.plain(item.text("excerpt:encoded"))
    parent = item.text("wp:post_parent")
    return MediaRecord(
        source=source,
        source_id=item.text("wp:post_id"),
        url=url,
        file=unicodedata.normalize(
            "NFC", unquote(attached or (found[1] if found else url.rsplit("/", 1)[-1]))
        ),
        title=safe.plain(item.text("title")),
        alt=safe.plain(next(iter(meta.get("_wp_attachment_image_alt", ())), "")),
        caption=caption or safe.plain(item.text("content:encoded")),
        credit=safe.plain(
            next((meta[name][0] for name in _CREDITS if meta.get(name) and meta[name][0]), "")
            or _in_file(meta, "credit")
            or _in_file(meta, "copyright")
        ),
        path=old_path(item.text("link"))[0],
        parent="" if parent == "0" else parent,
    )


def _in_file(meta: dict[str, list[str]], name: str) -> str:
    """Return what the file of a picture says about it, from the fields that WordPress read out of it (`image_meta`)."""
    value = next(iter(meta.get("_wp_attachment_metadata", ())), "")
    part = value[value.find('"image_meta"') :].encode() if '"image_meta"' in value else b""
    found = re.search(rb's:\d+:"%s";s:(\d{1,5}):"' % name.encode(), part)
    return part[found.end() : found.end() + int(found[1])].decode(errors="ignore") if found else ""


def sample(blocks: Iterable[Block]) -> str:
    """Return the beginning of the text, enough to detect its language."""
    found: list[str] = []
    letters = 0
    for text in (text for block in blocks for text in _texts(block)):
        found.append(text)
        letters += len(text)
        if letters > SAMPLE_LETTERS:
            break
    return "\n".join(found)


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Paragraph):
        return (_words(block.html),)
    if isinstance(block, Intertitle | Quotation):
        return (block.text,)
    return map(_words, block.items) if isinstance(block, ListBlock) else ()


def _words(html: str) -> str:
    """Return the first words of inline HTML that the conversion of a body wrote: it escapes every other "<"."""
    return decoded(_INLINE_TAG.sub("", html[: 2 * SAMPLE_LETTERS].replace("<br>", " ")))


def slug(value: str) -> str:
    """Return a nicename as readable text: WordPress percent-encodes it."""
    return safe.printable(unquote(value).strip())


def former_paths(path: str, name: str, meta: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the paths the article had before its slug was changed, at which the old site still answered."""
    ending = slug(name)
    if not path or not ending or path.strip("/").rsplit("/", 1)[-1] != ending:
        return ()
    stem = path.rstrip("/").removesuffix(ending)
    slash = "/" if path.endswith("/") else ""
    found = [stem + slug(old).replace("/", "") + slash for old in meta.get("_wp_old_slug", ()) if old]
    return tuple(dict.fromkeys(former for former in found if former != path))


def footnotes(meta: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the footnotes, which the block editor stores outside the body."""
    try:
        notes = json.loads(next(iter(meta.get("footnotes", ())), "[]"))
    except ValueError:
        return ()
    found = notes if isinstance(notes, list) else []
    return tuple(
        str(note.get("content", "")) for note in found if isinstance(note, dict) and note.get("content")
    )


def item_problems(item: Node, meta: dict[str, list[str]]) -> Iterator[Problem]:
    """Yield the parts of an item that cannot be imported."""
    where = item.text("link")
    for domain, terms in item.terms().items():
        if domain not in KNOWN_DOMAINS:
            for nice, _ in terms:
                yield Problem(kind="classification_lost", detail=domain, example=f"{nice}: {where}")
    if item.text("wp:is_sticky") == "1":
        yield Problem(kind="sticky_lost", example=where)
    if item.text("wp:post_password"):
        yield Problem(kind="password_lost", example=where)
    if "enclosure" in meta:
        yield Problem(kind="enclosure_lost", example=meta["enclosure"][0].split("\n")[0])


def digest(item: Node) -> str:
    """Return a hash that changes when the article changes at the source."""
    names = ("title", "content:encoded", "excerpt:encoded", "wp:status", "wp:post_date", "wp:post_name")
    whole = "\0".join(item.raw(name) for name in names)
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


def parse_date(text: str, zone: tzinfo) -> datetime | None:
    """Parse `2019-05-03 08:00:00`; return None for WordPress's zeros and for impossible dates.

    The year 9999 is refused too: in some time zones its end is after the last possible date.
    """
    found = _DATED.match(text)
    if not found or found[1] in ("0000", "9999"):
        return None
    try:
        numbers = [int(part or 0) for part in found.groups()]
        year, month, day, hour, minute, second = numbers
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_mail_date(text: str) -> datetime | None:
    """Parse the date of an RSS item; return None for the date WordPress writes for "never"."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC) if 1999 < found.year < 9999 else None
