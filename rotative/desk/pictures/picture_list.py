"""The library of pictures: found by their words, filtered by their rights and dates, each with its credit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.forms.choosers import CollectionFilterMixin
from wagtail.images.views import chooser, images

from rotative.core.fields import folded
from rotative.desk.forms.choosers import NameFilterForm
from rotative.masthead import reads as masthead
from rotative.media.models import Picture

# Days before the last one in which rights end soon.
SOON_DAYS = 30
_RIGHTS = (
    ("ended", _("rights ended")),
    ("soon", _("end within 30 days")),
    ("limited", _("with a last day")),
    ("uncredited", _("without a credit")),
)


def of_rights(rows: QuerySet[Picture], name: str, kind: str) -> QuerySet[Picture]:
    """Return the pictures of one kind of rights, those whose rights end first in front. kind: one of _RIGHTS."""
    today = masthead.day()
    if kind == "ended":
        rows = rows.filter(rights_ended=True)
    elif kind == "soon":
        rows = rows.filter(rights_until__range=(today, today + timedelta(days=SOON_DAYS)))
    elif kind == "limited":
        rows = rows.filter(rights_until__isnull=False)
    else:
        rows = rows.filter(credit="")
    return rows


class PictureFilterSet(images.ImagesFilterSet):
    rights = django_filters.ChoiceFilter(
        label=_("Rights"), choices=_RIGHTS, method=of_rights, widget=forms.RadioSelect, empty_label=_("All")
    )
    taken_on = django_filters.DateFromToRangeFilter(label=_("Taken on"), widget=DateRangePickerWidget)

    class Meta:
        model = Picture
        fields: tuple[str, ...] = ()


class LibraryView(images.IndexView):
    """The list of pictures; all words of a search must occur in title, texts, credit or place."""

    model = Picture
    filterset_class = PictureFilterSet

    def search_queryset(self, rows: QuerySet[Picture]) -> QuerySet[Picture]:
        return folded.matching(rows, "folded", self.search_query) if self.is_searching else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "today": masthead.day()}


class PictureFilterForm(CollectionFilterMixin, NameFilterForm):
    """The search of the chooser."""


class _Chooser:
    def get_filter_form_class(self) -> type[PictureFilterForm]:
        return PictureFilterForm


class PictureChooseView(_Chooser, chooser.ImageChooseView):
    pass


class PictureChooseResultsView(_Chooser, chooser.ImageChooseResultsView):
    pass


def register() -> None:
    """Give Wagtail's chooser of pictures the search of the library; call it once, before the addresses are read."""
    chooser.viewset.choose_view_class = PictureChooseView
    chooser.viewset.choose_results_view_class = PictureChooseResultsView
