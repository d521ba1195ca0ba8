"""The weekly letter to the editors of a section: what its dossiers ask for."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.articles.models import SectionDesk
from rotative.core import conf
from rotative.desk.rights.policies import PUBLISHES
from rotative.dossiers.actions import reminded
from rotative.dossiers.models import Dossier
from rotative.dossiers.reminders import Reminder
from rotative.staff.models import User

log = logging.getLogger("rotative.desk")
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def register() -> None:
    """Listen to the reminders of the week; call it once."""
    reminded.connect(tell, sender=Dossier, dispatch_uid="desk.dossier_reminders")


def tell(reminders: list[Reminder], **kwargs: Any) -> None:
    """Write to the editors of each dossier's section, and to those who may publish about dossiers without one.

    A relay that does not answer is only logged: the first page of the desk says the same.
    """
    by_person: dict[User, list[Reminder]] = {}
    people: dict[int | None, list[User]] = {}
    for one in reminders:
        section_id = one.dossier.section_id
        if section_id not in people:
            people[section_id] = list(_people(section_id))
        for user in people[section_id]:
            by_person.setdefault(user, []).append(one)
    letters = [_letter(user, found) for user, found in by_person.items()]
    try:
        get_connection().send_messages(letters)
    except (OSError, smtplib.SMTPException):
        log.exception("Desk could not be reminded", extra={"event": "dossier_mail_failed"})


def sentence(one: Reminder) -> str:
    """Say why a commitment or an event is named, up to its date."""
    if one.kind == "due":
        return _("was due until")
    if one.kind == "quiet":
        return _("nothing new since")
    said = ngettext("%(num)d year ago on", "%(num)d years ago on", one.years)
    return said % {"num": one.years}


def address(one: Reminder) -> str:
    """Return the path of the page where something can be done about it."""
    if one.commitment_id is not None:
        return reverse("desk_commitment", args=[one.commitment_id])
    return reverse("wagtailsnippets_dossiers_dossier:edit", args=[one.dossier.pk])


def _people(section_id: int | None) -> QuerySet[User]:
    """Return the active users of the groups of a section; without such a group, those who may publish."""
    desks = SectionDesk.objects.filter(section=section_id) if section_id else SectionDesk.objects.none()
    found = User.objects.filter(groups__in=list(desks.values_list("group_id", flat=True)))
    if not found.exists():
        found = User.objects.with_perm(PUBLISHES, backend=_BACKEND)
    return found.filter(is_active=True).exclude(email="").distinct().order_by("pk")


def _letter(user: User, found: list[Reminder]) -> EmailMessage:
    profile = getattr(user, "wagtail_userprofile", None)
    site = conf.get("site_url").rstrip("/")
    with translation.override((profile and profile.preferred_language) or conf.get("language")):
        parts = [_("What the dossiers of your section ask for this week:")]
        for one in found:
            day = date_format(one.on, "j F Y")
            parts.append(f"{one.dossier.title}\n{one.text}\n{sentence(one)} {day}\n{site}{address(one)}")
        return EmailMessage(
            subject=_("Dossiers to look at again"), body="\n\n".join(parts) + "\n", to=[user.email]
        )
