"""Pages that create, edit, withdraw and delete articles, within the rights of their section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages as admin_messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views import snippets

from rotative.articles import actions
from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.core import addresses, clock
from rotative.core.errors import RotativeError
from rotative.desk.articles import said, schedule_page
from rotative.desk.articles.form import begin
from rotative.desk.outlet.own_language import OwnLanguageMixin
from rotative.desk.previews.views import PreviewedCreateMixin
from rotative.masthead.reads import open_languages


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
        """Publish; or ask, with the hour in words, when that would schedule."""
        if self.request.POST.get("action-publish") == "schedule" or schedule_page.wanted(self.object):
            return redirect("desk_schedule", self.object.pk)
        return self._tried(super().publish_action)  # type: ignore[misc]

    def submit_action(self) -> HttpResponse | None:
        return self._tried(super().submit_action)  # type: ignore[misc]

    def get_success_message(self, instance: Article | None = None) -> str:
        return said.after(
            self.action,  # type: ignore[attr-defined]
            instance or self.object,
            workflow_action=getattr(self, "workflow_action", ""),
        )

    def get_success_buttons(self) -> list[Any]:
        buttons: list[Any] = super().get_success_buttons()  # type: ignore[misc]
        article = Article.objects.get(pk=self.object.pk)
        if article.live and article.path:
            url = addresses.href(article.path)
            buttons.append(admin_messages.button(url, _("See on the site"), new_window=False))
        return buttons

    def workflow_action_action(self) -> HttpResponse | None:
        return self._tried(super().workflow_action_action)  # type: ignore[misc]

    def save_instance(self) -> Article:
        article: Article = super().save_instance()  # type: ignore[misc]
        # A draft does not change the row, but lists sort by the last edit, and the first page of the desk tells late ones.
        row = Article.objects.filter(pk=article.pk)
        row.update(edited_at=clock.now())
        row.filter(state=Article.State.DRAFT, live=False).update(go_live_at=article.go_live_at)
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
        return article

    def get_add_url(self) -> str:
        kept = {name: self.request.GET[name] for name in ("form", "translates") if name in self.request.GET}
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
        return [*buttons, *self._versions()]

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
    pass


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
