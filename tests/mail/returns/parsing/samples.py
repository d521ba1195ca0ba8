"""Mails that come back, written for these tests after the forms that servers use."""

LETTER = """\
Return-Path: <b-0000000042-0123456789ab@bounces.example.org>
From: La Rive <lettre@example.org>
To: samira@example.net
Subject: The council votes on spam and blocked roads
Message-ID: <0000000042.1700000000@example.org>
List-Unsubscribe: <https://example.org/_/unsubscribe/0000000007.abc/>,
 <mailto:leave-0000000007.abc@bounces.example.org>
Content-Type: text/plain; charset=utf-8

Bonjour.
"""


def dsn(
    *,
    said: str = "Your message could not be delivered.",
    groups: str,
    letter: str = LETTER,
    subject: str = "Undelivered",
) -> bytes:
    """Write a report as RFC 3464 wants it. groups: the recipients' groups of the status part."""
    return f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: <b-0000000042-0123456789ab@bounces.example.org>
Subject: {subject}
Message-ID: <report.1@mx.example.net>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{said}

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

{groups}

--edge
Content-Type: message/rfc822

{letter}
--edge--
""".encode()


def prose(*, said: str, letter: str = LETTER) -> bytes:
    """Write a report of a server that uses prose."""
    return f"""\
Return-Path: <>
From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>
To: <b-0000000042-0123456789ab@bounces.example.org>
Subject: Delivery Notification: Delivery has failed
Message-ID: <report.2@mx.example.net>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{said}

{letter}
""".encode()


def complaint(fields: str, *, letter: str = LETTER) -> bytes:
    """Write a report as RFC 5965 wants it."""
    return f"""\
From: <feedback@provider.example>
To: <complaints@example.org>
Subject: FW: Earn money
Message-ID: <complaint.1@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

This is an email abuse report.

--edge
Content-Type: message/feedback-report

{fields}
Version: 1

--edge
Content-Type: message/rfc822
Content-Disposition: inline

{letter}
--edge--
""".encode()


def reply(
    *, headers: str = "", subject: str, said: str = "Thank you.", sender: str = "samira@example.net"
) -> bytes:
    """Write the answer of a person, or of a person's mailbox."""
    head = headers and f"{headers}\n"
    return f"""\
From: <{sender}>
To: <b-0000000042-0123456789ab@bounces.example.org>
Subject: {subject}
{head}Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{said}
""".encode()
