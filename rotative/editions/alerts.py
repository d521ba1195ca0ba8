"""E-mails to the editors: an edition waits for a person."""

import logging
import smtplib
from collections.abc import Mapping
from datetime import date

from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.core.errors import RotativeError, gettext_noop
from rotative.editions.models import Edition
from rotative.staff.models import User

log = logging.getLogger("rotative.editions")


def held_back(language: str, on: date, edition: Edition | None) -> None:
    """Tell all editors who may approve it that nobody has, or (None) that there is nothing to compose."""
    if edition is None:
        subject = gettext_noop("No edition of %(day)s in %(language)s: nothing new to print")
        text = gettext_noop(
            "Nothing was published since the last edition. If that is wrong, compose it at the desk:"
        )
    else:
        subject = gettext_noop("The edition of %(day)s in %(language)s waits for approval")
        text = gettext_noop(
            "Nobody has approved it and its hour has passed. It is held back until somebody does:"
        )
    _tell(subject, text, language, on, edition)
    log.warning("Edition held back", extra={"event": "edition_held", "on": on.isoformat()})


def not_sent(edition: Edition, error: RotativeError) -> None:
    """Tell the editors that an edition could not be sent at its hour, and why."""
    subject = gettext_noop("The edition of %(day)s in %(language)s was not sent")
    _tell(subject, error.message, edition.language, edition.edition_on, edition, error.fields)


def letters_replaced(edition: Edition) -> None:
    """Tell the editors that some choices of readers could not be composed, and what these readers get."""
    subject = gettext_noop("Some letters of %(day)s in %(language)s could not be composed")
    text = gettext_noop(
        "Readers with certain choices get the edition as you arranged it, or none; everybody else gets theirs. "
        "The page “Delivery” of the edition says which, and the log says why:"
    )
    _tell(subject, text, edition.language, edition.edition_on, edition)


def sender_refused(edition: Edition, domain_class: str, code: str) -> None:
    """Tell the editors that a kind of mailbox provider refuses our letters because of their sender."""
    subject = gettext_noop("Letters of %(day)s in %(language)s are refused because of their sender")
    text = gettext_noop(
        "A mailbox provider (%(provider)s, answer %(code)s) refuses our letters because of us, not of its readers. "
        "Nobody was taken off the list. See “Deliver mail” in the documentation, and the edition:"
    )
    fields = {"provider": domain_class, "code": code or "—"}
    _tell(subject, text, edition.language, edition.edition_on, edition, fields)


def _tell(
    subject: str,
    text: str,
    language: str,
    on: date,
    edition: Edition | None,
    fields: Mapping[str, object] | None = None,
) -> None:
    """Write to each editor in their language. A relay that does not answer is only logged: the desk shows the same."""
    address = reverse("desk_edition", args=[edition.pk]) if edition else reverse("desk_editions")
    url = conf.get("site_url").rstrip("/") + address
    letters = []
    for user in editors().exclude(email="").select_related("wagtail_userprofile"):
        profile = getattr(user, "wagtail_userprofile", None)
        with translation.override((profile and profile.preferred_language) or language):
            about = {
                "day": date_format(on, "l j F Y"),
                "language": get_language_info(language)["name_translated"],
            }
            body = f"{_(text) % (fields or {})}\n{url}\n"
            letters.append(EmailMessage(subject=_(subject) % about, body=body, to=[user.email]))
    try:
        get_connection().send_messages(letters)
    except (OSError, smtplib.SMTPException):
        log.exception("Editors could not be told", extra={"event": "edition_alert_failed"})


def editors() -> QuerySet[User]:
    """Return the active users who may approve an edition."""
    right = Permission.objects.filter(codename="change_edition", content_type__app_label="editions")
    may = Q(is_superuser=True) | Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(may, is_active=True).distinct().order_by("pk")
