"""The form of a picture at the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from rotative.media import actions
from rotative.media.fields import PictureUploadField
from rotative.media.models import Picture

_DAMAGED = _(
    "This picture cannot be read, so no page shows it. Save it again as JPEG and choose the new file."
)


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
