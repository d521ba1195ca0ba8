"""Corrections: dated public notes of what was changed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from rotative.core import clock


class Correction(models.Model):
    """A note of an error and of the day on which it was corrected."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="corrections")
    dated_at = models.DateTimeField(_("date"), default=clock.now)
    text = models.TextField(_("what was corrected"))

    panels = [FieldPanel("dated_at"), FieldPanel("text")]

    class Meta:
        ordering = ["dated_at", "id"]

    def clean(self) -> None:
        if self.dated_at and self.dated_at > clock.now():
            raise ValidationError({"dated_at": _("A correction cannot be dated later than now.")})

    def __str__(self) -> str:
        return self.text[:60]
