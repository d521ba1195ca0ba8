"""The timetable of a language: when its editions are composed and sent, also if nobody approves them."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core.languages import CHOICES

# Monday is 1.
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def every_day() -> list[int]:
    return list(EVERY_DAY)


class EditionPlan(models.Model):
    """The timetable of one language, in the outlet's time zone."""

    class Unapproved(models.TextChoices):
        HOLD = "hold", _("hold it back and tell the editors by e-mail")
        SEND = "send", _("send it as it was composed")

    language = models.CharField(_("language"), max_length=5, unique=True, choices=CHOICES)
    active = models.BooleanField(_("compose by itself"), default=True)
    # ISO weekdays, ascending.
    days = models.JSONField(_("days"), default=every_day)
    compose_at = models.TimeField(_("composed at"), default=time(6, 0))
    cut_off_at = models.TimeField(
        _("to be approved by"), default=time(6, 45), help_text=_("After that hour the setting below decides.")
    )
    send_at = models.TimeField(_("sent at"), default=time(7, 0))
    unapproved = models.CharField(
        _("if nobody has approved it"), max_length=4, choices=Unapproved.choices, default=Unapproved.HOLD
    )
    # The last day on which the editors got an e-mail about a waiting edition.
    alerted_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("timetable of the edition")
        verbose_name_plural = _("timetables of the edition")
        ordering = ["language"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unapproved__in=["hold", "send"]), name="editionplan_unapproved_known"
            ),
        ]

    def __str__(self) -> str:
        return self.language

    def clean(self) -> None:
        """Check the order of the hours. Raises ValidationError."""
        if not self.compose_at <= self.cut_off_at <= self.send_at:
            raise ValidationError(
                {"cut_off_at": _("It must be between the hour of composing and that of sending.")}
            )

    def falls_on(self, day: date) -> bool:
        """Tell whether there is an edition on that day."""
        return self.active and day.isoweekday() in self.days
