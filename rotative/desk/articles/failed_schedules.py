"""E-mails to the author of an article that could not be published at its hour: one for each version, whatever the number of tries."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log as note
from wagtail.models import ModelLogEntry, Revision

from rotative.articles.actions import schedule_failed
from rotative.articles.models import Article
from rotative.core import conf
from rotative.core.errors import RotativeError
from rotative.desk.outlet import outlet_clock
from rotative.staff.models import User

log = logging.getLogger("rotative.desk")

# Its entry in the history of the article, which says that the letter has left.
ACTION = "rotative.schedule_failed"


def register() -> None:
    """Listen to schedules that fail; call it once."""
    schedule_failed.connect(tell, sender=Article, dispatch_uid="desk.failed_schedules")


def tell(revision: Revision, error: Exception, **kwargs: Any) -> None:
    """Write to the author, and to the colleague who saved the version; do nothing when they know already.

    A relay that does not answer is only logged; the next try to publish tries to write as well.
    """
    article = Article.objects.select_related("author", "locale").filter(pk=revision.object_id).first()
    if article is None or ModelLogEntry.objects.filter(action=ACTION, revision=revision).exists():
        return
    people = {user.pk: user for user in (article.author, revision.user) if user and user.is_active}
    letters = [
        _letter(article, user, revision, error) for user in people.values() if user.email and user.is_active
    ]
    try:
        get_connection().send_messages(letters)
    except (OSError, smtplib.SMTPException):
        log.exception("Author could not be told", extra={"event": "schedule_mail_failed"})
        return
    note(instance=article, action=ACTION, revision=revision, data={"reason": _why(error)})


def _letter(article: Article, user: User, revision: Revision, error: Exception) -> EmailMessage:
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override((profile and profile.preferred_language) or article.language):
        about = {"headline": revision.object_str or article.headline, "reason": _why(error)}
        planned = article.go_live_at
        when = outlet_clock.spelt(planned) if planned else ""
        address = conf.get("site_url").rstrip("/") + reverse(
            "wagtailsnippets_articles_article:edit", args=[article.pk]
        )
        body = _("“%(headline)s” should have appeared on %(when)s and could not be published: %(reason)s") % (
            about | {"when": when}
        )
        more = _("It is tried again every minute. When you have corrected it, schedule or publish it again:")
        return EmailMessage(
            subject=_("Not published at its hour: %(headline)s") % about,
            body=f"{body}\n\n{more}\n{address}\n",
            to=[user.email],
        )


def _why(error: Exception) -> str:
    if isinstance(error, RotativeError):
        return _(error.message) % error.fields
    return _("An error of the program; the operator finds it in the log.")
