"""The lists and forms of dossiers, events, commitments and outside documents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView

from rotative.core.errors import RotativeError
from rotative.core.requests import parse_id
from rotative.desk.dossiers import forms
from rotative.desk.forms import choosers
from rotative.desk.names import DeskViewSet, NameIndexView
from rotative.desk.outlet.own_language import OwnLanguageMixin
from rotative.desk.previews import views as previews
from rotative.desk.rights.views import PublishedDeleteView
from rotative.dossiers.models import Commitment, Dossier, Event, OutsideDocument


class TriedMixin:
    """A view that shows an error of ours and keeps the draft."""

    request: Any

    def publish_action(self) -> HttpResponse | None:
        return self._tried(super().publish_action)  # type: ignore[misc]

    def _tried(self, act: Any) -> HttpResponse | None:
        try:
            with transaction.atomic():
                answer: HttpResponse | None = act()
                return answer
        except RotativeError as error:
            messages.error(self.request, _t(error.message) % error.fields)
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]


class DossierCreateView(TriedMixin, previews.PreviewedCreateMixin, OwnLanguageMixin, CreateView):
    pass


class DossierEditView(TriedMixin, EditView):
    pass


class KeptDeleteView(PublishedDeleteView):
    """A page that deletes what has no history that readers have seen."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
                return answer
        except RotativeError as error:
            messages.error(self.request, _t(error.message) % error.fields)
            return redirect(self.index_url_name)


class DossierViewSet(DeskViewSet):
    model = Dossier
    add_view_class = DossierCreateView
    edit_view_class = DossierEditView
    delete_view_class = KeptDeleteView
    preview_on_add_view_class = previews.PreviewInLanguageView
    index_view_class = NameIndexView
    chooser_viewset_class = choosers.NameChooserViewSet
    edit_handler = forms.dossier
    icon = "folder-open-inverse"
    base_url_path = "dossiers"
    ordering = "title"
    copy_view_enabled = False
    menu_item_is_registered = True
    list_display = ["title", BooleanColumn("live", label=_("Published")), LocaleColumn(label=_("Language"))]
    list_filter = ["live"]
    search_fields = ["folded"]


class PartCreateView(CreateView):
    """A form of something in a dossier: the one that its address names."""

    def get_initial_form_instance(self) -> Any:
        made = super().get_initial_form_instance() or self.model()
        asked = parse_id(self.request.GET.get("dossier", ""))
        if asked is not None:
            made.dossier = Dossier.objects.filter(pk=asked).first() or Dossier()
        return made

    def get_success_url(self) -> str:
        return _form_of(self.object.dossier_id)


class RefusedMixin:
    """A view of something in a dossier that readers see; refused in a sentence to those who may not publish."""

    request: Any
    object: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = self.permission_policy  # type: ignore[attr-defined]
        if not policy.user_has_permission_for_instance(request.user, "change", self.object):
            messages.error(request, _t("Readers see this dossier: only those who may publish can change it."))
            return redirect("wagtailadmin_home")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class PartEditView(RefusedMixin, EditView):
    def get_success_url(self) -> str:
        return _form_of(self.object.dossier_id)


class CommitmentEditView(PartEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        history = reverse("desk_commitment", args=[self.object.pk])
        return [
            Button(_("History and new state"), url=history, icon_name="history", priority=15),
            *super().header_more_buttons,
        ]


class PartDeleteView(RefusedMixin, DeleteView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
                return answer
        except RotativeError as error:
            messages.error(self.request, _t(error.message) % error.fields)
            return redirect(_form_of(self.object.dossier_id))


class PartViewSet(DeskViewSet):
    """The lists and forms of events and commitments, reached from the form of their dossier."""

    add_view_class = PartCreateView
    edit_view_class = PartEditView
    delete_view_class = PartDeleteView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_filter = ["dossier"]


class EventViewSet(PartViewSet):
    model = Event
    icon = "calendar-alt"
    base_url_path = "events"
    edit_handler = forms.event
    ordering = ("-on", "-id")
    list_display = ["text", Column("when", label=_("when")), Column("dossier", label=_("dossier"))]

    def get_queryset(self, request: Any) -> QuerySet[Event]:
        rows: QuerySet[Event] = Event.objects.select_related("dossier")
        return rows


class CommitmentViewSet(PartViewSet):
    model = Commitment
    icon = "tasks"
    base_url_path = "commitments"
    edit_view_class = CommitmentEditView
    edit_handler = forms.commitment
    ordering = "-pk"
    list_display = [
        "text",
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("dossier", label=_("dossier")),
    ]

    def get_queryset(self, request: Any) -> QuerySet[Commitment]:
        return Commitment.objects.select_related("dossier")


class DocumentChooserViewSet(choosers.ChooserViewSet):
    """The chooser of outside documents, in whose dialogue a new one is added."""

    creation_form_class = None
    form_fields = ["title", "publisher", "url", "published", "language", "quotation", "copy", "archive_url"]
    create_action_label = _("Add")
    creation_tab_label = _("New outside document")


class DocumentIndexView(IndexView):
    pass


class OutsideDocumentViewSet(DeskViewSet):
    """Documents from elsewhere: they are added, and then stay as they are."""

    model = OutsideDocument
    icon = "doc-empty"
    base_url_path = "outside-documents"
    copy_view_enabled = False
    ordering = "-pk"
    chooser_viewset_class = DocumentChooserViewSet
    list_display = ["title", Column("publisher", label=_("publisher"))]


def _form_of(dossier_id: int) -> str:
    return reverse("wagtailsnippets_dossiers_dossier:edit", args=[dossier_id])
