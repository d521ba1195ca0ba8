"""The fields of picture files: their size comes from the header, and no form or model decodes a picture."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.utils.translation import gettext
from wagtail.images.fields import WagtailImageField as WagtailUploadField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from rotative.media import headers
from rotative.media.errors import PictureRefused


class PictureFieldFile(WagtailImageFieldFile):
    """A stored picture file."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height in pixels, of the picture as it is shown. Raises NotAPicture."""
        close = self.closed
        try:
            self.open()
            found = headers.read(self)
            return found.width, found.height
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class PictureFileField(WagtailImageField):
    """A picture file of a model."""

    attr_class = PictureFieldFile


class PictureUploadField(WagtailUploadField):
    """An upload in a form: refused in one sentence when no page could show it."""

    def to_python(self, data: Any) -> Any:
        """Check the header and the end of the file. Raises ValidationError."""
        found: UploadedFile[Any] | None = FileField.to_python(self, data)  # type: ignore[assignment]  # a form gets uploads
        if found is None:
            return None
        self.check_image_file_size(found)
        try:
            header = headers.check(_opened(found))
        except PictureRefused as refused:
            raise ValidationError(gettext(refused.message) % refused.fields, code=refused.code) from refused
        found.content_type = f"image/{header.format.lower()}"
        self._check_name(found, header)
        found.seek(0)
        return found

    def _check_name(self, found: UploadedFile[Any], header: headers.Header) -> None:
        ending = (found.name or "").rpartition(".")[2].lower()
        if ending not in self.allowed_image_extensions:
            raise ValidationError(
                self.error_messages["invalid_image_extension"], code="invalid_image_extension"
            )
        if {"jpg": "jpeg"}.get(ending, ending) != header.format.lower():
            raise ValidationError(
                self.error_messages["invalid_image_known_format"]
                % {"extension": ending, "image_format": header.format.lower()},
                code="invalid_image_known_format",
            )


def _opened(found: UploadedFile[Any]) -> IO[bytes]:
    assert found.file is not None  # noqa: S101 an upload has its bytes
    return found.file
