"""The form of a new subject in the dialogue of an article's form: it asks what the form of a subject asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.core.languages import CHOICES
from rotative.core.requests import parse_id
from rotative.desk.forms.namesakes import Namesakes, common_names, homonym_field, namesakes
from rotative.masthead.reads import open_languages
from rotative.subjects.models import Subject, SubjectName


class NewSubjectForm(forms.Form):
    """The name of a subject in one language; its address is drawn from it.

    Where other subjects have the name, or where it is common, the form comes back and asks. The answer counts for that
    name alone: `asked_about` is the name of which the form asked.
    """

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Subject.Kind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CHOICES)
    homonym = homonym_field()

    # Those of which the form asks, and the name about which it does.
    namesakes: Namesakes | None = None
    asked_about = ""

    def __init__(self, data: Any = None, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(_without_old_answer(data), *args, **kwargs)
        field: Any = self.fields["language"]
        spoken = open_languages()
        field.choices = [(code, name) for code, name in CHOICES if code in spoken or code == language]
        field.initial = language

    def clean_name(self) -> str:
        return _plain(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Ask about the subjects of this name, and about a name that many articles have."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return said
        name = said["name"]
        if not said["homonym"]:
            self.namesakes = namesakes([name], other_than=None)
        if self.namesakes:
            self.add_error("homonym", self.namesakes.sentence)
        if self.data.get("asked_about") != name:
            for warning in common_names(0, said["kind"], {said["language"]: [name]}):
                told = {"warning": warning, "add": _("Add")}
                self.add_error("name", _("%(warning)s To keep this name, press “%(add)s” again.") % told)
        self.asked_about = name
        return said

    def save(self) -> Subject:
        said = self.cleaned_data
        subject: Subject = Subject.objects.create(kind=said["kind"])
        name = SubjectName(subject=subject, language=said["language"], name=said["name"])
        name.clean()
        name.save()
        return subject


def taken(data: Any) -> Subject | None:
    """Return the subject that the user takes instead of a new one, as the dialogue posts it."""
    found: Subject | None = Subject.objects.filter(pk=parse_id(data.get("take", "")) or 0).first()
    return found


def _without_old_answer(data: Any) -> Any:
    """Return what was posted without the answer to a question about another name."""
    if data is None or data.get("asked_about") == _plain(data.get("name", "")):
        return data
    return {name: value for name, value in data.items() if name != "homonym"}


def _plain(name: str) -> str:
    return " ".join(name.split())
