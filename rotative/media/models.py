"""Pictures with what a newspaper must know about them: their maker, the rights of use, a description."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """An image of the library."""

    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Leave empty if it only decorates."),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, as printed.")
    )
    rights = models.TextField(
        _("rights"), blank=True, help_text=_("Licence, agency, expiry: for the desk, never printed.")
    )

    admin_form_fields = (
        *Image.admin_form_fields[:2],
        "alt",
        "caption",
        "credit",
        "rights",
        *Image.admin_form_fields[2:],
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    """A picture at one size and in one format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
