"""Documents from elsewhere that are a source or evidence, with the copy that was kept of them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core.fields.vague_date_field import VagueDateField
from rotative.core.languages import CHOICES
from rotative.dossiers.models.kept import Kept


class OutsideDocument(Kept):
    """A document from elsewhere. A page of the web may change or go: a copy is kept."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    published = VagueDateField(_("date of the document"))
    language = models.CharField(_("language"), max_length=2, choices=CHOICES, blank=True)
    quotation = models.TextField(
        _("quotation"), help_text=_("The words that prove it, as they are written there.")
    )
    copy = models.ForeignKey(
        "media.DocumentFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("copy kept"),
        help_text=_("The newsroom’s own copy; readers do not get it."),
    )
    archive_url = models.URLField(
        _("address of an archived copy"),
        max_length=1000,
        blank=True,
        help_text=_("At an archive of the web, for example web.archive.org."),
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("outside document")
        verbose_name_plural = _("outside documents")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(copy__isnull=False) | ~models.Q(archive_url=""),
                name="outsidedocument_copy_kept",
                violation_error_message=_("Keep a copy: add the file, or the address of an archived copy."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def clean(self) -> None:
        super().clean()
        if self.copy_id is None and not self.archive_url:
            raise ValidationError(
                {"copy": _("Keep a copy: add the file, or the address of an archived copy.")}
            )
