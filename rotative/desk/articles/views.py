"""Pages that create, edit, withdraw and delete articles, within the rights of their section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views import snippets

from rotative.articles import actions
from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.articles.suggesting import in_form
from rotative.core import addresses, clock
from rotative.core.errors import RotativeError
from rotative.desk import suggested_subjects
from rotative.desk.articles import said
from rotative.desk.articles.action_menu import ASK, AT_ONCE
from rotative.desk.articles.beginning import ASKED, begin, fill
from rotative.desk.articles.publishing import doubts, schedule_page
from rotative.desk.articles.publishing.published_message import published_message
from rotative.desk.articles.rows import subject_rows
from rotative.desk.articles.word_count import counting
from rotative.desk.outlet.own_language import OwnLanguageMixin
from rotative.desk.previews.views import PreviewedCreateMixin
from rotative.masthead.reads import open_languages

# Values of the button "Publish" that lead to the page which asks: of the form, and of the dialogue of hours.
ASKING = (ASK, "schedule")
# Actions of the form after which readers may see the article.
PUBLISHING = ("publish", "workflow-action")


class InSectionMixin:
    """A view that checks the rights of the article's section as well as those of the groups."""

    request: Any

    def user_has_permission(self, permission: str) -> bool:
        if not super().user_has_permission(permission):  # type: ignore[misc]
            return False
        article: Article | None = getattr(self, "object", None)
        if article is None or article.pk is None:
            return True
        if policy.user_has_permission_for_instance(self.request.user, permission, article):
            return True
        task = article.current_workflow_task
        if task is None or permission not in ("change", "lock", "unlock"):
            return False
        # A workflow task gives access to the article to its own users, and to nobody else.
        return permission != "change" or bool(task.user_can_access_editor(article, self.request.user))


class PublishingMixin:
    """A view that publishes only where the section allows it, and shows the error when it cannot."""

    request: Any
    object: Any

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):  # type: ignore[misc]
            return False
        action = self.action  # type: ignore[attr-defined]
        section_id = form.instance.section_id
        if action != "publish" or policy.user_has_permission_in(self.request.user, "publish", section_id):
            return True
        self.produced_error_code = "section_closed"
        self.produced_error_message = _("You may write in this section; publishing is for its editors.")
        return False

    def publish_action(self) -> HttpResponse | None:
        """Publish; or ask first, when the button says so or when that would schedule."""
        button = self.request.POST.get("action-publish")
        if button in ASKING or schedule_page.wanted(self.object):
            return redirect("desk_schedule", self.object.pk)
        if button == AT_ONCE and not self.object.live:
            for doubt in doubts.same_headline(self.object):
                messages.warning(self.request, doubt)
        return self._tried(super().publish_action)  # type: ignore[misc]

    def submit_action(self) -> HttpResponse | None:
        return self._tried(super().submit_action)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if not self.expects_json_response:  # type: ignore[attr-defined]
            context["counting"] = counting(self.locale.language_code)  # type: ignore[attr-defined]
        return context

    def get_success_message(self, instance: Article | None = None) -> str:
        article = instance or self.object
        action: str = self.action  # type: ignore[attr-defined]
        sentence = said.after(action, article, workflow_action=getattr(self, "workflow_action", ""))
        return published_message(sentence, article) if action in PUBLISHING else sentence

    def get_success_buttons(self) -> list[Any]:
        """Return no button: one stays on the article, and the sentence has its own."""
        return []

    def get_success_url(self) -> str:
        """Stay on the article, whatever was done."""
        url: str = self.get_edit_url()  # type: ignore[attr-defined]
        return url

    def workflow_action_action(self) -> HttpResponse | None:
        return self._tried(super().workflow_action_action)  # type: ignore[misc]

    def save_instance(self) -> Article:
        article: Article = super().save_instance()  # type: ignore[misc]
        # A draft does not change the row, but lists sort by the last edit, and the first page of the desk tells late ones.
        row = Article.objects.filter(pk=article.pk)
        row.update(edited_at=clock.now())
        row.filter(state=Article.State.DRAFT, live=False).update(go_live_at=article.go_live_at)
        form = self.form  # type: ignore[attr-defined]
        in_form.settle(article, suggested_subjects.accepted(form.cleaned_data.get("accepted_suggestions")))
        if not self.expects_json_response:  # type: ignore[attr-defined]
            for sentence in subject_rows.said_of_colleagues(form):
                messages.info(self.request, sentence)
        return article

    def _tried(self, act: Callable[[], HttpResponse | None]) -> HttpResponse | None:
        """Call an act that may publish. If it fails, show the error and keep the draft."""
        try:
            with transaction.atomic():
                return act()
        except RotativeError as error:
            messages.error(self.request, _(error.message) % error.fields)
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]


class ArticleCreateView(OwnLanguageMixin, PreviewedCreateMixin, PublishingMixin, snippets.CreateView):
    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with what is being written, and in which language: nothing else at the top of the form says it."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        brief = self.request.GET.get("form") == Article.Form.BRIEF
        label = _("New brief: %(language)s") if brief else _("New article: %(language)s")
        items[-1]["label"] = label % {"language": self.locale.get_display_name()}
        return items

    def get_initial_form_instance(self) -> Article:
        article: Article = super().get_initial_form_instance()
        begin(article, by=self.request.user, asked=self.request.GET)
        if self.request.method == "GET":
            fill(article, by=self.request.user, asked=self.request.GET)
        return article

    def get_add_url(self) -> str:
        kept = {name: self.request.GET[name] for name in ASKED if name in self.request.GET}
        url: str = set_query_params(super().get_add_url(), kept)
        return url


class ArticleWorkflowActionView(snippets.WorkflowActionView):
    """The dialogue that approves an article from a list or the dashboard."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
            messages.success(request, said.after_decision(self.action_name, self.object))
        except RotativeError as error:
            messages.error(request, _(error.message) % error.fields)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                # The dialogue's script redirects the browser.
                response = self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            else:
                response = redirect(self.redirect_url)
        return response


class ArticleEditView(InSectionMixin, PublishingMixin, snippets.EditView):
    def get_object(self, queryset: Any = None) -> Article:
        article: Article = super().get_object(queryset)
        if self.request.method == "POST" and not any(
            name.startswith("action-") for name in self.request.POST
        ):
            # Saving does not change the workflow: one query for it instead of nine.
            states = article.workflow_states.active().select_related("current_task_state__task")
            article._current_workflow_states = list(states)
        return article

    # The answer to an autosave holds only titles and side panels: the form and its buttons are not rendered.

    def get_bound_panel(self, form: Any) -> Any:
        return None if self.expects_json_response else super().get_bound_panel(form)

    def _get_action_menu(self) -> Any:
        return MediaContainer() if self.expects_json_response else super()._get_action_menu()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if self.object.live and self.object.path:
            address = addresses.href(self.object.path)
            buttons.append(Button(_("See on the site"), url=address, icon_name="view", priority=5))
        return [*buttons, *self._copies(), *self._versions()]

    def _copies(self) -> list[Button]:
        """Return the buttons that begin another article from this one."""
        if not policy.user_has_permission(self.request.user, "add"):
            return []
        asked = {"locale": self.object.locale.language_code, "copies": self.object.pk}
        copy = set_query_params(reverse(self.model.snippet_viewset.get_url_name("add")), asked)
        keep = reverse("desk_keep_template", args=[self.object.pk])
        return [
            Button(_("Duplicate"), url=copy, icon_name="copy", priority=30),
            Button(_("Keep as a template"), url=keep, icon_name="snippet", priority=31),
        ]

    def get_delete_url(self) -> str | None:
        if not policy.may_trash(self.request.user, self.object):
            return None
        return reverse("desk_to_trash", args=[self.object.pk])

    def _versions(self) -> list[Button]:
        """Return a button for each language the article does not exist in; the new version is linked, not copied."""
        taken = self.object.get_translations(inclusive=True).values("locale")
        return [
            Button(
                _("Write it in another language: %(language)s") % {"language": locale.get_display_name()},
                url=set_query_params(
                    reverse(self.model.snippet_viewset.get_url_name("add")),
                    {"locale": locale.language_code, "translates": self.object.pk},
                ),
                icon_name="globe",
                priority=40,
            )
            for locale in Locale.objects.filter(language_code__in=open_languages()).exclude(pk__in=taken)
        ]


class ArticleDeleteView(InSectionMixin, snippets.DeleteView):
    """The page that deletes for good what is in the trash; what is not goes there first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        article = get_object_or_404(Article, pk=kwargs["pk"])
        if article.trashed_at is None:
            return redirect("desk_to_trash", article.pk)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ArticleWithdrawView(InSectionMixin, snippets.UnpublishView):
    page_title = gettext_lazy("Withdraw")
    success_message = gettext_lazy("'%(object)s' is withdrawn: its address says so to readers.")
    template_name = "desk/articles/withdraw.html"


class ArticleUnscheduleView(InSectionMixin, snippets.RevisionsUnscheduleView):
    success_message = gettext_lazy("The schedule of “%(object)s” is taken back: it is a draft again.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        actions.unschedule(self.object)
        return response


class ArticleLockView(InSectionMixin, snippets.LockView):
    pass


class ArticleUnlockView(InSectionMixin, snippets.UnlockView):
    pass
