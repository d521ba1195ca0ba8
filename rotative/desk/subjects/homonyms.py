"""The form of a subject: a second one of the same name is made only on purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from rotative.core.text.folding import fold
from rotative.subjects import name_trust, reads
from rotative.subjects.models import Subject, SubjectName, other_names


class SubjectForm(WagtailAdminModelForm):
    """A subject with its names."""

    homonym = forms.BooleanField(
        label=gettext_lazy("Another subject of the same name"),
        help_text=gettext_lazy("Tick this only if two persons, places or things really bear one name."),
        required=False,
    )

    def is_valid(self) -> bool:
        """Refuse a name that another subject has, unless the user says that it is another one."""
        valid: bool = super().is_valid()
        if not valid or self.cleaned_data.get("homonym"):
            return valid
        names = [name for new in self.new_names().values() for name in new]
        same = reads.homonyms(names, other_than=self.instance.pk)
        found = same or reads.alike(names, other_than=self.instance.pk)
        if found:
            told = {"names": ", ".join(f"“{subject}” ({subject.get_kind_display()})" for subject in found)}
            sentence = (
                _("There is already a subject of this name: %(names)s. Use it, or tick this box.")
                if same
                else _("There is already a subject of nearly this name: %(names)s. Use it, or tick this box.")
            )
            self.add_error("homonym", sentence % told)
        return not found

    def save(self, commit: bool = True) -> Subject:
        """Save the subject; what was decided about a name that it has no more is forgotten."""
        saved: Subject = super().save(commit=commit)
        if commit:
            name_trust.forget_lost(saved.pk)
        return saved

    def new_names(self) -> dict[str, list[str]]:
        """Return the names and other names that the saved subject does not have, by language; before it is saved."""
        rows: list[dict[str, Any]] = [
            form.cleaned_data for form in self.formsets["names"].forms if not form.cleaned_data.get("DELETE")
        ]
        saved = SubjectName.objects.filter(subject=self.instance.pk).values_list("folded", flat=True)
        known = {line for folded in saved for line in folded.splitlines()}
        found: dict[str, list[str]] = {}
        for row in rows:
            named = filter(None, (row.get("name", ""), *other_names(row.get("aliases", ""))))
            new = [name for name in dict.fromkeys(named) if fold(name) not in known]
            if new:
                found.setdefault(row["language"], []).extend(new)
        return found
