"""The form of the masthead: a language with published articles cannot be given up."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db.models import Q
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm

from rotative.articles.models import Article
from rotative.core.languages import CHOICES
from rotative.layout import colour
from rotative.masthead.models import MastheadLanguage


def time_zones() -> list[tuple[str, str]]:
    """Return the names of the time zones of places, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [(name, name) for name in ("UTC", *names)]


class MastheadForm(WagtailAdminModelForm):
    """The form; it refuses to give up a language that has articles. Sections, pages and dossiers go with their language."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("time zone"),
        choices=time_zones,
        help_text=gettext_lazy(
            "The one clock of the outlet: its pages, the hours of the desk, schedules, letters."
        ),
    )

    def clean_accent(self) -> str:
        """Refuse a colour that readers would see as another one on paper. The shade for the night is always made from it."""
        accent: str = self.cleaned_data["accent"]
        found = colour.contrast_on_paper(accent)
        if "accent" in self.changed_data and found < colour.AA:
            raise forms.ValidationError(
                _(
                    "On paper this colour cannot be read: its contrast is %(found)s to 1, and %(needed)s are needed. Choose a darker one, such as %(better)s; the lighter shade for dark screens is made from it."
                ),
                params={
                    "found": floatformat(found, 1),
                    "needed": floatformat(colour.AA, 1),
                    "better": colour.accent(accent).day,
                },
            )
        return accent

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        for code in self._given_up():
            if count := articles_in(code):
                self.add_error(None, _refusal(code, count))
        return not self.errors

    def _given_up(self) -> list[str]:
        formset = self.formsets["languages"]
        kept = {
            form.cleaned_data.get("language") for form in formset.forms if form not in formset.deleted_forms
        }
        before = MastheadLanguage.objects.filter(masthead=self.instance.pk)
        return [code for code in before.values_list("language", flat=True) if code not in kept]


def articles_in(language: str) -> int:
    """Count the published and scheduled articles of a language."""
    public = Q(live=True) | Q(state=Article.State.SCHEDULED)
    return Article.objects.filter(public, locale__language_code=language).count()


def _refusal(code: str, count: int) -> str:
    said: dict[str, Any] = {"language": dict(CHOICES)[code], "num": count}
    return (
        ngettext(
            "%(language)s cannot be removed: %(num)d article in it is published or scheduled. Withdraw it first, or keep the language: its pages stay, and you need not write new ones.",
            "%(language)s cannot be removed: %(num)d articles in it are published or scheduled. Withdraw them first, or keep the language: its pages stay, and you need not write new ones.",
            count,
        )
        % said
    )
