"""Filters of the list of articles."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from rotative.articles.models import Article, ArticleByline, Byline, Section
from rotative.articles.models.article import ArticleQuerySet

# Up to this many articles are looked up by id. With more, the list in its own order meets enough of them soon.
FEW = 500


class SectionChoiceField(django_filters.fields.ModelChoiceField):
    """A choice of sections with their languages: two may have one name."""

    def label_from_instance(self, obj: Section) -> str:
        return f"{obj.name} ({obj.locale.language_code})"


class SectionFilter(django_filters.ModelChoiceFilter):
    field_class = SectionChoiceField


def sections(request: Any) -> Any:
    """Return all sections, grouped by language."""
    return Section.objects.select_related("locale").order_by("locale", "position", "pk")


def signed_by(queryset: ArticleQuerySet, name: str, value: str) -> ArticleQuerySet:
    """Keep the articles that have a byline with these letters."""
    bylines = list(Byline.objects.filter(name__icontains=value).order_by("pk").values_list("pk", flat=True))
    links = ArticleByline.objects.filter(byline__in=bylines)
    few = list(links.order_by().values_list("article", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return queryset.filter(pk__in=few)
    return queryset.filter(Exists(links.filter(article=OuterRef("pk"))))


class ArticleFilterSet(WagtailFilterSet):
    section = SectionFilter(label=_("Section"), queryset=sections)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Article.State.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    form = django_filters.ChoiceFilter(
        label=_("Form"), choices=Article.Form.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    genre = django_filters.ChoiceFilter(
        label=_("Genre"), choices=Article.Genre.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    byline = django_filters.CharFilter(label=_("Byline"), method=signed_by)
    begun_by = django_filters.ChoiceFilter(
        label=_("Begun by"),
        choices=[("me", _("Me"))],
        empty_label=_("Anybody"),
        method="filter_begun_by",
        widget=forms.RadioSelect,
    )
    published_at = django_filters.DateFromToRangeFilter(
        label=_("Publication date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def filter_begun_by(self, queryset: ArticleQuerySet, name: str, value: str) -> ArticleQuerySet:
        """Keep the articles that the user began."""
        return queryset.filter(author=self.request.user) if value == "me" else queryset
