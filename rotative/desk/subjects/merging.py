"""The page that merges two subjects: choose, confirm, merge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.widgets import AdminSnippetChooser

from rotative.articles.models import ArticleSubject
from rotative.core.errors import RotativeError
from rotative.desk.forms.choosers import WITHOUT
from rotative.desk.rights.policies import subjects as policy
from rotative.desk.rights.views import refusal
from rotative.desk.views import DeskView
from rotative.subjects import actions, reads
from rotative.subjects.models import Subject


class OtherSubjectChooser(AdminSnippetChooser):
    """A chooser of subjects that does not offer one of them."""

    def __init__(self, without: Subject) -> None:
        super().__init__(Subject)
        self._without = without

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?{WITHOUT}={self._without.pk}"


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"),
        queryset=Subject.objects.all(),
        help_text=gettext_lazy("The subject that stays, under its own name."),
    )

    def __init__(self, *args: Any, gone: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].widget = OtherSubjectChooser(gone)


class MergeView(DeskView):
    """The page; first the user chooses the subject that stays, then confirms the result shown."""

    model = Subject
    to_see = ("delete",)
    to_act = "delete"
    template_name = "desk/merge.html"
    header_icon = "tag"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.gone = get_object_or_404(Subject, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if policy.keeps_from(request.user, self.gone):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Merge “%(name)s”") % {"name": self.gone}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        above = {"url": reverse("wagtailsnippets_subjects_subject:list"), "label": _("Subjects")}
        items.insert(1, above)
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or MergeForm(gone=self.gone)
        context: dict[str, Any] = super().get_context_data(
            form=form,
            gone=self.gone,
            articles=ArticleSubject.objects.filter(subject=self.gone).count(),
            media=form.media,
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for confirmation of `into`; with `confirmed`, merge."""
        form = MergeForm(request.POST, gone=self.gone)
        if form.is_valid() and form.cleaned_data["into"] == self.gone:
            form.add_error("into", _("A subject cannot be merged with itself."))
        if form.is_valid() and policy.keeps_from(request.user, form.cleaned_data["into"]):
            form.add_error("into", refusal(form.cleaned_data["into"]))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        into = form.cleaned_data["into"]
        if "confirmed" not in request.POST:
            names = reads.merged_names(self.gone, into)
            return self.render_to_response(self.get_context_data(form=form, into=into, names=names))
        told = {"gone": str(self.gone), "into": str(into)}
        try:
            actions.merge(self.gone, into=into)
        except RotativeError as error:
            self.tell(error)
        else:
            messages.success(request, _("“%(gone)s” is now part of “%(into)s”.") % told)
        return redirect("wagtailsnippets_subjects_subject:list")
