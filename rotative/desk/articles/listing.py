"""The list of articles: 25 rows in a few queries, however long the archive is."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, LocaleColumn, StatusTagColumn
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views.snippets import IndexView

from rotative.articles.models import Article, ArticleByline
from rotative.articles.models.article import ArticleQuerySet
from rotative.articles.permissions import policy
from rotative.core import addresses
from rotative.desk.outlet.own_language import AddInOwnLanguageMixin
from rotative.desk.paginator import PatientPaginator
from rotative.masthead.reads import open_languages
from rotative.search import reads as search

# The classes of columns that a phone does without, and that only a wide screen has room for.
WIDE, WIDEST = "desk-column--wide", "desk-column--wide desk-column--widest"
# Articles that a search returns at most.
FOUND = 300

# The two ends of the filter by publication date.
PUBLICATION_DATES = ("published_at_from", "published_at_to")

# Without the body, which is most of an article.
_COLUMNS = (
    "headline", "form", "genre", "state", "live", "path", "published_at", "edited_at", "has_unpublished_changes",
    "section__name", "section__locale", "locale", "go_live_at", "latest_revision__object_str",
)  # fmt: skip


class HourColumn(Column):
    """The day and the hour of something, on the clock of the outlet."""

    def get_value(self, instance: Any) -> str:
        at = super().get_value(instance)
        return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def rows(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Return these articles with only the columns that a list shows.

    articles: from the policy, which knows what the user may see.
    """
    signatures = ArticleByline.objects.select_related("byline").only("article", "sort_order", "byline__name")
    found: ArticleQuerySet = (
        articles.select_related("section", "latest_revision")
        .only(*_COLUMNS)
        .prefetch_related(Prefetch("article_bylines", queryset=signatures))
    )
    return found


def headline(article: Article) -> str:
    """Return the last saved headline, published or not."""
    latest = article.latest_revision
    return (latest.object_str if latest else "") or article.headline


def state(article: Article) -> str:
    """Return the state in words, and whether changes wait to be published."""
    label: str = article.get_state_display()
    if article.live and article.has_unpublished_changes:
        return _("%(state)s, changes waiting") % {"state": label}
    return label


def signatures(article: Article) -> str:
    return ", ".join(link.byline.name for link in article.article_bylines.all())


def finding(queryset: ArticleQuerySet, query: str, *, ranked: bool = True) -> ArticleQuerySet:
    """Keep the articles that match, by the search index; if it finds none, by letters of the headline.

    ranked: sort best and newest first, replacing the order of the queryset.
    """
    ids = search.article_ids(query, limit=FOUND)
    if not ids:
        words = Q()
        for word in query.split():
            words &= Q(headline__icontains=word)
        return queryset.filter(words)
    found = queryset.filter(pk__in=ids)
    if not ranked:
        return found
    places = (When(pk=pk, then=Value(place)) for place, pk in enumerate(ids))
    return found.order_by(Case(*places, output_field=IntegerField()))


class ArticleIndexView(AddInOwnLanguageMixin, IndexView):
    paginator_class = PatientPaginator
    page_title = gettext_lazy("Articles")
    search_fields = ["headline"]
    show_other_searches = False
    unpublish_url_name = None

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column("headline", accessor=headline, classname="desk-headline")
        title.sort_key = None
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title,
            Column("section", label=_("Section"), accessor="section.name"),
            StatusTagColumn("state", label=_("State"), accessor=state, primary=lambda article: article.live),
            Column("form", label=_("Form"), accessor="get_form_display", classname=WIDEST),
            Column("genre", label=_("Genre"), accessor="get_genre_display", classname=WIDEST),
            Column("bylines", label=_("Bylines"), accessor=signatures, classname=WIDE),
            LocaleColumn(label=_("Language"), sort_key=None, classname=WIDE),
            HourColumn("published_at", label=_("Published"), sort_key="published_at", classname=WIDE),
            HourColumn("edited_at", label=_("Last edited"), sort_key="edited_at", classname=WIDE),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"words": self._words()}

    def _words(self) -> list[tuple[str, str, bool]]:
        """Return the usual filters: their names, their addresses, and which of them is shown."""
        asked = {name: value for name, value in self.request.GET.items() if value}
        filters = [
            (_("All"), {}),
            (_("Begun by me"), {"begun_by": "me"}),
            *((str(state.label), {"state": state.value}) for state in Article.State),
            (_("Briefs"), {"form": Article.Form.BRIEF.value}),
        ]
        return [(name, set_query_params(self.index_url, wanted), asked == wanted) for name, wanted in filters]

    def get_base_queryset(self) -> ArticleQuerySet:
        return rows(policy.readable(self.request.user))

    def get_ordering(self) -> Any:
        """Order the articles of a span of dates by date, which their index does without sorting."""
        dated = any(self.request.GET.get(name) for name in PUBLICATION_DATES)
        if dated and not self.is_explicitly_ordered:
            return "-published_at"
        return super().get_ordering()

    def search_queryset(self, queryset: ArticleQuerySet) -> ArticleQuerySet:
        if not self.is_searching:
            return queryset
        return finding(queryset, self.search_query, ranked=not self.is_explicitly_ordered)

    def get_edit_url(self, instance: Article) -> str | None:
        if not policy.user_has_permission_for_instance(self.request.user, "change", instance):
            return None
        url: str | None = super().get_edit_url(instance)
        return url

    def get_delete_url(self, instance: Article) -> str | None:
        if not policy.may_trash(self.request.user, instance):
            return None
        return reverse("desk_to_trash", args=[instance.pk])

    def get_add_url(self) -> str | None:
        url: str | None = super().get_add_url()
        form = self.request.GET.get("form")
        return set_query_params(url, {"form": form}) if url and form in Article.Form.values else url

    def get_list_buttons(self, instance: Article) -> list[Any]:
        # Skip the hooks of the snippets: the one that offers translations makes a query for each row.
        buttons: list[Any] = super(IndexView, self).get_list_buttons(instance)
        return buttons

    def get_list_more_buttons(self, instance: Article) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if instance.live and instance.path:
            href = addresses.href(instance.path)
            buttons.append(Button(_("See on the site"), url=href, icon_name="view", priority=15))
        if instance.live and policy.user_has_permission_for_instance(self.request.user, "publish", instance):
            withdraw = reverse(self.unpublish_url_name, args=[instance.pk])
            buttons.append(Button(_("Withdraw"), url=withdraw, icon_name="download", priority=25))
        if self.add_url:
            asked = {"locale": self._locales[instance.locale_id].language_code, "copies": instance.pk}
            copy = set_query_params(reverse(self.add_url_name), asked)
            buttons.append(Button(_("Duplicate"), url=copy, icon_name="copy", priority=20))
        return buttons

    @cached_property
    def _locales(self) -> dict[int, Locale]:
        return {locale.pk: locale for locale in Locale.objects.all()}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.add_url:
            return []
        spoken = open_languages()
        more = [
            Button(
                _("New article from a template"), url=reverse("desk_templates"), icon_name="copy", priority=50
            ),
            Button(_("Trash"), url=reverse("desk_trash"), icon_name="bin", priority=60),
        ]
        return more + [
            Button(
                _("New article: %(language)s") % {"language": locale.get_display_name()},
                url=self._set_locale_query_param(reverse(self.add_url_name), locale),
                icon_name="plus",
            )
            for locale in self._locales.values()
            if locale.language_code in spoken
        ]
