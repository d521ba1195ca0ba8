"""The form of a subject: a second one of the same name is made only on purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from rotative.core.text.folding import fold
from rotative.subjects import reads
from rotative.subjects.models import SubjectName


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
        names = self._new_names()
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

    def _new_names(self) -> list[str]:
        """Return the names and other names that the saved subject does not have."""
        rows: list[dict[str, Any]] = [
            form.cleaned_data for form in self.formsets["names"].forms if not form.cleaned_data.get("DELETE")
        ]
        named = [line for row in rows for line in (row.get("name", ""), *row.get("aliases", "").splitlines())]
        saved = SubjectName.objects.filter(subject=self.instance.pk).values_list("folded", flat=True)
        known = {line for folded in saved for line in folded.splitlines()}
        return [line for line in named if fold(line) not in known]
