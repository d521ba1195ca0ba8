"""What a journalist narrows the list of articles by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from rotative.articles.models import Article, ArticleByline, Byline, Section
from rotative.articles.models.article import ArticleQuerySet

# So many articles are looked up one by one; more are met on the way down the list.
FEW = 500


class SectionChoiceField(django_filters.fields.ModelChoiceField):
    """Sections bear the same name in two languages at times."""

    def label_from_instance(self, obj: Section) -> str:
        return f"{obj.name} ({obj.locale.language_code})"


class SectionFilter(django_filters.ModelChoiceFilter):
    field_class = SectionChoiceField


def sections(request: Any) -> Any:
    """Every section, those of one language together."""
    return Section.objects.select_related("locale").order_by("locale", "position", "pk")


def signed_by(queryset: ArticleQuerySet, name: str, value: str) -> ArticleQuerySet:
    """The articles that bear a signature with these letters."""
    bylines = list(Byline.objects.filter(name__icontains=value).order_by("pk").values_list("pk", flat=True))
    links = ArticleByline.objects.filter(byline__in=bylines)
    few = list(links.order_by().values_list("article", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return queryset.filter(pk__in=few)
    # Many: the list's own order soon meets enough of them.
    return queryset.filter(Exists(links.filter(article=OuterRef("pk"))))


class ArticleFilterSet(WagtailFilterSet):
    section = SectionFilter(label=_("Section"), queryset=sections)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Article.State.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    form = django_filters.ChoiceFilter(
        label=_("Form"), choices=Article.Form.choices, empty_label=_("All"), widget=forms.RadioSelect
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
        """Those the colleague began."""
        return queryset.filter(author=self.request.user) if value == "me" else queryset
