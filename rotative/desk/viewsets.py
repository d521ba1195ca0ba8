"""The lists and forms that the entries of the menu open."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import (
    CreateView,
    SnippetViewSetGroup,
)

from rotative.articles import reference_index
from rotative.articles.models import Article, Byline, Section, SectionDesk
from rotative.articles.permissions import policy as articles
from rotative.desk.articles import door, unsaved, views
from rotative.desk.articles.filters import ArticleFilterSet
from rotative.desk.articles.form import edit_handler
from rotative.desk.articles.history import ArticleHistoryView
from rotative.desk.articles.listing import ArticleIndexView
from rotative.desk.forms import choosers
from rotative.desk.names import DeskViewSet, NameIndexView
from rotative.desk.outlet.own_language import OwnLanguageMixin
from rotative.desk.rights import policies
from rotative.desk.rights.views import PublishedDeleteView, PublishedEditView
from rotative.desk.settings import SettingViewSet
from rotative.desk.subjects import trust
from rotative.desk.subjects.homonyms import SubjectForm
from rotative.subjects.models import Subject


class ArticleViewSet(DeskViewSet):
    model = Article
    icon = "doc-full"
    base_url_path = "articles"
    list_per_page = 25
    ordering = "-edited_at"
    copy_view_enabled = False
    menu_item_is_registered = True
    filterset_class = ArticleFilterSet
    edit_handler = edit_handler
    index_view_class = ArticleIndexView
    add_view_class = views.ArticleCreateView
    edit_view_class = views.ArticleEditView
    delete_view_class = views.ArticleDeleteView
    unpublish_view_class = views.ArticleWithdrawView
    history_view_class = ArticleHistoryView
    revisions_unschedule_view_class = views.ArticleUnscheduleView
    workflow_action_view_class = views.ArticleWorkflowActionView
    preview_on_add_view_class = unsaved.ArticlePreviewOnCreateView
    lock_view_class = views.ArticleLockView
    unlock_view_class = views.ArticleUnlockView
    chooser_viewset_class = choosers.ArticleChooserViewSet
    chooser_per_page = 15
    index_template_name = "desk/articles/index.html"
    create_template_name = "desk/articles/create.html"
    edit_template_name = "desk/articles/edit.html"

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        # Every view of an article passes the door, also those that a later Wagtail adds.
        return super().construct_view(door.behind(view_class), **kwargs)

    def register_reference_index(self) -> None:
        super().register_reference_index()
        reference_index.follow_articles_alone()

    def get_templates(self, name: str = "index", fallback: str = "") -> list[str]:
        # The confirmation says "withdraw", not "unpublish".
        if name == "unpublish":
            return [views.ArticleWithdrawView.template_name]
        templates: list[str] = super().get_templates(name, fallback)
        return templates


def names(subject: Subject) -> str:
    """Return the names of the subject in other languages than the desk's."""
    shown = subject.named(get_language() or "")
    return " · ".join(name.name for name in subject.names.all() if name != shown)


def subjects(request: Any) -> QuerySet[Subject]:
    rows: QuerySet[Subject] = Subject.objects.prefetch_related("names").distinct()
    return rows


class SubjectIndexView(NameIndexView):
    searched = "names__folded"

    def get_list_more_buttons(self, instance: Subject) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if self.get_delete_url(instance):
            merge = reverse("desk_merge", args=[instance.pk])
            split = reverse("desk_split", args=[instance.pk])
            buttons.append(Button(_("Merge into another"), url=merge, icon_name="link", priority=25))
            buttons.append(Button(_("Split"), url=split, icon_name="cut", priority=26))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if articles.user_has_permission(self.request.user, "publish"):
            suggested = reverse("desk_suggested_subjects")
            buttons = [*buttons, Button(_("Suggestions"), url=suggested, icon_name="tag", priority=80)]
        if policies.subjects.user_has_permission(self.request.user, "delete"):
            mergers = reverse("desk_mergers")
            buttons = [*buttons, Button(_("Merged subjects"), url=mergers, icon_name="link", priority=90)]
        return buttons


class WarnsOfCommonNames:
    """A form that tells its user, after saving a subject, which of its new names are in many articles."""

    request: Any
    object: Any

    def form_valid(self, form: SubjectForm) -> Any:
        new = form.new_names()
        response = super().form_valid(form)  # type: ignore[misc]
        if new:
            trust.warn_of_common(self.request, self.object, new)
        return response


class SubjectCreateView(WarnsOfCommonNames, CreateView):
    pass


class SubjectEditView(WarnsOfCommonNames, PublishedEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if self.can_delete:
            merge = reverse("desk_merge", args=[self.object.pk])
            split = reverse("desk_split", args=[self.object.pk])
            buttons = [
                *buttons,
                Button(_("Merge into another"), url=merge, icon_name="link", priority=15),
                Button(_("Split"), url=split, icon_name="cut", priority=16),
            ]
        return buttons


class SubjectViewSet(DeskViewSet):
    model = Subject
    icon = "tag"
    base_url_path = "subjects"
    ordering = "-pk"
    copy_view_enabled = False
    menu_item_is_registered = True
    list_display = [
        "__str__",
        Column("other_names", label=_("Other names"), accessor=names),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
    ]
    list_filter = ["kind"]
    search_fields = ["names__folded"]
    index_view_class = SubjectIndexView
    add_view_class = SubjectCreateView
    edit_view_class = SubjectEditView
    edit_template_name = "desk/subjects/edit.html"
    delete_view_class = PublishedDeleteView
    chooser_viewset_class = choosers.SubjectChooserViewSet
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
            InlinePanel("names", heading=_("Names"), label=_("name"), min_num=1),
            trust.WeakNamesPanel(heading=_("Names that are only a question")),
            FieldPanel("homonym"),
            FieldPanel("picture"),
            InlinePanel(
                "roles",
                heading=_("Roles"),
                label=_("role"),
                help_text=_(
                    "Readers see it after the name, under an article the one of its day. One row for each language."
                ),
            ),
            InlinePanel(
                "pinned_articles",
                heading=_("Pinned articles"),
                label=_("article"),
                help_text=_(
                    "They stay on top of its page, at most three in each language, until you take them away."
                ),
            ),
            MultiFieldPanel([FieldPanel("wikidata"), FieldPanel("same_as")], heading=_("Elsewhere")),
        ],
        base_form_class=SubjectForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Subject]:
        return subjects(request)


class OwnLanguageCreateView(OwnLanguageMixin, CreateView):
    pass


class SectionViewSet(DeskViewSet):
    model = Section
    icon = "list-ul"
    base_url_path = "sections"
    add_view_class = OwnLanguageCreateView
    ordering = ("locale", "position", "pk")
    copy_view_enabled = False
    list_display = ["name", LocaleColumn(label=_("Language")), "position"]
    search_fields = ["folded"]
    index_view_class = NameIndexView
    chooser_viewset_class = choosers.NameChooserViewSet


class BylineViewSet(DeskViewSet):
    model = Byline
    icon = "user"
    base_url_path = "bylines"
    add_view_class = OwnLanguageCreateView
    ordering = "name"
    copy_view_enabled = False
    list_display = [
        "name",
        LocaleColumn(label=_("Language")),
        "user",
    ]
    search_fields = ["folded"]
    edit_view_class = PublishedEditView
    delete_view_class = PublishedDeleteView
    index_view_class = NameIndexView
    chooser_viewset_class = choosers.BylineChooserViewSet

    def get_queryset(self, request: Any) -> QuerySet[Byline]:
        return Byline.objects.select_related("user")


class PaperViewSetGroup(SnippetViewSetGroup, ModelViewSetGroup):
    """Sections and bylines, which change rarely."""

    items = (SectionViewSet, BylineViewSet)
    menu_label = _("Sections and bylines")
    menu_name = "paper"
    menu_icon = "list-ul"
    menu_order = 180
    add_to_admin_menu = True


class SectionDeskViewSet(SettingViewSet):
    """Rights by section: which group may write there, and whether it may publish."""

    model = SectionDesk
    icon = "key"
    menu_label = _("Rights by section")
    menu_order = 602
    form_fields = ["section", "group", "may_publish"]
    list_display = ["section", "group", BooleanColumn("may_publish", label=_("may publish"))]
    list_filter = ["section", "group"]

    def get_form_class(self, for_update: bool = False) -> Any:
        form = super().get_form_class(for_update)
        form.base_fields["section"].label, form.base_fields["group"].label = _("section"), _("group")
        return form
