"""The page that splits a subject: choose articles and the subject to which they go, confirm, move."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rotative.articles.models import Article
from rotative.articles.permissions import policy as article_policy
from rotative.articles.refiling.splitting import split
from rotative.desk.articles import listing
from rotative.desk.rights.policies import subjects as policy
from rotative.desk.rights.views import refusal
from rotative.desk.subjects.merging import OtherSubjectChooser
from rotative.desk.views import DeskView
from rotative.subjects.models import Subject

# Articles offered at once; the search finds the others.
_OFFERED = 100


class SplitForm(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("To the subject"),
        queryset=Subject.objects.all(),
        help_text=gettext_lazy("Choose it, or make it in the dialogue under “New subject”."),
    )
    articles = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Articles that go over"), queryset=Article.objects.none()
    )

    def __init__(self, *args: Any, subject: Subject, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.widget = OtherSubjectChooser(subject)
        chosen: Any = self.fields["articles"]
        chosen.queryset = article_policy.visible(user).filter(article_subjects__subject=subject)


class SplitView(DeskView):
    """The page; first the user chooses, then confirms."""

    model = Subject
    to_see = ("delete",)
    to_act = "delete"
    template_name = "desk/split.html"
    header_icon = "tag"
    above = ((gettext_lazy("Subjects"), reverse_lazy("wagtailsnippets_subjects_subject:list")),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.subject = get_object_or_404(Subject, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if policy.keeps_from(request.user, self.subject):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Split “%(name)s”") % {"name": self.subject}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or SplitForm(subject=self.subject, user=self.request.user)
        query = self.request.GET.get("q", "")[:200]
        user: Any = self.request.user
        visible = article_policy.visible(user)
        rows = visible.kept().filter(article_subjects__subject=self.subject).select_related("locale")
        found = listing.finding(rows, query) if query else rows.order_by("-published_at", "-pk")
        offered = list(found[: _OFFERED + 1])
        context: dict[str, Any] = super().get_context_data(
            form=form,
            subject=self.subject,
            query=query,
            offered=offered[:_OFFERED],
            has_more=len(offered) > _OFFERED,
            media=form.media,
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for confirmation; with `confirmed`, move the articles."""
        form = SplitForm(request.POST, subject=self.subject, user=request.user)
        if form.is_valid() and form.cleaned_data["to"] == self.subject:
            form.add_error("to", _("Choose another subject than this one."))
        if form.is_valid() and policy.keeps_from(request.user, form.cleaned_data["to"]):
            form.add_error("to", refusal(form.cleaned_data["to"]))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        to, chosen = form.cleaned_data["to"], list(form.cleaned_data["articles"].distinct())
        if "confirmed" not in request.POST:
            return self.render_to_response(self.get_context_data(form=form, to=to, chosen=chosen))
        moved = split(self.subject, [article.pk for article in chosen], to=to)
        text = ngettext(
            "%(count)d article went over to “%(to)s”.", "%(count)d articles went over to “%(to)s”.", moved
        )
        messages.success(request, text % {"count": moved, "to": to})
        return redirect("wagtailsnippets_subjects_subject:edit", to.pk)
