"""Forms that readers post: signing up, choosing, pausing."""

from django import forms

from rotative.core.requests import parse_id
from rotative.subscribers.choices import (
    Choices,
    existing_dossiers,
    existing_language,
    existing_sections,
    existing_subjects,
)
from rotative.subscribers.models import EVERY_DAY, LEAST_MINUTES, MINUTES, MOST_ADDRESS, MOST_MINUTES

# Values of one name; more are left out.
_MOST_CHOICES = 200
_DAYS = frozenset(1 << number for number in range(7))


class ChoicesForm(forms.Form):
    """Language, minutes, sections, subjects, dossiers, days. A choice that is not given means the usual: five minutes, all.

    A language without an edition is replaced by the initial one, or else by the outlet's first. Dossiers of the initial
    choices may be chosen though they are withdrawn.
    """

    language = forms.CharField(max_length=5, required=False)
    minutes = forms.IntegerField(min_value=LEAST_MINUTES, max_value=MOST_MINUTES, required=False)

    def clean_language(self) -> str:
        return self._existing_language(self.cleaned_data["language"])

    def clean_minutes(self) -> int:
        return int(self.cleaned_data["minutes"] or MINUTES)

    def choices(self) -> Choices:
        """Return the choices that exist. A field with an error counts as not given."""
        wrong = self.errors
        language = self._existing_language("") if "language" in wrong else self.cleaned_data["language"]
        return Choices(
            language=language,
            minutes=MINUTES if "minutes" in wrong else self.cleaned_data["minutes"],
            sections=tuple(existing_sections(self.ids("section"), language)),
            subjects=tuple(existing_subjects(self.ids("subject"), language)),
            dossiers=tuple(self.dossiers(language)),
            days=self.days() or EVERY_DAY,
        )

    def days(self) -> int:
        """Return the bits of the days that are ticked; 0 if none is."""
        return sum(bit for bit in self.ids("day") if bit in _DAYS)

    def dossiers(self, language: str) -> list[int]:
        """Return the ticked dossiers of a language."""
        return existing_dossiers(self.ids("dossier"), language, kept=self.initial.get("dossiers", ()))

    def ids(self, name: str) -> list[int]:
        """Return the numbers ticked under a name; anything else is left out."""
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return sorted({number for value in values[:_MOST_CHOICES] if (number := parse_id(value)) is not None})

    def _existing_language(self, code: str) -> str:
        return existing_language(code, default=self.initial.get("language", ""))


class SubscribeForm(ChoicesForm):
    """The sign-up form. The action checks the address itself."""

    email = forms.CharField(max_length=MOST_ADDRESS)
    # A trap: people do not see it, programs fill it in.
    website = forms.CharField(required=False)


class PauseForm(forms.Form):
    # The first day with a letter again.
    until = forms.DateField(input_formats=["%Y-%m-%d"])
