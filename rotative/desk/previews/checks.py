"""The checks of a preview: what a reader who does not see well, or a search engine, would miss in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem
from wagtail.models import Page


class Checks(ContentCheckerItem):
    """Wagtail's checks, and three that it leaves out: pictures without a text, contrast, links that only colour shows."""

    # What the colleague writes; readers' comments and the frame of the page are not theirs.
    axe_include = ["main"]
    axe_exclude = [".comments"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "picture-without-text",
        "color-contrast",
        "link-in-text-block",
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "picture-without-text",
            "impact": "critical",
            # A card's picture repeats its headline's link and is hidden from screen readers.
            "selector": "figure img",
            "tags": ["best-practice"],
            "any": ["non-empty-alt"],
            "enabled": True,
        },
        # Only what the colleague wrote: bylines and states are short and bold by design.
        {"id": "p-as-heading", "selector": ".article__body p", "enabled": True},
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "picture-without-text": {
            "error_name": _("Picture without alternative text"),
            "help_text": _("Say in a few words what it shows, for readers who do not see it."),
        },
        "color-contrast": {
            "error_name": _("Too little contrast"),
            "help_text": _(
                "Text and background are too close; choose a darker accent colour in the masthead."
            ),
        },
        "link-in-text-block": {
            "error_name": _("Link that only its colour shows"),
            "help_text": _("Readers who do not see colours cannot tell it from the text around it."),
        },
    }


def construct(request: Any, items: list[Any], page: Page | None) -> None:
    """Replace Wagtail's checks by ours, in the panel of a form and in the preview that it checks."""
    items[:] = [
        Checks(in_editor=item.in_editor) if isinstance(item, AccessibilityItem) else item for item in items
    ]
