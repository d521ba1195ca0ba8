"""Rows of a form with a chooser each: the bylines of an article, and its subjects, see `subject_rows`."""

from __future__ import annotations

from typing import Any

from django.forms.formsets import ORDERING_FIELD_NAME
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel


class ChosenRowForm(WagtailAdminModelForm):
    """A row with one chooser; while nothing is chosen it does not count, so that an open row does not stop the autosave."""

    def has_changed(self) -> bool:
        if self.instance.pk is not None:
            changed: bool = super().has_changed()
            return changed
        return bool(set(self.changed_data) - {ORDERING_FIELD_NAME})


class ChosenRowsPanel(InlinePanel):
    """Rows with a chooser each."""

    row_form: type[ChosenRowForm] = ChosenRowForm

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.row_form
        return options
