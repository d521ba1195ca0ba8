"""Subjects and guest bylines that are made in the dialogue that looks for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from rotative.articles.models import Byline
from rotative.articles.permissions import policy as articles
from rotative.core.languages import CHOICES
from rotative.core.text.folding import fold
from rotative.desk.forms.opened_from import opened_from
from rotative.desk.outlet.own_language import own_locale
from rotative.desk.rights.policies import bylines
from rotative.masthead.reads import open_languages
from rotative.subjects import reads
from rotative.subjects.models import Subject, SubjectName


class NewSubjectForm(forms.Form):
    """The name of a subject in one language; its address is drawn from it."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Subject.Kind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CHOICES)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        spoken = open_languages()
        field.choices = [(code, name) for code, name in CHOICES if code in spoken or code == language]
        field.initial = language

    def clean_name(self) -> str:
        """Refuse a name that a subject has already: it is in the other tab."""
        name: str = " ".join(self.cleaned_data["name"].split())
        if found := reads.homonyms([name], other_than=None):
            text = _("There is already a subject of this name: %(names)s. Search for it and choose it.")
            raise forms.ValidationError(text % {"names": ", ".join(str(subject) for subject in found)})
        return name

    def save(self) -> Subject:
        said = self.cleaned_data
        subject: Subject = Subject.objects.create(kind=said["kind"])
        name = SubjectName(subject=subject, language=said["language"], name=said["name"])
        name.clean()
        name.save()
        return subject


class GuestBylineForm(forms.Form):
    """The name of somebody without an account who signs."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("For somebody without an account at this desk."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def save(self) -> Byline:
        """Make the byline; a byline of the same name is taken instead."""
        name = " ".join(self.cleaned_data["name"].split())
        known = Byline.objects.filter(locale__language_code=self.language, folded=fold(name)).first()
        if known:
            return known
        byline = Byline(name=name, locale=Locale.objects.get(language_code=self.language))
        byline.clean()
        byline.save()
        return byline


class InLanguageOfTheForm:
    """A dialogue whose new things are in the language of the article that is written."""

    request: Any

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        locale = opened_from(self.request).locale or own_locale(self.request.user)
        kwargs: dict[str, Any] = super().get_creation_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "language": locale.language_code}


class Subjects(InLanguageOfTheForm):
    """A dialogue of subjects, which those may add who have the right."""


class GuestBylines(InLanguageOfTheForm):
    """A dialogue of bylines; everybody who writes may add a guest."""

    def can_create(self) -> bool:
        user = self.request.user
        allowed: bool = bylines.user_has_permission(user, "add")
        return allowed or articles.user_has_permission(user, "add")
