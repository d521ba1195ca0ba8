"""Templates of articles: keep one, list them, begin a new article from one, throw one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.articles.models import Article, ArticleTemplate
from rotative.articles.permissions import policy
from rotative.desk.views import DeskView


def templates(user: Any) -> QuerySet[ArticleTemplate]:
    """Return the templates of the sections in which the user may write."""
    rows = ArticleTemplate.objects.select_related("section__locale")
    return rows.filter(section__in=policy.sections(user))


def content(wanted: str, *, by: Any) -> Article | None:
    """Return the article that a template keeps, not saved; None when there is none for this colleague.

    wanted: the template's id, as an address has it.
    """
    template = templates(by).filter(pk=wanted).first() if wanted.isdecimal() else None
    if template is None:
        return None
    return Article.from_serializable_data(template.content, check_fks=True, strict_fks=False)


class TemplatesView(DeskView):
    """The list of templates."""

    model = Article
    to_see = ("add",)
    to_act = "add"
    template_name = "desk/articles/templates.html"
    page_title = gettext_lazy("Templates of articles")
    header_icon = "copy"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        add = reverse("wagtailsnippets_articles_article:add")
        rows = [
            (one, f"{add}?locale={one.section.locale.language_code}&template={one.pk}")
            for one in templates(self.request.user).defer("content")
        ]
        context: dict[str, Any] = super().get_context_data(rows=rows, **kwargs)
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask, then throw a template away; articles that were begun from it stay as they are."""
        template = get_object_or_404(templates(request.user), pk=request.POST.get("delete") or None)
        if "sure" not in request.POST:
            return self.render_to_response(self.get_context_data(asked=template))
        template.delete()
        messages.success(request, _("The template “%(name)s” is deleted.") % {"name": template.name})
        return redirect("desk_templates")


class KeepTemplateView(DeskView):
    """The page that keeps an article as a template, under a name."""

    model = Article
    to_see = ("add",)
    to_act = "add"
    template_name = "desk/articles/keep_template.html"
    page_title = gettext_lazy("Keep as a template")
    header_icon = "copy"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        row = get_object_or_404(Article.objects.kept(), pk=kwargs["pk"])
        if not policy.user_may_read(request.user, row):  # type: ignore[arg-type]  # signed in
            raise PermissionDenied
        self.article: Article = row.get_latest_revision_as_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            article=self.article,
            form_url=reverse("wagtailsnippets_articles_article:edit", args=[self.article.pk]),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it; a template of the same name and section is replaced."""
        name = " ".join(request.POST.get("name", "").split())[:200] or self.article.headline[:200]
        kept = {"content": self.article.serializable_data(), "kept_by": request.user}
        ArticleTemplate.objects.update_or_create(section=self.article.section, name=name, defaults=kept)
        messages.success(request, _("The template “%(name)s” is kept.") % {"name": name})
        return redirect("desk_templates")
