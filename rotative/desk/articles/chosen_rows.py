"""Rows of a form with a chooser each: the bylines and the subjects of an article."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel


class ChosenRowForm(WagtailAdminModelForm):
    """A row with one chooser; while nothing is chosen it does not count, so that an open row does not stop the autosave."""

    def has_changed(self) -> bool:
        if self.instance.pk is not None:
            changed: bool = super().has_changed()
            return changed
        return bool(set(self.changed_data) - {ORDERING_FIELD_NAME})


class SubjectRowForm(ChosenRowForm):
    """A subject; the article is about it, unless the box says that it only mentions it."""

    mentioned = forms.BooleanField(label=_("Only mentioned"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("mentioned", not self.instance.is_main)

    def save(self, commit: bool = True) -> Any:
        self.instance.is_main = not self.cleaned_data.get("mentioned")
        return super().save(commit)


class ChosenRowsPanel(InlinePanel):
    """Rows with a chooser each."""

    row_form: type[ChosenRowForm] = ChosenRowForm

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.row_form
        return options


class SubjectRowsPanel(ChosenRowsPanel):
    row_form = SubjectRowForm
