"""The one letter somebody gets before having confirmed, and the one that shows a subscriber the way to the choices."""

import re
from email.utils import formataddr
from hashlib import sha256
from hmac import compare_digest, digest

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.masthead import reads as masthead
from rotative.subscribers import tokens
from rotative.subscribers.models import Subscriber

_ADDRESS = re.compile(r"^q-(\d{10})-([0-9a-f]{12})@", re.ASCII | re.IGNORECASE)


def send(subscriber: Subscriber) -> None:
    """Hand the letter to the relay that suits the subscriber's state. Raises SMTPException, OSError."""
    known = subscriber.state == Subscriber.State.CONFIRMED
    (_way_to_choices(subscriber) if known else _request_to_confirm(subscriber)).send()


def return_path(subscriber_id: int) -> str:
    """Where our letters to somebody come back to; the plain sender while no domain is there for that."""
    domain = conf.get("bounce_domain")
    if domain == conf.BY_NAME["bounce_domain"].default:
        return str(conf.get("mail_from"))
    return f"q-{subscriber_id:010d}-{_mark(subscriber_id)}@{domain}"


def asked(address: str) -> Subscriber | None:
    """Whose question has this return path; None when it is none of ours."""
    match = _ADDRESS.match(address)
    if match is None or not compare_digest(_mark(int(match[1])), match[2].lower()):
        return None
    return Subscriber.objects.filter(pk=int(match[1])).first()


def _mark(subscriber_id: int) -> str:
    key = sha256(b"rotative.question." + settings.SECRET_KEY.encode()).digest()
    return digest(key, b"%d" % subscriber_id, "sha256")[:6].hex()


def _way_to_choices(subscriber: Subscriber) -> EmailMessage:
    outlet = masthead.outlet(subscriber.language)
    token = tokens.leave_token(subscriber.pk, subscriber.secret)
    with translation.override(subscriber.language):
        subject = _("You receive the letter of %(outlet)s already") % {"outlet": outlet.name}
        body = _(
            "Somebody, probably you, asked for the daily letter of %(outlet)s at this address, which receives it already.\n\n"
            "To change its length, sections, subjects or days, to pause it or to leave, open this page:\n%(link)s\n\n"
            "If it was not you, do nothing: nothing was changed.\n"
        ) % {"outlet": outlet.name, "link": _link("subscribers:choices", token)}
    return _letter(subscriber, outlet.name, subject, body)


def _request_to_confirm(subscriber: Subscriber) -> EmailMessage:
    outlet = masthead.outlet(subscriber.language)
    token = tokens.confirm_token(subscriber)
    with translation.override(subscriber.language):
        subject = _("Please confirm: the letter of %(outlet)s") % {"outlet": outlet.name}
        body = _(
            "Somebody, probably you, asked for the daily letter of %(outlet)s at this address.\n\n"
            "To receive it, open this page and press the button:\n%(link)s\n\n"
            "If it was not you, do nothing: without your confirmation we do not write again.\n"
        ) % {"outlet": outlet.name, "link": _link("subscribers:confirm", token)}
    return _letter(subscriber, outlet.name, subject, body)


def _link(name: str, token: str) -> str:
    site: str = conf.get("site_url")
    return site.rstrip("/") + reverse(name, args=[token])


def _letter(subscriber: Subscriber, sender: str, subject: str, body: str) -> EmailMessage:
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        # Of the envelope.
        from_email=return_path(subscriber.pk),
        to=[subscriber.email],
        headers={
            "From": formataddr((sender, conf.get("mail_from"))),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
