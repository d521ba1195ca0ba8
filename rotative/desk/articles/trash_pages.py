"""The trash: the page that asks before an article goes there, and the list from which it comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log as note

from rotative.articles import actions
from rotative.articles.models import Article
from rotative.articles.models.article import TRASH_DAYS
from rotative.articles.permissions import policy
from rotative.desk.articles import listing
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView

TRASHED = "rotative.trash"
RESTORED = "rotative.restore"
LIST = "wagtailsnippets_articles_article:list"
PER_PAGE = 25


def trash(article: Article, *, by: Any) -> None:
    """Move an article to the trash, and note it in its history."""
    actions.trash(article, by=by)
    note(instance=article, action=TRASHED, user=by)


class ToTrashView(DeskView):
    """The page that asks, and says what readers will see."""

    model = Article
    to_see = ("change", "delete")
    template_name = "desk/articles/to_trash.html"
    page_title = gettext_lazy("Move to the trash")
    header_icon = "bin"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(Article.objects.kept(), pk=kwargs["pk"])
        if not policy.may_trash(request.user, self.article):  # type: ignore[arg-type]  # signed in
            raise PermissionDenied

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            article=self.article,
            headline=listing.headline(self.article),
            days=TRASH_DAYS,
            form_url=reverse("wagtailsnippets_articles_article:edit", args=[self.article.pk]),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        headline = listing.headline(self.article)
        trash(self.article, by=request.user)
        messages.success(request, _("“%(headline)s” is in the trash.") % {"headline": headline})
        return redirect(LIST)


class TrashView(DeskView):
    """The list of what is in the trash, the last thrown away first."""

    model = Article
    to_see = ("change",)
    template_name = "desk/articles/trash.html"
    page_title = gettext_lazy("Trash")
    header_icon = "bin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = listing.rows(policy.trashed(self.request.user)).order_by("-trashed_at")  # type: ignore[arg-type]  # signed in
        page = PatientPaginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        found = [
            (article, listing.headline(article), _goes_at(article), self._delete_url(article))
            for article in page.object_list
        ]
        context: dict[str, Any] = super().get_context_data(
            rows=found,
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            days=TRASH_DAYS,
            **kwargs,
        )
        return context

    def _delete_url(self, article: Article) -> str:
        user: Any = self.request.user
        if not policy.user_has_permission_for_instance(user, "delete", article):
            return ""
        return reverse("wagtailsnippets_articles_article:delete", args=[article.pk])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take an article out of the trash."""
        user: Any = request.user
        article = get_object_or_404(policy.trashed(user), pk=request.POST.get("restore") or None)
        if not policy.may_trash(user, article):
            raise PermissionDenied
        actions.restore(article)
        note(instance=article, action=RESTORED, user=user)
        told = {"headline": listing.headline(article)}
        messages.success(request, _("“%(headline)s” is back, as a draft that readers do not see.") % told)
        return redirect("wagtailsnippets_articles_article:edit", article.pk)


def _goes_at(article: Article) -> Any:
    assert article.trashed_at  # noqa: S101 of the trash
    return article.trashed_at + timedelta(days=TRASH_DAYS)
