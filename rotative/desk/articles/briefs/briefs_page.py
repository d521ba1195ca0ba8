"""The pages of briefs: a form with little in it, which publishes in one act, the latest briefs, and the same form for one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log as note
from wagtail.models import Locale

from rotative.articles import actions
from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.core import addresses, clock
from rotative.core.errors import RotativeError
from rotative.desk.articles import listing
from rotative.desk.articles.beginning import first_section
from rotative.desk.articles.briefs.brief_form import BriefForm, is_short
from rotative.desk.articles.publishing import doubts
from rotative.desk.articles.publishing.published_message import published_message
from rotative.desk.outlet.own_language import OwnLanguageMixin
from rotative.desk.views import DeskView
from rotative.masthead.reads import open_languages

# Briefs listed under the form.
SHOWN = 15
# The acts of the form.
PUBLISH, HAND_IN, SAVE = "publish", "hand_in", "save"


class BriefMixin:
    """A page with the form of a brief; those who may not publish in its section hand it in."""

    request: Any

    def _buttons(self) -> dict[str, bool]:
        return {
            "may_publish": policy.user_has_permission(self.request.user, "publish"),
            "may_hand_in": Article.get_default_workflow() is not None,
        }

    def _tried(self, article: Article, act: str) -> bool:
        """Save the brief, and publish it or hand it in; say what was done. Returns False if it is refused."""
        try:
            with transaction.atomic():
                sentence = self._act(article, act)
        except RotativeError as error:
            self.tell(error)  # type: ignore[attr-defined]
            return False
        for doubt in doubts.same_headline(article) if article.live else ():
            messages.warning(self.request, doubt)
        messages.success(self.request, published_message(sentence, article))
        return True

    def _act(self, article: Article, act: str) -> str:
        """Do what the button says, as far as the section allows it. Returns the sentence about it."""
        user: Any = self.request.user
        about = {"headline": article.headline}
        is_new = article.pk is None
        if is_new:
            article.save()
            note(instance=article, action="wagtail.create", user=user)
        if act == PUBLISH and policy.user_has_permission_in(user, "publish", article.section_id):
            actions.publish(article, by=user)
            return _("“%(headline)s” is published.") % about
        article.save_revision(user=user, clean=False, log_action=not is_new)
        Article.objects.filter(pk=article.pk).update(edited_at=clock.now())
        workflow = article.get_workflow() if act in (PUBLISH, HAND_IN) else None
        if workflow is not None:
            workflow.start(article, user)
            return _("“%(headline)s” is handed in. A colleague who may approve it is told.") % about
        return _("The draft of “%(headline)s” is saved.") % about


class BriefsView(BriefMixin, OwnLanguageMixin, DeskView):
    """The form for a new brief, and the latest briefs in its language."""

    model = Article
    to_see = ("add",)
    to_act = "add"
    template_name = "desk/articles/briefs.html"
    page_title = gettext_lazy("Briefs")
    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.written_in = self.get_locale()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        kwargs.setdefault("form", self._form())
        rows = listing.rows(policy.readable(user)).filter(form=Article.Form.BRIEF, locale=self.written_in)
        spoken = open_languages()
        every = reverse("wagtailsnippets_articles_article:list")
        context: dict[str, Any] = super().get_context_data(
            written_in=self.written_in,
            spoken=[locale for locale in Locale.objects.all() if locale.language_code in spoken],
            rows=[
                (one, listing.headline(one), listing.state(one), reverse("desk_brief", args=[one.pk]))
                for one in rows.order_by("-edited_at")[:SHOWN]
            ],
            list_url=f"{every}?form=brief&locale={self.written_in.language_code}",
            **self._buttons(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the brief as a new article; then publish it or hand it in."""
        form = self._form(request.POST)
        if not form.is_valid() or not self._tried(form.article(request.user), request.POST.get("act", SAVE)):
            return self.render_to_response(self.get_context_data(form=form))
        return redirect(f"{request.path}?locale={self.written_in.language_code}")

    def _form(self, data: Any = None) -> BriefForm:
        user: Any = self.request.user
        begun = Article(locale=self.written_in)
        section = first_section(user, begun)
        initial = {"section": section.pk} if section else {}
        return BriefForm(data, user=user, locale=self.written_in, initial=initial)


class BriefView(BriefMixin, DeskView):
    """The short form of a brief that exists; one with more in it than a few lines has the form of articles."""

    model = Article
    to_see = ("change",)
    template_name = "desk/articles/brief.html"
    header_icon = "list-ul"
    above = ((gettext_lazy("Briefs"), reverse_lazy("desk_briefs")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            raise PermissionDenied
        row = get_object_or_404(Article.objects.kept(), pk=kwargs["pk"])
        self.whole_form = reverse("wagtailsnippets_articles_article:edit", args=[row.pk])
        may_change = policy.user_has_permission_for_instance(request.user, "change", row)
        self.article: Article = row.get_latest_revision_as_object()
        # The form of articles says who holds it, and what it waits for.
        held = row.current_workflow_state or row.get_lock() or row.state == Article.State.SCHEDULED
        if not may_change or held or not is_short(self.article):
            return redirect(self.whole_form)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.article.headline

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self._form())
        context: dict[str, Any] = super().get_context_data(
            article=self.article,
            state=listing.state(self.article),
            on_site=addresses.href(self.article.path) if self.article.live and self.article.path else "",
            whole_form=self.whole_form,
            **self._buttons(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the brief; then publish it or hand it in."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.change(self.article)
        if not self._tried(self.article, request.POST.get("act", SAVE)):
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("desk_brief", pk)

    def _form(self, data: Any = None) -> BriefForm:
        return BriefForm(data, user=self.request.user, locale=self.article.locale, article=self.article)
