"""The form of a subject: a second one of the same name, or of nearly the same, is made only on purpose."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from rotative.core.text.folding import fold
from rotative.desk.forms.namesakes import homonym_field, namesakes
from rotative.subjects import name_trust
from rotative.subjects.models import Subject, SubjectName, other_names


class SubjectForm(WagtailAdminModelForm):
    """A subject with its names."""

    homonym = homonym_field()

    def is_valid(self) -> bool:
        """Refuse a name that another subject has, unless the user says that it is another one."""
        valid: bool = super().is_valid()
        if not valid or self.cleaned_data.get("homonym"):
            return valid
        names = [name for new in self.new_names().values() for name in new]
        found = namesakes(names, other_than=self.instance.pk)
        if found:
            self.add_error("homonym", found.sentence)
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
