"""The forms of a picture and of a document at the desk."""

import re
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField, CharField, DateInput
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from rotative.core import conf
from rotative.media import actions, audio_length, document_kinds
from rotative.media.errors import NotADocument
from rotative.media.fields import PictureUploadField
from rotative.media.models import DocumentFile, Picture
from rotative.media.photo_metadata import reading

_DAMAGED = _(
    "This picture cannot be read, so no page shows it. Save it again as JPEG and choose the new file."
)
# Bytes that say what a file is.
_BEGINNING = 100_000

_MAIN = ("title", "alt", "caption", "credit", "rights_until", "rights")
# Fields that the file of a picture may fill.
_FROM_FILE = ("alt", "caption", "credit", "creator", "taken_on", "place", "rights", "rights_until")


def title_of(name: str) -> str:
    """Return the title of a picture from the name of its file; "image" when the name says nothing."""
    words = re.sub(r"[\s_]+", " ", PurePath(name).stem).strip()
    return words[:255] or "image"


class PictureForm(BaseImageForm):
    """A picture with its file; a new file is looked at here and made into renditions by the worker.

    What the file says about its picture fills the fields that are left empty.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if usual := self.fields.get("file"):
            self.fields["file"] = PictureUploadField(
                label=usual.label, required=usual.required, widget=usual.widget
            )
        self._arrange()
        if self.instance.state == Picture.State.DAMAGED and "title" in self.fields:
            # Wagtail's form has bound the field by now.
            self["title"].help_text = _DAMAGED

    def main_fields(self) -> list[BoundField]:
        """Return the fields that every picture needs, in the order in which one fills them in."""
        return [self[name] for name in _MAIN if name in self.fields]

    def more_fields(self) -> list[BoundField]:
        """Return the other fields that are shown."""
        return [one for one in self.visible_fields() if one.name not in (*_MAIN, "file")]

    def clean(self) -> dict[str, Any]:
        """Give the picture a title, that of its file when none was written."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "title" in self.fields and not found.get("title"):
            found["title"] = title_of(self._name())
        return found

    def save(self, commit: bool = True) -> Picture:
        """Save the picture; have a new file made into renditions."""
        if "file" in self.changed_data:
            self._take_notes()
            actions.forget_edits(self.instance)
            actions.ask(self.instance)
        elif any(name.startswith("focal_point") for name in self.changed_data):
            actions.refocus(self.instance)
        actions.settle_rights(self.instance, timezone.localdate())
        picture: Picture = super().save(commit=commit)
        return picture

    def _arrange(self) -> None:
        """Make fields as small as what is written in them, in the direction of their own text."""
        for name, field in self.fields.items():
            if name in ("caption", "rights"):
                field.widget = AdminAutoHeightTextInput(attrs={"rows": 2, "dir": "auto"})
            elif name in ("rights_until", "taken_on"):
                field.widget = DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            elif isinstance(field, CharField):
                field.widget.attrs["dir"] = "auto"
        if "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].help_text = _("Left empty, it is taken from the file.")

    def _take_notes(self) -> None:
        """Fill the fields that are empty with what the new file says; its title too, when the form has that of the file."""
        notes = reading.read(_bytes(self.cleaned_data["file"]), language=conf.get("language"))
        if notes.title and self.instance.title in ("", PurePath(self._name()).stem, title_of(self._name())):
            self.instance.title = notes.title
        for name in _FROM_FILE:
            if not getattr(self.instance, name):
                setattr(self.instance, name, getattr(notes, name))

    def _name(self) -> str:
        file = self.cleaned_data.get("file") or self.instance.file
        return str(getattr(file, "name", "") or "")


def _bytes(file: Any) -> IO[bytes]:
    found: IO[bytes] = getattr(file, "file", file)
    return found


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
