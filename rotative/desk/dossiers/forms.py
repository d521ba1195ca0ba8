"""The forms of dossiers, events and commitments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from rotative.articles.models import Section
from rotative.core.public_slug import folded_slug
from rotative.core.wagtail_fixes.form_language import InLanguageForm
from rotative.desk.rights.policies import PUBLISHES
from rotative.dossiers.models import TERMS, Commitment, CommitmentChange, Dossier, TermsChange


class DossierForm(InLanguageForm):
    """The form of a dossier; its section is one of its language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "section" in self.fields and self.instance.locale_id:
            sections = Section.objects.filter(locale=self.instance.locale_id)
            self.fields["section"].queryset = sections.order_by("position", "pk")


class RegisterPanel(Panel):
    """The events and commitments of a dossier, with links to the form of each."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/dossiers/register_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            dossier: Dossier = self.instance
            return context | {
                "dossier": dossier,
                "commitments": dossier.commitments.select_related("who").prefetch_related("who__names"),
                "events": dossier.events.prefetch_related("sources__article").order_by("-on", "-id"),
            }


dossier = ObjectList(
    [
        FieldPanel("title"),
        FieldPanel("summary"),
        InlinePanel("actors", heading=_("Actors"), label=_("actor")),
        RegisterPanel(heading=_("Events and commitments")),
        FieldPanel("section"),
        # The preview of a new dossier does without.
        folded_slug(required_on_save=False),
    ],
    base_form_class=DossierForm,
)


class InDossierForm(WagtailAdminModelForm):
    """A form of something in a dossier, whose texts have the dossier's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"dir": "auto"}
        if "dossier" in self.fields:
            rows = Dossier.objects.order_by("title")
            may_publish = self.for_user is None or self.for_user.has_perm(PUBLISHES)
            # What is added to a published dossier, readers see at once.
            self.fields["dossier"].queryset = rows if may_publish else rows.filter(live=False)


class EventForm(InDossierForm):
    """The form of an event: one source at least."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        sources = self.formsets.get("sources") if hasattr(self, "formsets") else None
        if sources is not None and self.is_bound:
            kept = [form for form in sources.forms if not form.data.get(form.add_prefix("DELETE"))]
            if not any(form.has_changed() or form.instance.pk for form in kept):
                self.add_error(None, _("An event has a source: an article or an outside document."))
        return cleaned


event = ObjectList(
    [
        FieldPanel("dossier"),
        FieldRowPanel([FieldPanel("when"), FieldPanel("kind")]),
        FieldPanel("text", widget=forms.Textarea(attrs={"rows": 3})),
        InlinePanel(
            "sources",
            heading=_("Sources"),
            label=_("source"),
            panels=[FieldPanel("article"), FieldPanel("document")],
        ),
        FieldPanel("place"),
        InlinePanel(
            "participants", heading=_("Who took part"), label=_("participant"), panels=[FieldPanel("subject")]
        ),
    ],
    base_form_class=EventForm,
)


class CommitmentForm(InDossierForm):
    """The form of a commitment: after readers have seen it, a change of its terms is noted with its reason."""

    why = forms.CharField(
        label=_("Why the terms change"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Readers see it, with what was written before."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen = self.instance.pk is not None and (
            self.instance.dossier.first_published_at is not None
            and CommitmentChange.objects.filter(commitment=self.instance).exists()
        )
        if not self._seen:
            del self.fields["why"]
        elif "dossier" in self.fields:
            self.fields["dossier"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._seen and set(self.changed_data) & set(TERMS) and not cleaned.get("why"):
            self.add_error("why", _("Readers have seen these terms: say why they change."))
        return cleaned

    def save(self, commit: bool = True) -> Commitment:
        changed = [name for name in self.changed_data if name in TERMS]
        saved: Commitment = super().save(commit=commit)
        if commit and self._seen and changed:
            TermsChange.objects.create(
                commitment=saved,
                before={name: _as_text(self.initial.get(name)) for name in changed},
                why=self.cleaned_data["why"],
                entered_by=self.for_user,
            )
        return saved


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


commitment = ObjectList(
    [
        FieldPanel("dossier"),
        FieldPanel("text", widget=forms.Textarea(attrs={"rows": 2})),
        FieldRowPanel([FieldPanel("who"), FieldPanel("to")]),
        MultiFieldPanel(
            [
                FieldPanel("said"),
                FieldPanel("quotation", widget=forms.Textarea(attrs={"rows": 2})),
                FieldPanel("article"),
                FieldPanel("document"),
            ],
            heading=_("Where it was said"),
        ),
        FieldRowPanel([FieldPanel("due"), FieldPanel("due_words")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
        FieldPanel("why"),
    ],
    base_form_class=CommitmentForm,
)
