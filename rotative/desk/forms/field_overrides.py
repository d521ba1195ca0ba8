"""Overrides of form fields: each text has its own direction, dates have a likely year, and choosers use the user's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminDateTimeInput
from wagtail.snippets.widgets import AdminSnippetChooser

from rotative.articles.models import Article
from rotative.core.clock import FIRST_YEAR
from rotative.desk.articles.door import shared_title

# The direction of the text itself, not of the desk.
_DIRECTION = {"dir": "auto"}


def register() -> None:
    """Register the overrides; call it once, before a form is made."""
    register_form_field_override(models.CharField, override=_line, exact_class=True)
    register_form_field_override(models.TextField, override=_text, exact_class=True)
    register_form_field_override(
        models.DateField, override={"widget": AdminDateInput, "validators": [refuse_early_year]}
    )
    register_form_field_override(
        models.DateTimeField, override={"widget": AdminDateTimeInput, "validators": [refuse_early_year]}
    )
    _translate_searches()
    _label_links()
    _name_choosers()
    _name_chosen_articles()


def refuse_early_year(value: date) -> None:
    """Refuse a date before FIRST_YEAR. Raises ValidationError."""
    if value.year < FIRST_YEAR:
        text = _("This date is before the year %(first)d. Correct the year.")
        raise ValidationError(text, code="early_year", params={"first": FIRST_YEAR})


def _line(field: models.CharField[str, str]) -> dict[str, Any]:
    return {} if field.choices else {"widget": forms.TextInput(attrs=dict(_DIRECTION))}


def _text(field: models.TextField[str, str]) -> dict[str, Any]:
    return {} if field.choices else {"widget": AdminAutoHeightTextInput(attrs=dict(_DIRECTION))}


def _translate_searches() -> None:
    """Give the searches of choosers texts that are translated when they are shown; Wagtail's are in the language of the process."""
    search = choosers.SearchFilterMixin.declared_fields["q"]
    search.label, search.widget.attrs["placeholder"] = _("Search term"), _("Search")


def _label_links() -> None:
    """Give the forms of links labels in the user's language: Wagtail's are the English names of their fields."""
    labels = {
        "link_text": _("Text of the link"), "email_address": _("E-mail address"), "subject": _("Subject line"),
        "body": _("Message"), "phone_number": _("Telephone number"),
    }  # fmt: skip
    forms_of_links = (
        choosers.ExternalLinkChooserForm,
        choosers.AnchorLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.PhoneLinkChooserForm,
    )
    for form in forms_of_links:
        for name in labels.keys() & form.base_fields.keys():
            form.base_fields[name].label = labels[name]


def _name_choosers() -> None:
    """Give choosers texts that are translated when they are shown.

    Wagtail makes these texts from the model's name when it makes the chooser, once for a block of an article and once for
    a form: in the language of the process, and in the wrong gender in French.
    """
    make = AdminSnippetChooser.__init__

    def init(self: AdminSnippetChooser, model: Any = None, **kwargs: Any) -> None:
        make(self, model, **kwargs)
        self.choose_one_text = _("Choose")
        self.choose_another_text = _("Choose another")
        self.link_to_chosen_text = _("Edit")

    AdminSnippetChooser.__init__ = init


def _name_chosen_articles() -> None:
    """Give the articles that a form has chosen the names that all its users may read."""
    name = AdminSnippetChooser.get_display_title

    def get_display_title(self: AdminSnippetChooser, instance: Any) -> str:
        title: str = shared_title(instance) if isinstance(instance, Article) else name(self, instance)
        return title

    AdminSnippetChooser.get_display_title = get_display_title
