"""Dossiers in the form of an article: what it is a development of, and which commitment it changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from rotative.core.languages import BY_CODE
from rotative.core.requests import parse_id
from rotative.desk.rights import policies
from rotative.dossiers import suggestions
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Development,
    Dossier,
    ProposedChange,
)

_SUBJECTS = 20


class DossierField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Dossier) -> str:
        return obj.title


class CommitmentField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Commitment) -> str:
        return f"{obj.dossier.title}: {obj.text[:80]} ({obj.get_state_display()})"


class DevelopmentForm(WagtailAdminModelForm):
    """A line: the dossier, and the sentence that becomes an event."""

    dossier = DossierField(
        label=_("Dossier"), queryset=Dossier.objects.select_related("locale").order_by("title")
    )

    class Meta:
        model = Development
        fields = ["dossier", "text", "when", "kind"]


class ProposedChangeForm(WagtailAdminModelForm):
    """A line: the commitment, its new state, and the sentence that explains it. One that made a change is history."""

    commitment = CommitmentField(
        label=_("Commitment"),
        queryset=Commitment.objects.select_related("dossier").order_by("dossier__title", "pk"),
    )

    class Meta:
        model = ProposedChange
        fields = ["commitment", "state", "text", "on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._done = self.instance.pk is not None and (
            CommitmentChange.objects.filter(origin=self.instance.origin).exists()
        )
        if self._done:
            for field in self.fields.values():
                field.disabled = True
            self.fields["text"].help_text = _t(
                "This is in the history of the commitment, and is corrected there by another entry."
            )


class InLanguageFormSet(BaseChildFormSet):
    """Lines that offer what is in the language of the article."""

    instance: Any

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, path in (("dossier", "locale"), ("commitment", "dossier__locale")):
            if name in form.fields and self.instance.locale_id:
                rows = form.fields[name].queryset
                form.fields[name].queryset = rows.filter(**{path: self.instance.locale_id})


class DevelopmentsPanel(InlinePanel):
    """The lines on developments, under the dossiers that are suggested."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": DevelopmentForm, "formset": InLanguageFormSet}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "desk/dossiers/developments_panel.html"


class ChangesPanel(InlinePanel):
    """The lines on commitments."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": ProposedChangeForm, "formset": InLanguageFormSet}
        return options


def panels() -> list[Any]:
    """Return the panels for the form of an article."""
    return [
        DevelopmentsPanel(
            "developments",
            heading=_("This is a development of…"),
            label=_("dossier"),
            help_text=_(
                "The sentence becomes an event of the dossier, with this article as its source, when the article is published."
            ),
            panels=[
                FieldPanel("dossier"),
                FieldPanel("text", widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})),
                FieldRowPanel([FieldPanel("when"), FieldPanel("kind")]),
            ],
        ),
        ChangesPanel(
            "proposed_changes",
            heading=_("This changes a commitment…"),
            label=_("commitment"),
            help_text=_(
                "The new state is noted when the article is published, with this article as evidence."
            ),
            panels=[
                FieldPanel("commitment"),
                FieldRowPanel([FieldPanel("state"), FieldPanel("on")]),
                FieldPanel("text", widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})),
            ],
        ),
    ]


class SuggestView(View):
    """The dossiers that fit what is written so far, as JSON."""

    url = reverse_lazy("desk_dossiers_suggested")

    def post(self, request: HttpRequest) -> JsonResponse:
        """Answer for a text, subjects and a language; nothing is changed. It is a POST because a text is too long for an address."""
        user: Any = request.user
        language = request.POST.get("language", "")
        if language not in BY_CODE or not policies.dossiers.user_has_any_permission(user, ["change", "view"]):
            return JsonResponse({"suggestions": []})
        ids = filter(None, map(parse_id, request.POST.getlist("subject")[:_SUBJECTS]))
        found = suggestions.suggested(request.POST.get("text", ""), list(ids), language)
        return JsonResponse({"suggestions": [_said(one) for one in found]})


def _said(one: suggestions.Suggestion) -> dict[str, Any]:
    why = [*one.actors, *one.words]
    return {"id": one.id, "title": one.title, "why": _t("because of: %(words)s") % {"words": ", ".join(why)}}
