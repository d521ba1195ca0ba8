"""Examines the clock: the masthead's counts, and a setting that names another one is misleading."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.masthead.models import Masthead
from rotative.project.checkup.finding import Finding


def clock() -> Iterator[Finding]:
    """Report a time zone of the settings that is not the masthead's."""
    masthead = Masthead.objects.only("time_zone").first()
    if masthead is None or masthead.time_zone == conf.get("time_zone"):
        return
    yield Finding(
        code="settings.time_zone",
        level="warning",
        message=_(
            "time_zone is %(setting)s in the settings and %(masthead)s in the masthead. Pages, desk and schedules follow the masthead."
        )
        % {"setting": conf.get("time_zone"), "masthead": masthead.time_zone},
        remedy=_('Write time_zone = "%(masthead)s" in rotative.toml, or correct the masthead at the desk.')
        % {"masthead": masthead.time_zone},
    )
