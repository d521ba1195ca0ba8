"""Confirmation mails: one asks to confirm a new subscription, one shows a subscriber the way to the choices.

Their times are in `Subscriber.question_due_at` and `asked_at`.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import formataddr
from hashlib import sha256
from hmac import compare_digest, digest
from typing import TypedDict

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.masthead import reads as masthead
from rotative.subscribers import link_tokens
from rotative.subscribers.choices import asked, put_first
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import surge

# No mailbox gets two confirmation mails within this time.
EVERY = timedelta(days=1)

_RETURN_PATH = re.compile(r"^q-(\d{10})-([0-9a-f]{12})@", re.ASCII | re.IGNORECASE)


class Schedule(TypedDict, total=False):
    """The columns of a subscriber that say when the next confirmation mail is sent; empty means as before."""

    held_for: str
    # None: not before the desk lets it in.
    question_due_at: datetime | None


def schedule(subscriber: Subscriber, *, hold: Subscriber.Hold | None, now: datetime) -> Schedule:
    """Return when the next confirmation mail is due, after a request.

    hold: why it must wait; None if it must not.
    """
    last = subscriber.asked_at
    sent_recently = last is not None and last > now - EVERY
    if sent_recently and subscriber.state != Subscriber.State.UNSUBSCRIBED:
        # The mailbox has one already.
        return {}
    due_at = last + EVERY if sent_recently and last is not None else now
    if hold == Subscriber.Hold.DISPOSABLE and subscriber.state != Subscriber.State.CONFIRMED:
        return {} if subscriber.question_due_at else {"held_for": hold, "question_due_at": None}
    if hold == Subscriber.Hold.SURGE:
        if subscriber.question_due_at:
            return {}
        return {"held_for": hold, "question_due_at": max(due_at, now + surge.DELAY)}
    return {"held_for": "", "question_due_at": due_at}


def send(subscriber: Subscriber) -> None:
    """Hand the mail that suits the subscriber's state to the relay. Raises SMTPException, OSError."""
    if subscriber.state == Subscriber.State.CONFIRMED:
        _way_to_choices(subscriber).send()
    else:
        _request_to_confirm(subscriber).send()


def return_path(subscriber_id: int) -> str:
    """Return the address that bounces go to; without a bounce domain, the plain sender."""
    domain = conf.get("bounce_domain")
    if domain == conf.BY_NAME["bounce_domain"].default:
        return str(conf.get("mail_from"))
    return f"q-{subscriber_id:010d}-{_signature(subscriber_id)}@{domain}"


def find_subscriber(address: str) -> Subscriber | None:
    """Return the subscriber that a return path was made for; None if we did not make it."""
    match = _RETURN_PATH.match(address)
    if match is None or not compare_digest(_signature(int(match[1])), match[2].lower()):
        return None
    return Subscriber.objects.filter(pk=int(match[1])).first()


def _signature(subscriber_id: int) -> str:
    key = sha256(b"rotative.question." + settings.SECRET_KEY.encode()).digest()
    return digest(key, b"%d" % subscriber_id, "sha256")[:6].hex()


def _way_to_choices(subscriber: Subscriber) -> EmailMessage:
    outlet = masthead.outlet(subscriber.language)
    token = link_tokens.leave_token(subscriber.pk, subscriber.secret)
    with translation.override(subscriber.language):
        subject = _("You receive the letter of %(outlet)s already") % {"outlet": outlet.name}
        body = _(
            "Somebody, probably you, asked for the daily letter of %(outlet)s at this address, which receives it already.\n\n"
            "%(asked)s"
            "To change its length, sections, days or what comes first, to pause it or to leave, open this page:\n%(link)s\n\n"
            "If it was not you, do nothing: nothing was changed.\n"
        ) % {
            "outlet": outlet.name,
            "asked": _paragraphs(asked(subscriber)),
            "link": _link("subscribers:choices", token),
        }
    return _letter(subscriber, outlet.name, subject, body)


def _request_to_confirm(subscriber: Subscriber) -> EmailMessage:
    outlet = masthead.outlet(subscriber.language)
    token = link_tokens.confirm_token(subscriber)
    with translation.override(subscriber.language):
        subject = _("Please confirm: the letter of %(outlet)s") % {"outlet": outlet.name}
        body = _(
            "Somebody, probably you, asked for the daily letter of %(outlet)s at this address.\n\n"
            "%(first)s"
            "To receive it, open this page and press the button:\n%(link)s\n\n"
            "If it was not you, do nothing: without your confirmation we do not write again.\n"
        ) % {
            "outlet": outlet.name,
            "first": _paragraphs(put_first(subscriber)),
            "link": _link("subscribers:confirm", token),
        }
    return _letter(subscriber, outlet.name, subject, body)


def _paragraphs(sentences: Iterable[str]) -> str:
    return "".join(f"{sentence}\n\n" for sentence in sentences)


def _link(name: str, token: str) -> str:
    site: str = conf.get("site_url")
    return site.rstrip("/") + reverse(name, args=[token])


def _letter(subscriber: Subscriber, sender: str, subject: str, body: str) -> EmailMessage:
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        # The sender in the envelope; readers see the header below.
        from_email=return_path(subscriber.pk),
        to=[subscriber.email],
        headers={
            "From": formataddr((sender, conf.get("mail_from"))),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
