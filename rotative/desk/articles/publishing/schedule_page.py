"""The page that asks before an article appears: now, or at an hour, which it spells out with its zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.desk.articles.publishing import doubts
from rotative.desk.articles.publishing.published_message import published_message
from rotative.desk.outlet import outlet_clock
from rotative.desk.views import DeskView

FORM = "wagtailsnippets_articles_article:edit"


# The choices of the page, as its buttons say them.
NOW = "now"
AT = "at"


class HourForm(forms.Form):
    """An hour to come, on the clock of the outlet."""

    at = forms.DateTimeField(
        label=gettext_lazy("At an hour"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at <= clock.now():
            raise forms.ValidationError(_("This hour has passed. Choose one to come, or publish now."))
        return at


class ScheduleView(DeskView):
    """The page that says when an article will appear and end; it happens when the colleague agrees."""

    model = Article
    to_see = ("publish",)
    to_act = "publish"
    template_name = "desk/articles/schedule.html"
    page_title = gettext_lazy("Publish")
    header_icon = "calendar-check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.article = get_object_or_404(Article, pk=kwargs["pk"], latest_revision__isnull=False)
        self.draft: Article = self.article.get_latest_revision_as_object()
        user: Any = request.user
        for section_id in {self.article.section_id, self.draft.section_id}:
            if not policy.user_has_permission_in(user, "publish", section_id):
                raise PermissionDenied
        lock = self.draft.get_lock()
        if lock and lock.for_user(user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("hour_form", HourForm())
        context: dict[str, Any] = super().get_context_data(
            article=self.draft,
            live=self.article.live,
            appears=_ahead(self.draft.go_live_at),
            ends=_ahead(self.draft.expire_at),
            zone=outlet_clock.named(clock.now()),
            doubts=doubts.about(self.draft),
            revision_id=self.article.latest_revision_id,
            form_url=reverse(FORM, args=[self.article.pk]),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish or schedule the version that the page showed; show the page again when there is a newer one.

        With an hour, only note it in the draft and ask once more, with the hour in words.
        """
        revision = self.article.latest_revision
        if revision is None or request.POST.get("revision") != str(revision.pk):
            messages.warning(
                request, _("A colleague has saved another version meanwhile. Look at it, then confirm again.")
            )
            return redirect(request.path)
        when = request.POST.get("when")
        if when == AT:
            return self._note_hour(request)
        if when == NOW and wanted(self.draft):
            revision = self._with_hour(None)
        try:
            with transaction.atomic():
                revision.publish(user=request.user, skip_permission_checks=True)
        except RotativeError as error:
            self.tell(error)
            return redirect(FORM, self.article.pk)
        messages.success(request, published_message(done(self.draft), self.article))
        return redirect(FORM, self.article.pk)

    def _note_hour(self, request: HttpRequest) -> HttpResponse:
        form = HourForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(hour_form=form))
        self._with_hour(form.cleaned_data["at"])
        return redirect(request.path)

    def _with_hour(self, at: datetime | None) -> Revision:
        """Save the draft once more with another hour, as its form would."""
        self.draft.go_live_at = at
        revision = self.draft.save_revision(user=self.request.user, clean=False)
        waiting = Article.objects.filter(pk=self.article.pk, state=Article.State.DRAFT, live=False)
        waiting.update(go_live_at=at)
        return revision


def wanted(article: Article) -> bool:
    """Return whether publishing an article now would only schedule it."""
    return article.go_live_at is not None and article.go_live_at > clock.now()


def done(article: Article) -> str:
    """Return the sentence that says what a publication did, now or for later."""
    about = {"headline": article.headline}
    if article.go_live_at is not None and wanted(article):
        return _("“%(headline)s” is scheduled for %(when)s.") % (
            about | {"when": outlet_clock.spelt(article.go_live_at)}
        )
    return _("“%(headline)s” is published.") % about


def _ahead(at: datetime | None) -> str:
    return outlet_clock.spelt(at) if at is not None and at > clock.now() else ""
