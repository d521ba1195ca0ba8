"""The language of what is written: Wagtail's forms have the language and the direction of the desk, not those of the text.

A French desk would check the spelling of an Arabic article in French, and move its full stops to the wrong end.
"""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from rotative.core.languages import BY_CODE

# Widgets that hold a text for readers; those of addresses, numbers and dates are of other classes.
_TEXTS = (forms.TextInput, forms.Textarea)
_NO_TEXTS = (
    forms.URLInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.HiddenInput,
)
# Never prose: its place in an address.
_NAMES = frozenset({"slug"})


class InLanguageFormMixin:
    """A form whose texts have the language of its object; the desk's script gives it to blocks and rows that are added later."""

    fields: dict[str, Any]
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = BY_CODE.get(self._language())
        if row is None:
            return
        for name, field in self.fields.items():
            if (
                isinstance(field.widget, _TEXTS)
                and not isinstance(field.widget, _NO_TEXTS)
                and name not in _NAMES
            ):
                field.widget.attrs |= {"lang": row.code, "dir": row.direction, "data-desk-language": ""}

    def _language(self) -> str:
        """Return the language of the object; a new page has that of the page above it."""
        above = getattr(self, "parent_page", None)
        owner = self.instance if self.instance.locale_id else above
        return str(owner.locale.language_code) if owner is not None and owner.locale_id else ""


class InLanguageForm(InLanguageFormMixin, WagtailAdminModelForm):
    """The form of an object in one language."""


class InLanguagePageForm(InLanguageFormMixin, WagtailAdminPageForm):
    """The form of a page in one language."""
