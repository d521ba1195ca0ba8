"""Lists and forms of named things: searched by name, under a path of links in the language of the user."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from rotative.core.fields import folded
from rotative.desk.outlet.own_language import AddInOwnLanguageMixin
from rotative.desk.paginator import PatientPaginator
from rotative.desk.rights.views import ButtonsOfRights


class DeskViewSet(SnippetViewSet):
    """The lists and forms of one model, under a path of links in the language of the user.

    Wagtail translates the first step once, when the program starts.
    """

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        first, *others = super().breadcrumbs_items
        return [{**first, "label": _("Home")}, *others]


class NameIndexView(ButtonsOfRights, AddInOwnLanguageMixin, IndexView):
    """A list that is searched as choosers are; its button "Add" leaves the language to the form."""

    searched = "folded"
    paginator_class = PatientPaginator

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return folded.matching(queryset, self.searched, self.search_query or "")
