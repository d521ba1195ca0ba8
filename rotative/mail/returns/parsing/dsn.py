"""Delivery status notifications: RFC 3464, and the forms that servers give it."""

import re
from collections.abc import Iterable
from email.message import Message
from itertools import islice

from rotative.mail.returns.parsing import mail as taken
from rotative.mail.returns.parsing.parsed_mail import Failure, Reason
from rotative.mail.returns.parsing.phases import phase_of
from rotative.mail.returns.parsing.reasons import reason_of, status_of

_STATUS_TYPES = {"message/delivery-status", "message/global-delivery-status"}
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
# The letter was delivered, or passed on: nothing failed.
_REACHED = ("delivered", "relayed", "expanded")
# Recipients read of one report: a letter of ours has one.
_MOST_GROUPS = 50


def failures(mail: Message) -> list[Failure]:
    """Return the addresses that a status report names as failed or delayed; none when the mail is no such report."""
    groups = _all_groups(mail)
    explanation = _explanation(mail) if groups else ""
    found: dict[str, Failure] = {}
    for group in groups:
        failure = _failure(group, explanation)
        if failure is not None:
            found[failure.address.lower()] = failure
    return list(found.values())


def delivered(mail: Message) -> bool:
    """Tell whether a status report says of every recipient that the letter arrived or was passed on."""
    recipients = [group for group in _all_groups(mail) if _address(group) is not None]
    return bool(recipients) and all(_has_reached(group) for group in recipients)


def _all_groups(mail: Message) -> list[dict[str, str]]:
    parts = (part for part in taken.parts(mail) if part.get_content_type() in _STATUS_TYPES)
    return list(islice((group for part in parts for group in _groups(part)), _MOST_GROUPS))


def _has_reached(group: dict[str, str]) -> bool:
    action = group.get("action", "").lower()
    return action.startswith(_REACHED) or (not action and group.get("status", "").startswith("2"))


def _groups(part: Message) -> Iterable[dict[str, str]]:
    """Return the fields of each group, names in lower case; several recipients of one group become groups."""
    for block in re.split(r"\n[ \t]*\n", _source(part).replace("\r\n", "\n").replace("\r", "\n")):
        group: dict[str, str] = {}
        for match in _FIELD.finditer(block):
            name, value = match[1].lower(), " ".join(match[2].split())
            if name == "final-recipient" and name in group:
                yield group
                group = {}
            group.setdefault(name, value)
        if group:
            yield group


def _source(part: Message) -> str:
    """Return the part's own text: the parser may have made messages of its groups."""
    inner = part.get_payload()
    if isinstance(inner, list):
        # A group's fields became headers; what did not parse became its text.
        return "\n\n".join(
            "\n".join(f"{name}: {value}" for name, value in taken.fields(one)) + f"\n\n{one.get_payload()}"
            for one in inner
            if isinstance(one, Message)
        )
    return taken.text_of(part)


def _failure(group: dict[str, str], explanation: str) -> Failure | None:
    address = _address(group)
    action = group.get("action", "").lower()
    if address is None or _has_reached(group):
        return None
    diagnostic = group.get("diagnostic-code", "")
    own, reported = status_of(diagnostic), status_of(group.get("status", ""))
    # Some servers write a code of their own for any 550; the diagnostic has the other server's.
    status = own if own and not own.endswith(".0.0") else reported or own
    temporary = action.startswith("delay") or (not action and status.startswith("4"))
    # The explanation speaks for every recipient: it is heard where the recipient's own fields are mute.
    around = taken.around(address, explanation)
    words = diagnostic or around
    phase = phase_of(diagnostic) or phase_of(around)
    reason = reason_of(status, words, phase=phase)
    if reason == Reason.UNSAID and diagnostic:
        reason = reason_of(status, around, phase=phase)
    return Failure(address=address, temporary=temporary, reason=reason, status=status)


def _address(group: dict[str, str]) -> str | None:
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        value = group.get(name, "")
        kind, mark, rest = value.partition(";")
        written = rest if mark else value
        if mark and kind.strip().lower() not in {"rfc822", "utf-8", "unknown", "smtp", ""}:
            continue
        if mark and kind.strip().lower() == "rfc822" and name == "original-recipient":
            written = _XTEXT.sub(lambda match: chr(int(match[1], 16)), written)
        written = written.strip().strip("<>").strip()
        if taken.WRITTEN.match(written):
            return written
    return None


def _explanation(mail: Message) -> str:
    """Return the part for people, without the letter that comes back."""
    said = [
        taken.text_of(part)
        for part in taken.parts(mail)
        if not part.is_multipart()
        and part.get_content_maintype() == "text"
        and not taken.carries_letter(part)
    ]
    return " ".join(taken.without_quoted_headers("\n".join(said)).split())[:4000]
