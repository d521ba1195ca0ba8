"""The desk in Wagtail's admin: what is registered, what the menu shows, what is hidden."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from rotative.desk import viewsets

for viewset in (
    viewsets.ArticleViewSet,
    viewsets.SubjectViewSet,
    viewsets.DossierViewSet,
    viewsets.PaperViewSetGroup,
):
    register_snippet(viewset)
