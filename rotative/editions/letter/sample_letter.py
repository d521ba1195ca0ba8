"""A test letter: the edition as one choice of readers gets it, sent to one colleague before anybody else."""

import logging
import smtplib
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext

from rotative.core import conf
from rotative.editions.errors import NoAddressOfYours, TestNotSent
from rotative.editions.letter.for_selection import content_of
from rotative.editions.models import Edition
from rotative.mail.sending.selection import Selection
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.editions")


def send_test(edition: Edition, selection: Selection, *, to: str) -> None:
    """Send the letter of a selection to one address. Its links to choose and to leave are nobody's and do nothing.

    Raises NoAddressOfYours, TestNotSent, EmptyEdition, LetterTooHeavy.
    """
    if not to:
        raise NoAddressOfYours()
    content = content_of(edition, selection)
    message = EmailMultiAlternatives(
        subject=" ".join((gettext("[Test] %(subject)s") % {"subject": content.subject_line}).split()),
        body=content.text,
        from_email=formataddr((masthead.outlet(edition.language).name, conf.get("mail_from"))),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(content.html, "text/html")
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as exc:
        log.exception("Test letter not sent", extra={"event": "test_letter_failed", "edition_id": edition.pk})
        raise TestNotSent(reason=type(exc).__name__) from exc
