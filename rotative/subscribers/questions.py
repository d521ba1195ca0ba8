"""The one letter somebody gets before having confirmed, and the one that shows a subscriber the way to the choices."""

from email.utils import formataddr

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.masthead import reads as masthead
from rotative.subscribers import tokens
from rotative.subscribers.models import Subscriber


def send(subscriber: Subscriber) -> None:
    """Hand the letter to the relay that suits the subscriber's state. Raises SMTPException, OSError."""
    known = subscriber.state == Subscriber.State.CONFIRMED
    (_way_to_choices(subscriber) if known else _request_to_confirm(subscriber)).send()


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
        from_email=formataddr((sender, conf.get("mail_from"))),
        to=[subscriber.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
