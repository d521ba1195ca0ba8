"""Complaints: a reader pressed “this is spam” and the provider reports it (RFC 5965), with or without the address."""

import re
from email.message import Message

from rotative.mail.returns.parsing import mail as taken

_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
# Microsoft's JMRP sends the letter alone, from an address of its own.
_LETTER_ALONE = re.compile(
    r"^(?:staff@hotmail\.com|no-?reply@jmrp\.|scomp@aol\.net|feedbackloop@|fbl@|complaints?@)", re.IGNORECASE
)


def feedback(mail: Message) -> dict[str, str]:
    """Return the fields of a feedback report, names in lower case; none when the mail is no such report."""
    for part in taken.parts(mail):
        if part.get_content_type() == "message/feedback-report":
            return {"feedback-type": "abuse"} | _fields(part)
    senders = taken.addresses(mail, "From")
    carried = any(part is not mail and taken.carries_letter(part) for part in taken.parts(mail))
    if carried and any(_LETTER_ALONE.match(address) for address in senders):
        return {"feedback-type": "abuse"} | _named_inside(mail)
    return {}


def complainers(fields: dict[str, str]) -> tuple[str, ...]:
    """Return the addresses that complained, where the provider gives them."""
    named = [
        fields.get(name, "") for name in ("original-rcpt-to", "removal-recipient", "x-hmxmroriginalrecipient")
    ]
    written = [value.strip().strip("<>").removeprefix("rfc822;").strip() for value in named]
    return tuple(dict.fromkeys(value for value in written if "@" in value and not re.search(r"\s", value)))


def _fields(part: Message) -> dict[str, str]:
    inner = part.get_payload()
    if isinstance(inner, list):
        groups = [one for one in inner if isinstance(one, Message)]
        text = "\n".join(f"{name}: {value}" for one in groups for name, value in taken.fields(one))
    else:
        text = taken.text_of(part)
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text.replace("\r\n", "\n")):
        found.setdefault(match[1].lower(), " ".join(match[2].split()))
    return found


def _named_inside(mail: Message) -> dict[str, str]:
    """Return the reader's address that Microsoft writes into a header of the letter it returns."""
    for part in taken.parts(mail):
        inner = part.get_payload()
        for letter in inner if taken.carries_letter(part) and isinstance(inner, list) else []:
            if isinstance(letter, Message) and (name := taken.header(letter, "X-HmXmrOriginalRecipient")):
                return {"x-hmxmroriginalrecipient": name}
    return {}
