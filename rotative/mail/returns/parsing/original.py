"""The letter that a report is about: the marks of ours that are still in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from rotative.mail.returns.parsing import mail as taken

_ID = re.compile(r"^[ \t>]*Message-ID:\s{0,20}<([^<>\s]{1,998})>", re.IGNORECASE | re.MULTILINE)
_RETURN_PATH = re.compile(
    r"^[ \t>]*Return-Path:\s{0,20}<?([^<>\s]+@[^<>\s]+)>?", re.IGNORECASE | re.MULTILINE
)
_LEAVE = re.compile(r"^[ \t>]*List-Unsubscribe:([^\n]*+(?:\n[ \t][^\n]*+)*+)", re.IGNORECASE | re.MULTILINE)
_LINK = re.compile(r"<([^<>]{1,2000})>")


@dataclass(frozen=True, kw_only=True)
class Original:
    """The marks of a letter that came back."""

    message_ids: tuple[str, ...]
    sent_from: tuple[str, ...]
    leave_links: tuple[str, ...]


def original(mail: Message) -> Original:
    """Find the marks of the letter inside a report, where it is attached or only quoted in the text."""
    texts = list(_carried(mail))
    links = [
        link[1] for text in texts for found in _LEAVE.finditer(text) for link in _LINK.finditer(found[1])
    ]
    return Original(
        message_ids=_distinct(match[1] for text in texts for match in _ID.finditer(text)),
        sent_from=_distinct(match[1] for text in texts for match in _RETURN_PATH.finditer(text)),
        leave_links=_distinct("".join(link.split()) for link in links),
    )


def _carried(mail: Message) -> Iterator[str]:
    for part in taken.parts(mail):
        if part is not mail and taken.carries_letter(part):
            inner = part.get_payload()
            if isinstance(inner, list):
                yield from (_head(one) for one in inner if isinstance(one, Message))
            else:
                yield taken.text_of(part)
        elif not part.is_multipart():
            yield taken.text_of(part)


def _head(letter: Message) -> str:
    return "\n".join(f"{name}: {value}" for name, value in taken.fields(letter))


def _distinct(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
