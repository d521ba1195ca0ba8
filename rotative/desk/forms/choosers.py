"""Choosers that search by name. They use only the table's own index, and so are fast at any size.

What does not exist yet is made in their dialogues: see `made_in_place` and `new_subject`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.models import TranslatableMixin
from wagtail.snippets.views import chooser

from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.core import addresses
from rotative.core.fields import folded
from rotative.core.requests import parse_id
from rotative.desk.articles import listing
from rotative.desk.forms import made_in_place, new_subject
from rotative.desk.forms.opened_from import opened_from
from rotative.desk.paginator import PatientPaginator


class NameFilterForm(BaseFilterForm):
    """A search field; all words must occur, in any script's way of writing them."""

    # The folded names of the rows.
    searched: ClassVar[str] = "folded"

    q = forms.CharField(
        label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Search")}), required=False
    )

    def filter(self, objects: QuerySet[Model]) -> QuerySet[Model]:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return folded.matching(objects, self.searched, self.search_query or "")


class LanguageFilterMixin(LocaleFilterMixin):
    """A choice among the languages, under its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "locale" in self.fields:
            self.fields["locale"].label = _("Language")


class SearchedByName:
    """The parts that both views of a chooser share."""

    model_class: Any
    paginator_class = PatientPaginator
    searched = "folded"

    def get_filter_form_class(self) -> type[NameFilterForm]:
        translated = issubclass(self.model_class, TranslatableMixin)
        bases = (LanguageFilterMixin, NameFilterForm) if translated else (NameFilterForm,)
        return type("FilterForm", bases, {"searched": self.searched})

    def get_object_list(self) -> QuerySet[Model]:
        """Return the rows, at first those in the language of the article whose form is open."""
        rows: QuerySet[Model] = self.model_class.objects.all()
        request: Any = self.request  # type: ignore[attr-defined]
        form = opened_from(request)
        if form.locale and "locale" not in request.GET and issubclass(self.model_class, TranslatableMixin):
            return rows.filter(locale=form.locale)
        return rows


class NameChooseView(SearchedByName, chooser.ChooseView):
    pass


class NameChooseResultsView(SearchedByName, chooser.ChooseResultsView):
    pass


class ChooserViewSet(chooser.SnippetChooserViewSet):
    # Wagtail makes its own title and its own tab in the language of the process.
    page_title = _("Choose")
    search_tab_label = _("Search")


class NameChooserViewSet(ChooserViewSet):
    choose_view_class = NameChooseView
    choose_results_view_class = NameChooseResultsView


class BylineChooseView(made_in_place.GuestBylines, NameChooseView):
    pass


class BylineChooseResultsView(made_in_place.GuestBylines, NameChooseResultsView):
    pass


class BylineCreateView(made_in_place.GuestBylines, chooser.SnippetCreateView):
    pass


class BylineChooserViewSet(NameChooserViewSet):
    choose_view_class = BylineChooseView
    choose_results_view_class = BylineChooseResultsView
    create_view_class = BylineCreateView
    creation_form_class = made_in_place.GuestBylineForm
    create_action_label = _("Add")
    creation_tab_label = _("New guest")


# The part of a chooser's address that names the row it does not offer.
WITHOUT = "without"


class SubjectRows(made_in_place.Subjects, SearchedByName):
    """Subjects, which are found under any of their names and aliases."""

    searched = "names__folded"

    def get_object_list(self) -> QuerySet[Model]:
        rows: QuerySet[Model] = self.model_class.objects.order_by("-pk").prefetch_related("names").distinct()
        request: Any = self.request
        without = parse_id(request.GET.get(WITHOUT, ""))
        return rows if without is None else rows.exclude(pk=without)

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("kind", label=_("Kind"), accessor="get_kind_display")]  # type: ignore[misc]


class SubjectChooseView(SubjectRows, chooser.ChooseView):
    pass


class SubjectChooseResultsView(SubjectRows, chooser.ChooseResultsView):
    pass


class SubjectCreateView(made_in_place.Subjects, chooser.SnippetCreateView):
    def post(self, request: Any) -> Any:
        """Answer with the new subject, or with the namesake that the user takes instead."""
        subject = new_subject.taken(request.POST)
        return self.get_chosen_response(subject) if subject else super().post(request)


class SubjectChooserViewSet(ChooserViewSet):
    preserve_url_parameters = [*ChooserViewSet.preserve_url_parameters, WITHOUT]
    choose_view_class = SubjectChooseView
    choose_results_view_class = SubjectChooseResultsView
    create_view_class = SubjectCreateView
    creation_form_class = new_subject.NewSubjectForm
    create_action_label = _("Add")
    creation_tab_label = _("New subject")


class ArticleFilterForm(LanguageFilterMixin, NameFilterForm):
    """The search of the list of articles; published ones, unless others are asked for."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("Published")),
            (Article.State.SCHEDULED.value, _("Scheduled")),
            (Article.State.DRAFT.value, _("Drafts")),
        ],
        required=False,
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: Any) -> Any:
        query = self.cleaned_data.get("q")
        if state := self.cleaned_data.get("state"):
            objects = objects.filter(state=state).order_by("-edited_at", "-pk")
        else:
            objects = objects.filter(live=True)
        self.cleaned_data["q"] = ""
        objects = super().filter(objects)
        self.search_query, self.is_searching = query, bool(query)
        return listing.finding(objects, query) if query else objects


def _headline(article: Article) -> str:
    """Return the headline that readers see, of a draft the last saved one: waiting changes are for their section."""
    return article.headline if article.live else listing.headline(article)


class ArticleRows(SearchedByName):
    def get_filter_form_class(self) -> type[ArticleFilterForm]:
        return ArticleFilterForm

    def get_object_list(self) -> QuerySet[Model]:
        """Return the articles, newest published first, without the one whose form is open."""
        request: Any = self.request  # type: ignore[attr-defined]
        rows = listing.rows(policy.visible(request.user)).order_by("-published_at", "-pk")
        article_id = opened_from(request).article_id
        return rows.exclude(pk=article_id) if article_id else rows

    @property
    def columns(self) -> list[Column]:
        title = self.title_column  # type: ignore[attr-defined]
        title.accessor = _headline
        return [
            title,
            Column("section", label=_("Section"), accessor="section.name"),
            StatusTagColumn(
                "state", label=_("State"), accessor=listing.state, primary=lambda article: article.live
            ),
            listing.HourColumn("published_at", label=_("Published")),
        ]


class ArticleChooseView(ArticleRows, chooser.ChooseView):
    pass


class ArticleChooseResultsView(ArticleRows, chooser.ChooseResultsView):
    pass


class VisibleArticles:
    """The answers of a chooser, for articles that the user may see."""

    request: Any

    def get_object(self, pk: str) -> Article:
        return policy.visible(self.request.user).get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Article]:
        return policy.visible(self.request.user).filter(pk__in=pks)


class ArticleChosenMultipleView(VisibleArticles, chooser.SnippetChosenMultipleView):
    pass


class ArticleChosenView(VisibleArticles, chooser.SnippetChosenView):
    """The answer to the text editor, with the article's address and headline."""

    def get_chosen_response_data(self, item: Any) -> dict[str, Any]:
        data = super().get_chosen_response_data(item)
        return {
            **data,
            "url": addresses.href(item.path) if item.path else data["edit_url"],
            "title": item.headline,
        }


class ArticleChooserViewSet(ChooserViewSet):
    choose_view_class = ArticleChooseView
    choose_results_view_class = ArticleChooseResultsView
    chosen_view_class = ArticleChosenView
    chosen_multiple_view_class = ArticleChosenMultipleView
