"""The notice that rights of pictures end: by e-mail on the day after the last, on the first page of the desk before."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.bake import keys
from rotative.bake.models import PublicPath
from rotative.core import addresses, conf
from rotative.desk.rights.policies import PUBLISHES
from rotative.masthead import reads as masthead
from rotative.media.actions import rights_ended
from rotative.media.models import Picture
from rotative.staff.models import User

log = logging.getLogger("rotative.desk")

# Days before and after the last one in which the first page of the desk names a picture.
NAMED_DAYS = 7
# Pages of a picture that a letter names.
_PAGES = 10


def register() -> None:
    """Listen to rights that end; call it once."""
    rights_ended.connect(tell, sender=Picture, dispatch_uid="desk.ended_rights")


def tell(pictures: list[Picture], **kwargs: Any) -> None:
    """Write to those who may publish, and to those who uploaded the pictures.

    A relay that does not answer is only logged: the first page of the desk and the library say it as well.
    """
    uploaders = {picture.uploaded_by_user_id for picture in pictures}
    people = User.objects.with_perm(PUBLISHES, backend="django.contrib.auth.backends.ModelBackend")
    told = User.objects.filter(Q(pk__in=people) | Q(pk__in=uploaders), is_active=True).exclude(email="")
    shown = {picture.pk: _shown_on(picture) for picture in pictures}
    try:
        get_connection().send_messages([_letter(user, pictures, shown) for user in told.order_by("pk")])
    except (OSError, smtplib.SMTPException):
        log.exception("Desk could not be told", extra={"event": "rights_mail_failed"})


def soon_or_just_over() -> list[Picture]:
    """Return the pictures whose last day is near, the earliest first."""
    today = masthead.day()
    near = timedelta(days=NAMED_DAYS)
    found = Picture.objects.filter(rights_until__range=(today - near, today + near))
    return list(found.order_by("rights_until", "pk")[: 2 * NAMED_DAYS])


def _shown_on(picture: Picture) -> list[str]:
    """Return the addresses of the pages that have shown a picture until now."""
    pages = PublicPath.objects.filter(state=PublicPath.State.LIVE, keys__key=keys.picture(picture.pk))
    return [
        addresses.full(addresses.href(path))
        for path in pages.order_by("path").values_list("path", flat=True)[:_PAGES]
    ]


def _letter(user: User, pictures: list[Picture], shown: dict[int, list[str]]) -> EmailMessage:
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override((profile and profile.preferred_language) or conf.get("language")):
        count = len(pictures)
        subject = ngettext(
            "The rights of %(count)d picture have ended", "The rights of %(count)d pictures have ended", count
        )
        opening = _(
            "Pages no longer show what follows. To show it again, change “rights until” in the library."
        )
        parts = [opening, *("\n".join(_lines(picture, shown[picture.pk])) for picture in pictures)]
        return EmailMessage(
            subject=subject % {"count": count}, body="\n\n".join(parts) + "\n", to=[user.email]
        )


def _lines(picture: Picture, pages: list[str]) -> Iterable[str]:
    """Yield the lines about one picture: its title and credit, its form, the pages that showed it."""
    yield f"{picture.title} ({picture.credit})" if picture.credit else picture.title
    yield conf.get("site_url").rstrip("/") + reverse("wagtailimages:edit", args=[picture.pk])
    if pages:
        yield _("Readers saw it on:")
        yield from pages
