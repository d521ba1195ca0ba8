"""Doors of Wagtail's admin that are closed here: what they offer, baked pages do not do.

A page that only some may see, a moved or copied page, an alias: the desk would say that it was done, and readers
would see no difference. The tree of pages is replaced by the list of front pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch

# Groups of views of which the desk uses these, and no other.
OPEN: Mapping[str, frozenset[str]] = {
    "wagtailadmin_pages": frozenset(
        {
            "add", "preview_on_add", "edit", "preview_on_edit", "view_draft", "delete", "unpublish", "usage",
            "lock", "unlock", "history", "history_results", "revisions_view", "revisions_revert",
            "revisions_compare", "workflow_action", "collect_workflow_action_data", "workflow_preview",
            "confirm_workflow_cancellation", "workflow_history", "workflow_history_detail",
        }
    ),
    "wagtailadmin_api": frozenset(),
    "wagtailembeds": frozenset(),
    "wagtaillocales": frozenset(),
    "wagtailsites": frozenset(),
    "wagtailsnippets": frozenset(),
}  # fmt: skip
# Single views of groups that are open.
CLOSED = frozenset(
    {
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_collections:set_privacy",
        "wagtailadmin_error_test",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:aging_pages_results",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:locked_pages_results",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailimages:url_generator",
        "wagtailimages:url_generator_output",
    }
)
# The tree of pages, to which Wagtail returns after many acts.
TREE = frozenset({"wagtailadmin_explore", "wagtailadmin_explore_root", "wagtailadmin_explore_results"})
# The choosers of snippets: most have no form that creates.
CHOOSERS = "wagtailsnippetchoosers_"
CREATING = frozenset({"wagtailsnippetchoosers_articles_byline", "wagtailsnippetchoosers_subjects_subject"})
# Answers of choosers, which fail on an id that is no number.
CHOSEN = frozenset({"chosen", "chosen_multiple"})
# Models whose lists decide on many objects at once.
IN_BULK = frozenset(
    {
        ("articles", "article"), ("articles", "byline"), ("articles", "section"), ("dossiers", "dossier"), ("media", "picture"), ("media", "documentfile"),
        ("wagtailimages", "image"), ("subjects", "subject"), ("staff", "user"), ("auth", "user"),
    }
)  # fmt: skip


class ClosedDoors:
    """The middleware that answers closed doors: 404, and the list of front pages in place of the tree."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.url_name in CHOSEN and not _are_ids(request, match):
            raise Http404
        if match is None or not is_closed(match):
            return None
        if match.view_name in TREE and request.method in ("GET", "HEAD"):
            return redirect("desk_fronts")
        raise Http404


def is_closed(match: ResolverMatch) -> bool:
    """Return whether the desk does not open this view, to anybody."""
    if match.view_name == "wagtail_bulk_action":
        return (match.kwargs["app_label"], match.kwargs["model_name"]) not in IN_BULK
    group = match.namespaces[0] if match.namespaces else ""
    if group in OPEN:
        return match.url_name not in OPEN[group]
    if group.startswith(CHOOSERS) and match.url_name == "create":
        return group not in CREATING
    return match.view_name in CLOSED or match.view_name in TREE


def _are_ids(request: HttpRequest, match: ResolverMatch) -> bool:
    """Return whether the rows that a chooser is asked for have numbers as ids."""
    return all(str(one).isdecimal() for one in [*match.kwargs.values(), *request.GET.getlist("id")])
