"""Letters with a link to choose a password: an invitation for a new colleague, or a new password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from rotative.core import conf
from rotative.staff.models import User

_DAY_S = 86_400


def send(user: User) -> None:
    """Send the letter in the user's language. The link works once, for PASSWORD_RESET_TIMEOUT.

    Raises SMTPException, OSError.
    """
    language = UserProfile.get_for_user(user).get_preferred_language()
    with translation.override(language):
        _letter(user).send()


def _letter(user: User) -> EmailMessage:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    about = {
        "name": user.get_full_name() or user.get_username(),
        "user": user.get_username(),
        "site": conf.get("site_url"),
        "link": conf.get("site_url") + reverse("wagtailadmin_password_reset_confirm", args=[uid, token]),
        "days": settings.PASSWORD_RESET_TIMEOUT // _DAY_S,
    }
    if user.has_usable_password():
        subject, body = _("A new password for the desk of %(site)s"), _new_password()
    else:
        subject, body = _("Your account at the desk of %(site)s"), _invitation()
    return EmailMessage(
        subject=subject % about,
        body=body % about,
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _new_password() -> str:
    return _(
        "Hello %(name)s,\n\nsomebody, probably you, asked for a new password for the account “%(user)s”. Choose it here:\n\n"
        "%(link)s\n\nThe link works once, for %(days)d days. If you did not ask, do nothing: your password stays as it is."
    )


def _invitation() -> str:
    return _(
        "Hello %(name)s,\n\nan account “%(user)s” has been made for you. Choose your password here:\n\n"
        "%(link)s\n\nThe link works once, for %(days)d days. After that, ask for a new one on the page where one signs in."
    )
