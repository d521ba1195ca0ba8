"""The page of a commitment: its history, and the form of a new state or of a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.widgets import AdminSnippetChooser

from rotative.articles.models import Article
from rotative.core.errors import RotativeError
from rotative.desk.rights import policies
from rotative.desk.views import DeskView
from rotative.dossiers import actions
from rotative.dossiers.models import Commitment, CommitmentChange, CommitmentState, Dossier, OutsideDocument
from rotative.masthead import reads as masthead


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the history as the page shows it."""

    change: CommitmentChange
    label: str
    # Whether readers see it.
    shown: bool
    # Why they do not, or "".
    hidden: str
    corrected: bool
    may_confirm: bool


class ChangeForm(forms.Form):
    """A new state with its evidence: a published article, or an outside document."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=CommitmentState.choices)
    on = forms.DateField(label=gettext_lazy("Date"), widget=AdminDateInput)
    explanation = forms.CharField(
        label=gettext_lazy("What changed, in a sentence"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    article = forms.ModelChoiceField(
        label=gettext_lazy("Evidence: an article"),
        queryset=Article.objects.all(),
        required=False,
        help_text=gettext_lazy("Readers see the state as long as the article is published."),
    )
    document = forms.ModelChoiceField(
        label=gettext_lazy("or an outside document"),
        queryset=OutsideDocument.objects.all(),
        required=False,
    )
    corrects = forms.ModelChoiceField(
        queryset=CommitmentChange.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, commitment: Commitment, corrects: CommitmentChange | None, **kwargs: Any
    ) -> None:
        if corrects is not None:
            said = {"state": corrects.state, "on": corrects.on, "article": corrects.evidence}
            kwargs["initial"] = {**said, "document": corrects.document, "corrects": corrects}
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["state"]
        if corrects is not None:
            choices.choices = [*CommitmentState.choices, ("", _("None: take the entry back"))]
            choices.required = False
        history: Any = self.fields["corrects"]
        history.queryset = CommitmentChange.objects.filter(commitment=commitment)
        self.fields["article"].widget = AdminSnippetChooser(Article)
        self.fields["document"].widget = AdminSnippetChooser(OutsideDocument)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("article") and not cleaned.get("document"):
            self.add_error(
                "article", _("A change of state needs an article or an outside document as evidence.")
            )
        return cleaned


class CommitmentView(DeskView):
    """The page."""

    model = Dossier
    to_see = ("change", "view")
    template_name = "desk/dossiers/commitment.html"
    header_icon = "history"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Commitment.objects.select_related("dossier")
        self.commitment = get_object_or_404(rows, pk=kwargs["pk"])

    def may_note(self) -> bool:
        """Return whether the user may add an entry: of a published dossier those who may publish."""
        user: Any = self.request.user
        return policies.parts.user_has_permission_for_instance(user, "change", self.commitment)

    def get_page_title(self) -> str:
        return _("History of a commitment")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        dossier = self.commitment.dossier
        form = reverse("wagtailsnippets_dossiers_dossier:edit", args=[dossier.pk])
        listed = {"url": reverse("wagtailsnippets_dossiers_dossier:list"), "label": _("Dossiers")}
        items[1:1] = [listed, {"url": form, "label": dossier.title}]
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        corrects = self._asked(self.request.GET.get("corrects", ""))
        form = kwargs.pop("form", None)
        if form is None and self.may_note():
            form = ChangeForm(commitment=self.commitment, corrects=corrects)
        context: dict[str, Any] = super().get_context_data(
            commitment=self.commitment,
            entries=self._entries(),
            form=form,
            corrects=corrects,
            media=form.media if form else forms.Media(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note a state, correct an entry, or confirm one."""
        if not self.may_note():
            messages.error(request, _("Readers see this dossier: only those who may publish can change it."))
            return redirect("desk_commitment", self.commitment.pk)
        if asked := request.POST.get("confirm", ""):
            return self._confirm(self._asked(asked))
        corrects = self._asked(request.POST.get("corrects", ""))
        form = ChangeForm(request.POST, commitment=self.commitment, corrects=corrects)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        user: Any = request.user
        try:
            actions.change_state(self.commitment, by=user, **form.cleaned_data)
        except RotativeError as error:
            self.tell(error)
        else:
            waiting = masthead.confirms_changes()
            messages.success(
                request,
                _("Noted. A second person has to confirm it.") if waiting else _("Noted in the history."),
            )
        return redirect("desk_commitment", self.commitment.pk)

    def _confirm(self, change: CommitmentChange | None) -> HttpResponse:
        user: Any = self.request.user
        if change is not None:
            try:
                actions.confirm(change, by=user)
            except RotativeError as error:
                self.tell(error)
        return redirect("desk_commitment", self.commitment.pk)

    def _asked(self, number: str) -> CommitmentChange | None:
        if not number.isdecimal() or len(number) > 18:
            return None
        return CommitmentChange.objects.filter(commitment=self.commitment, pk=int(number)).first()

    def _entries(self) -> list[Entry]:
        rows = self.commitment.changes.select_related(
            "evidence", "document", "entered_by", "confirmed_by", "corrects"
        )
        changes = list(rows.order_by("entered_at", "id"))
        published = {one.evidence.pk for one in changes if one.evidence and one.evidence.live}
        corrected = {one.corrects_id for one in changes if one.is_proven(published)}
        return [self._entry(one, published, corrected) for one in changes]

    def _entry(self, one: CommitmentChange, published: set[int], corrected: set[int | None]) -> Entry:
        proven = one.is_proven(published)
        hidden = ""
        if one.awaiting:
            hidden = _("Readers do not see it: a second person has to confirm it.")
        elif not proven:
            hidden = _("Readers do not see it: its evidence is not published.")
        elif one.pk in corrected:
            hidden = _("Corrected by a later entry.")
        return Entry(
            change=one,
            label=one.get_state_display() if one.state else _("Taken back"),
            shown=proven and one.pk not in corrected,
            hidden=hidden,
            corrected=one.pk in corrected,
            may_confirm=one.awaiting and one.entered_by_id != self.request.user.pk,
        )
