"""The entrance of this package: read a mail that came back. No mail of a stranger makes it raise."""

import logging
import re
from email.message import Message

from rotative.mail.returns.parsing import complaint, dsn, older_formats
from rotative.mail.returns.parsing import mail as taken
from rotative.mail.returns.parsing.original import original
from rotative.mail.returns.parsing.parsed_mail import Failure, Kind, Returned

log = logging.getLogger("rotative.subscribers")

_SENT_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Failed-To", "To", "Cc")
_DAEMON = re.compile(
    r"^(?:mailer-?daemon|post-?master|mail-?daemon|mdaemon|double-bounce|bounce)", re.IGNORECASE
)
# The beginning of a subject by which servers say that a letter comes back.
_FAILED = re.compile(
    r"(?:undeliver|undelivered|delivery\s+(?:status|fail|report|problem|error|has\s+failed)|mail\s+(?:delivery\s+)?(?:failed|failure|error|system\s+error)|returned\s+mail"
    r"|failure\s+notice|non\s+remis|échec|message\s+non\s+(?:remis|distribué)|no\s+entregado|error\s+de\s+entrega|unzustellbar|تعذر|فشل\s+تسليم)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"""out\s+of\s+(?:the\s+)?office | auto(?:matic|mated)?[\s:_-]*(?:reply|response|answer) | \bautoreply\b | \bvacation\b | \bon\s+leave\b | \bholiday\b | away\s+from
    | absen(?:ce|t) | r[ée]ponse\s+automatique | en\s+cong[ée]s | fuera\s+de\s+la\s+oficina | respuesta\s+autom[áa]tica | de\s+vacaciones
    | abwesen | rd\s+tlqa | رد\s+(?:تلقائي|آلي) | خارج\s+المكتب | إجازة
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read(raw: bytes, *, recipients: tuple[str, ...] = ()) -> Returned:
    """Read a mail that came back to one of our addresses.

    raw: as received, of any size and in any state; the first 512 KiB are read.
    recipients: the envelope's, where they are known; they come first in `sent_to`.
    """
    try:
        return _read(taken.parse(raw), recipients)
    except Exception as failure:
        # A stranger's mail may break any parser; the caller keeps it aside. The text of the failure may quote an
        # address, so that only its kind is logged.
        log.warning(
            "Returned mail not understood",
            extra={
                "event": "returned_mail_unread",
                "size_bytes": len(raw),
                "reason": type(failure).__name__,
            },
        )
        return Returned(kind=Kind.OTHER, sent_to=recipients)


def _read(mail: Message, recipients: tuple[str, ...]) -> Returned:
    if dsn.delivered(mail):
        return Returned(
            kind=Kind.DELIVERED, sent_to=recipients, message_id=taken.bare(taken.header(mail, "Message-ID"))
        )
    letter = original(mail)
    sent_to = dict.fromkeys([*recipients, *taken.addresses(mail, *_SENT_TO), *letter.sent_from])
    fields = complaint.feedback(mail)
    failures = () if fields else _failures(mail)
    return Returned(
        kind=_kind(mail, fields, failures),
        failures=tuple(failures),
        sent_to=tuple(sent_to),
        message_ids=letter.message_ids,
        leave_links=letter.leave_links,
        message_id=taken.bare(taken.header(mail, "Message-ID")),
        feedback=fields.get("feedback-type", "").lower(),
        sender=next(iter(taken.addresses(mail, "From")), ""),
        mechanical=_daemon(mail),
        complainers=complaint.complainers(fields),
    )


def _failures(mail: Message) -> tuple[Failure, ...]:
    reported = dsn.failures(mail) or dsn.failures(_report_inside(mail))
    if reported:
        return tuple(reported)
    if _replies(mail):
        return ()
    return tuple(older_formats.failures(mail) or (older_formats.unnamed(mail) if _reports(mail) else ()))


def _report_inside(mail: Message) -> Message:
    """Return the report that another server put into a mail of its own, with a notice for example; else the mail."""
    for part in taken.parts(mail):
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
            report = inner[0]
            if isinstance(report, Message) and report.get_content_type() == "multipart/report":
                return report
    return mail


def _kind(mail: Message, fields: dict[str, str], failures: tuple[Failure, ...]) -> Kind:
    if fields:
        return Kind.COMPLAINT
    if failures:
        return Kind.BOUNCE
    return Kind.AUTO_REPLY if _replies(mail) or _away(mail) else Kind.OTHER


def _replies(mail: Message) -> bool:
    """Tell whether a person's mailbox answers automatically, and not a mail server."""
    if (
        _daemon(mail)
        or mail.get_content_type() == "multipart/report"
        or taken.header(mail, "X-Failed-Recipients")
    ):
        return False
    marked = taken.header(mail, "Auto-Submitted").lower().startswith("auto-replied")
    answered = any(taken.header(mail, name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder"))
    spoken = taken.header(mail, "Precedence").lower() in {"auto_reply", "auto-reply"}
    return marked or answered or spoken


def _reports(mail: Message) -> bool:
    return _daemon(mail) or _FAILED.match(taken.header(mail, "Subject")) is not None


def _daemon(mail: Message) -> bool:
    return any(_DAEMON.match(address) for address in taken.addresses(mail, "From", "Sender", "Return-Path"))


def _away(mail: Message) -> bool:
    return _AWAY.search(taken.header(mail, "Subject")) is not None
