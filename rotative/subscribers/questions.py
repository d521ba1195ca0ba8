"""The one letter somebody gets before having confirmed."""

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
    """Hand the request to confirm to the relay. Raises SMTPException, OSError."""
    _letter(subscriber).send()


def _letter(subscriber: Subscriber) -> EmailMessage:
    outlet = masthead.outlet(subscriber.language)
    path = reverse("subscribers:confirm", args=[tokens.confirm_token(subscriber)])
    with translation.override(subscriber.language):
        subject = _("Please confirm: the letter of %(outlet)s") % {"outlet": outlet.name}
        body = _(
            "Somebody, probably you, asked for the daily letter of %(outlet)s at this address.\n\n"
            "To receive it, open this page and press the button:\n%(link)s\n\n"
            "If it was not you, do nothing: without your confirmation we do not write again.\n"
        ) % {"outlet": outlet.name, "link": conf.get("site_url").rstrip("/") + path}
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=formataddr((outlet.name, conf.get("mail_from"))),
        to=[subscriber.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
