"""Pictures with what a newspaper must know about them: their maker, the rights of use, a description; and documents.

A request never decodes a picture: `actions` makes every rendition in a process of its own. Until then, and for a size that
nobody makes, the desk shows a drawing in its place.
"""

import hashlib
import os
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    ImageQuerySet,
    SourceImageIOError,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)

from rotative.core.fields.folded import FoldedField
from rotative.core.text import slug
from rotative.media import document_kinds
from rotative.media.edits import Edit
from rotative.media.fields import PictureFileField
from rotative.media.storage import originals

# Hexadecimal digits in the name of a document's file (core.http_headers.MEDIA_NAME).
DOCUMENT_DIGEST = 12


def document_name(document: "DocumentFile", filename: str) -> str:
    """Return the name under which the file of a document is kept: readable, with a digest of the content."""
    stem, ending = filename.rpartition(".")[0], document_kinds.ending(filename)
    document.file.open()
    digest = hashlib.file_digest(document.file.file, "sha256").hexdigest()[:DOCUMENT_DIGEST]
    document.file.seek(0)
    return f"documents/{slug(stem, '', limit=60) or 'document'}.{digest}.{ending}"


class PictureQuerySet(ImageQuerySet):
    def waiting(self) -> "PictureQuerySet":
        """Return the pictures whose renditions are to be made."""
        found: PictureQuerySet = self.filter(state=Picture.State.WAITING)
        return found

    def over(self, today: date) -> "PictureQuerySet":
        """Return the pictures whose last day is over while pages still show them."""
        found: PictureQuerySet = self.filter(rights_until__lt=today, rights_ended=False)
        return found

    def outdated(self) -> "PictureQuerySet":
        """Return the pictures that pages show while more of their renditions are to be made."""
        found: PictureQuerySet = self.filter(state=Picture.State.OUTDATED)
        return found


class Picture(AbstractImage):
    """An image of the library."""

    class State(models.TextChoices):
        WAITING = "waiting", _("in preparation")
        READY = "ready", _("ready")
        OUTDATED = "outdated", _("ready, more sizes in preparation")
        DAMAGED = "damaged", _("cannot be read")

    file = PictureFileField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=originals,
        width_field="width",
        height_field="height",
    )
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
    creator = models.CharField(
        _("creator"), max_length=200, blank=True, help_text=_("The person: for the desk, never printed.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    rights = models.TextField(
        _("rights"), blank=True, help_text=_("Licence, agency, conditions: for the desk, never printed.")
    )
    rights_until = models.DateField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("The last day on which pages may show it; the next day they are printed without it."),
    )
    folded = FoldedField(of=("title", "alt", "caption", "credit", "creator", "place"))
    # Pages no longer show it: its last day is over. Kept as a fact, so that pages change by an act and not by the clock.
    rights_ended = models.BooleanField(default=False, editable=False)
    # Its public files are deleted, which follows when the pages are printed without it.
    withdrawn = models.BooleanField(default=False, editable=False)
    # What was done to the picture at the desk, in order, each as `Edit.keep` writes it: all of it as seen from the uploaded file.
    edits = models.JSONField(default=list, blank=True, editable=False)
    # The edit that `file` shows; None before the first.
    made_edit = models.JSONField(null=True, editable=False)
    # The file as it was uploaded, while `file` is another one.
    uncut = models.FileField(storage=originals, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING, editable=False)
    # When a process began to make the renditions; None while none has.
    begun_at = models.DateTimeField(null=True, editable=False)

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        "file", "title", "alt", "caption", "credit", "rights_until", "rights", "creator", "taken_on", "place", "tags", "collection",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="picture_waiting"),
            models.Index(fields=["id"], condition=Q(state="outdated"), name="picture_outdated"),
            models.Index(
                fields=["id"], condition=Q(rights_ended=True, withdrawn=False), name="picture_to_withdraw"
            ),
            models.Index(
                fields=["rights_until"], condition=Q(rights_until__isnull=False), name="picture_rights_until"
            ),
        ]

    def get_upload_to(self, filename: str) -> str:
        return os.path.basename(str(super().get_upload_to(filename)))

    def get_rendition(self, filter: Filter | str) -> "Rendition":
        """Return a rendition, or a drawing in the place of one that is not made yet."""
        return next(iter(self.get_renditions(filter).values()))

    def get_renditions(self, *filters: Filter | str) -> "dict[str, Rendition]":
        """Return renditions by spec, with a drawing in the place of each that is not made yet."""
        wanted = [one if isinstance(one, Filter) else Filter(spec=one) for one in filters]
        made = self.find_existing_renditions(*dict.fromkeys(wanted))
        return {one.spec: made.get(one) or self._placeholder(one) for one in wanted}

    @property
    def edit(self) -> Edit:
        """The edit that the picture is to show."""
        return Edit.parse(self.edits[-1] if self.edits else None)

    @property
    def made(self) -> Edit:
        """The edit that its file shows."""
        return Edit.parse(self.made_edit)

    def get_willow_image(self) -> AbstractContextManager[Any]:
        """Refuse to decode the picture: a request would wait for it, and one large file is gigabytes."""
        _refuse_to_decode()

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> NoReturn:
        """Refuse to make a rendition here: `actions.make_renditions` does."""
        _refuse_to_decode()

    def _placeholder(self, filter: Filter) -> "Rendition":
        width, height = filter.get_transform(self).size
        return Rendition(
            image=self, filter_spec=filter.spec, width=max(1, round(width)), height=max(1, round(height))
        )


class Rendition(AbstractRendition):
    """A picture at one size and in one format. One without a file is a placeholder, which only the desk shows."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    file = PictureFileField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]

    @property
    def url(self) -> str:
        """The address of the file; of a placeholder, the desk's page that shows the picture once it is there."""
        if self.file:
            return str(self.file.url)
        if self.filter_spec == "original":
            return reverse("desk_picture_original", args=(self.image_id,))
        return reverse("desk_picture_rendition", args=(self.image_id, self.filter_spec))


class DocumentFile(AbstractDocument):
    """A file for readers to keep or to listen to: a report, a table, a sound.

    Its name contains a digest of the file, so that readers' programs may keep it for ever.
    """

    file = models.FileField(verbose_name=_("file"), upload_to=document_name, max_length=255)
    # The length of a sound, rounded; None for any other file, and where the file does not say it.
    seconds = models.PositiveIntegerField(null=True, editable=False)

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


def _refuse_to_decode() -> NoReturn:
    raise SourceImageIOError("Pictures are decoded by rotative.media.actions alone.")
