"""Columns of dates as precise as somebody said them, and of their first and last days, by which rows are sorted."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rotative.core import edtf as vague_dates
from rotative.core.edtf import vague_words as vague_date_words
from rotative.core.languages import BY_CODE, SOURCE


def validate(written: str) -> None:
    """Refuse what is no date. Raises ValidationError."""
    try:
        vague_dates.parse(written)
    except ValueError as exc:
        raise ValidationError(_("This is no date.")) from exc


class VagueDateField(models.CharField):
    """A date as EDTF writes it."""

    default_validators = [validate]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": vague_dates.LONGEST, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{**kwargs, "form_class": VagueDateFormField, "max_length": None, "widget": forms.TextInput}
        )


class DayOfField(models.DateField):
    """The first or the last day of a vague date in another field; written with every save of the row.

    of: the field's name. last: whether it is the last day.
    """

    def __init__(self, *args: Any, of: str = "", last: bool = False, **kwargs: Any) -> None:
        self.of, self.last = of, last
        super().__init__(*args, **{"editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "last": self.last}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        """Set the day."""
        written = getattr(model_instance, self.of)
        found = vague_dates.parse(written) if written else None
        day = None if found is None else found.last if self.last else found.first
        setattr(model_instance, self.attname, day)
        return day


class VagueDateFormField(forms.CharField):
    """A line in which one types a date in words or numbers, in any language of the outlet."""

    def prepare_value(self, value: Any) -> Any:
        try:
            return vague_date_words.typed(value, get_language_code()) if value else value
        except ValueError:
            # What was typed and refused.
            return value

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            return vague_date_words.read(typed)
        except ValueError as exc:
            raise ValidationError(
                _("Write a date: 30/06/2027, June 2027, summer 2027, 2027, or a period with a dash.")
            ) from exc

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True


def get_language_code() -> str:
    """Return the language of the desk, among those that an outlet can have."""
    code = (get_language() or SOURCE).partition("-")[0]
    return code if code in BY_CODE else SOURCE
