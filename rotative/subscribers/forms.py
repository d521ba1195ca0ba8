"""The sign-up form."""

from django import forms

from rotative.core import conf
from rotative.core.addresses import LANGUAGES
from rotative.subscribers.models import LEAST_MINUTES, MINUTES, MOST_MINUTES

_MOST_CHOICES = 200


class SubscribeForm(forms.Form):
    """What the sign-up form posts. The address itself is judged by the action."""

    email = forms.CharField(max_length=254)
    language = forms.CharField(max_length=5, required=False)
    minutes = forms.IntegerField(min_value=LEAST_MINUTES, max_value=MOST_MINUTES, required=False)
    # People leave it empty, programs do not.
    website = forms.CharField(required=False)

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        return language if language in LANGUAGES else str(conf.get("language"))

    def clean_minutes(self) -> int:
        return int(self.cleaned_data["minutes"] or MINUTES)

    def numbers(self, name: str) -> list[int]:
        """The ids ticked under a name; anything else is left out."""
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return sorted({int(value) for value in values[:_MOST_CHOICES] if value.isascii() and value.isdigit()})
