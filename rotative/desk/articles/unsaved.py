"""The preview of an article that is not saved yet, with what its form begins with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from rotative.articles.models import Article
from rotative.desk.articles.beginning import begin
from rotative.desk.previews.views import PreviewInLanguageView


class ArticlePreviewOnCreateView(PreviewInLanguageView):
    def get_object(self) -> Article:
        article: Article = super().get_object()  # type: ignore[assignment] # the view's model
        begin(article, by=self.request.user, asked=self.request.GET)
        return article

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; without a section there is none to show."""
        if self.object.section_id is None:
            response: HttpResponse = self.error_response()
            return response
        shown: HttpResponse = super().get(request, *args, **kwargs)
        return shown
