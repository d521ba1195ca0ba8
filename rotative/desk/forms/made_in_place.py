"""Subjects and guest bylines that are made in the dialogue that looks for them; of subjects the form is in `new_subject`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from rotative.articles.models import Byline
from rotative.articles.permissions import policy as articles
from rotative.core.text.folding import fold
from rotative.desk.forms.opened_from import opened_from
from rotative.desk.outlet.own_language import own_locale
from rotative.desk.rights.policies import bylines


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

    creation_form_template_name = "desk/subjects/new_subject.html"


class GuestBylines(InLanguageOfTheForm):
    """A dialogue of bylines; everybody who writes may add a guest."""

    def can_create(self) -> bool:
        user = self.request.user
        allowed: bool = bylines.user_has_permission(user, "add")
        return allowed or articles.user_has_permission(user, "add")
