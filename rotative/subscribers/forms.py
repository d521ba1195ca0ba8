"""What readers' forms post."""

from django import forms

from rotative.core import conf
from rotative.subscribers import offers
from rotative.subscribers.choices import Choices
from rotative.subscribers.models import EVERY_DAY, LEAST_MINUTES, MINUTES, MOST_MINUTES

_MOST_CHOICES = 200
_MOST_DIGITS = 18


class ChoicesForm(forms.Form):
    """Language, minutes, sections, subjects, days. What is not given is as usual: five minutes, everything, every day.

    The language is one there is an edition in, else the initial one, else the outlet's first.
    """

    language = forms.CharField(max_length=5, required=False)
    minutes = forms.IntegerField(min_value=LEAST_MINUTES, max_value=MOST_MINUTES, required=False)

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if language in offers.languages():
            return language
        return str(self.initial.get("language") or conf.get("language"))

    def clean_minutes(self) -> int:
        return int(self.cleaned_data["minutes"] or MINUTES)

    def choices(self) -> Choices:
        """What was chosen, as far as it exists."""
        language = self.cleaned_data["language"]
        return Choices(
            language=language,
            minutes=self.cleaned_data["minutes"],
            sections=tuple(offers.real_sections(self.numbers("section"), language)),
            subjects=tuple(offers.real_subjects(self.numbers("subject"), language)),
            days=self.days() or EVERY_DAY,
        )

    def days(self) -> int:
        """The bits of the days that are ticked; 0 where none is."""
        return sum(bit for bit in self.numbers("day") if bit in _DAYS)

    def numbers(self, name: str) -> list[int]:
        """The ids ticked under a name; anything else is left out."""
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        digits = (value for value in values[:_MOST_CHOICES] if value.isascii() and value.isdigit())
        return sorted({int(value) for value in digits if len(value) <= _MOST_DIGITS})


class SubscribeForm(ChoicesForm):
    """What the sign-up form posts. The address itself is judged by the action."""

    email = forms.CharField(max_length=254)
    # People leave it empty, programs do not.
    website = forms.CharField(required=False)


class PauseForm(forms.Form):
    """Until when no letter is wanted."""

    until = forms.DateField(input_formats=["%Y-%m-%d"])


_DAYS = frozenset(1 << number for number in range(7))
