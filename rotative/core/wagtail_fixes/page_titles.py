"""Joins the parts of a page's title as its language does: Wagtail writes "Editing: The ferry" without French's space.

The title is in the tab of the browser and is the heading that screen readers hear.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


def translate() -> None:
    """Write the titles of all pages of the desk by a text of the catalogues."""
    WagtailAdminTemplateMixin.get_header_title = _header_title


def _header_title(view: Any) -> str:
    title, subtitle = view.get_page_title(), view.get_page_subtitle()
    return _("%(title)s: %(subtitle)s") % {"title": title, "subtitle": subtitle} if subtitle else title
