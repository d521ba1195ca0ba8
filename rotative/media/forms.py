"""The forms of a picture and of a document at the desk."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from rotative.media import actions, audio_length, document_kinds
from rotative.media.errors import NotADocument
from rotative.media.fields import PictureUploadField
from rotative.media.models import DocumentFile, Picture

_DAMAGED = _(
    "This picture cannot be read, so no page shows it. Save it again as JPEG and choose the new file."
)
# Bytes that say what a file is.
_BEGINNING = 100_000


class PictureForm(BaseImageForm):
    """A picture with its file; a new file is looked at here and made into renditions by the worker."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if usual := self.fields.get("file"):
            self.fields["file"] = PictureUploadField(
                label=usual.label, required=usual.required, widget=usual.widget
            )
        if self.instance.state == Picture.State.DAMAGED and "title" in self.fields:
            # Wagtail's form has bound the field by now.
            self["title"].help_text = _DAMAGED

    def save(self, commit: bool = True) -> Picture:
        """Save the picture; have a new file made into renditions."""
        if "file" in self.changed_data:
            actions.ask(self.instance)
        picture: Picture = super().save(commit=commit)
        return picture


class DocumentForm(BaseDocumentForm):
    """A document with its file, refused in one sentence when readers may not get it."""

    def clean_file(self) -> Any:
        """Compare the beginning of a new file with its name, and read the length of a sound. Raises ValidationError."""
        found = self.cleaned_data["file"]
        if "file" not in self.changed_data or not isinstance(found, UploadedFile):
            return found
        name = found.name or ""
        found.seek(0)
        beginning = found.read(_BEGINNING)
        found.seek(0)
        if not document_kinds.fits(name, beginning):
            refused = NotADocument(name=name, kinds=", ".join(sorted(document_kinds.KINDS)))
            raise ValidationError(gettext(refused.message) % refused.fields, code=refused.code)
        assert found.file is not None  # noqa: S101 an upload has its bytes
        self.instance.seconds = audio_length.seconds(found.file, document_kinds.ending(name))
        return found

    def save(self, commit: bool = True) -> DocumentFile:
        document: DocumentFile = super().save(commit=commit)
        return document
