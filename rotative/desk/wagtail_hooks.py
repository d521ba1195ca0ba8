"""The desk in Wagtail's admin: what is registered, shown and hidden."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
)
from wagtail.snippets.models import register_snippet

from rotative.desk import menu, urls, viewsets
from rotative.desk.articles import action_menu, bulk_actions, failed_schedules, trash_pages
from rotative.desk.dashboard import HandedInPanel, WaitingPanel
from rotative.desk.dossiers import dossier_viewsets as dossiers
from rotative.desk.editions.plans import EditionPlanViewSet
from rotative.desk.editions.sending_limits_page import SendingLimitViewSet
from rotative.desk.fronts import arrange_page, front_pages
from rotative.desk.previews import checks
from rotative.desk.sign_in import invitations, second_step_pages, sessions_page

for viewset in (
    viewsets.ArticleViewSet,
    viewsets.SubjectViewSet,
    dossiers.DossierViewSet,
    dossiers.EventViewSet,
    dossiers.CommitmentViewSet,
    dossiers.OutsideDocumentViewSet,
    viewsets.PaperViewSetGroup,
):
    register_snippet(viewset)

for item in menu.ITEMS:
    hooks.register("register_admin_menu_item", item)
hooks.register("register_reports_menu_item", menu.press)
hooks.register("register_reports_menu_item", menu.redirects)
hooks.register("construct_main_menu", menu.without(menu.HIDDEN))
hooks.register("construct_reports_menu", menu.without(menu.HIDDEN_REPORTS))
hooks.register("construct_settings_menu", menu.without(menu.HIDDEN_SETTINGS))
hooks.register("construct_search", menu.without(menu.HIDDEN_SEARCHES))
hooks.register("after_publish_page", front_pages.after_publishing)
hooks.register("before_edit_page", arrange_page.to_the_board)
hooks.register("construct_snippet_action_menu", action_menu.construct)
hooks.register("construct_wagtail_userbar", checks.construct)
hooks.register("register_account_menu_item", sessions_page.account_item)
hooks.register("register_account_menu_item", second_step_pages.account_item)
hooks.register("register_user_listing_buttons", second_step_pages.buttons)
hooks.register("after_create_user", invitations.after_create)
hooks.register("register_user_listing_buttons", invitations.buttons)
for action in bulk_actions.ACTIONS:
    # After Wagtail's own, one of which is replaced for articles.
    hooks.register("register_bulk_action", action, order=1)


@hooks.register("register_admin_viewset")
def register_settings() -> list[Any]:
    return [
        viewsets.SectionDeskViewSet("rights"),
        second_step_pages.SecondStepRuleViewSet("second-step-rules"),
        EditionPlanViewSet("timetables"),
        SendingLimitViewSet("limits"),
    ]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include(urls))]


@hooks.register("register_admin_search_area")
def register_search() -> SearchArea:
    """Make the menu's search look for articles first, then for Wagtail's pages."""
    return SearchArea(
        _("Articles"),
        reverse("wagtailsnippets_articles_article:list"),
        name="articles",
        icon_name="doc-full",
        order=1,
    )


@hooks.register("register_log_actions")
def register_history(actions: Any) -> None:
    """Name what the history of an article notes besides Wagtail's own acts."""
    actions.register_action(
        failed_schedules.ACTION,
        _("Not published at its hour"),
        _("Could not be published at its hour; its author was told by e-mail"),
    )
    actions.register_action(trash_pages.TRASHED, _("Move to the trash"), _("Moved to the trash"))
    actions.register_action(trash_pages.RESTORED, _("Restore"), _("Restored from the trash"))


@hooks.register("construct_homepage_panels")
def construct_home(request: Any, panels: list[Any]) -> None:
    """Put the waiting things before the workflows, and remove Wagtail's lists of pages."""
    panels[:] = [
        HandedInPanel() if isinstance(panel, UserObjectsInWorkflowModerationPanel) else panel
        for panel in panels
        if not isinstance(panel, RecentEditsPanel | LockedPagesPanel)
    ]
    panels.insert(0, WaitingPanel(request))


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    sheets = [(static(f"desk/{name}.css"),) for name in ("desk", "edition", "front", "article")]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def script() -> SafeString:
    names = (
        *("tick-all", "pictures", "picture-texts", "words", "language"),
        *("article", "suggestions", "unsaved", "names", "dossiers", "landmarks"),
    )
    scripts = [(static(f"desk/{name}.js"),) for name in names]
    return format_html_join("\n", '<script src="{}"></script>', scripts)
