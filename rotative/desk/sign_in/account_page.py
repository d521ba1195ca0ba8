"""The common part of the pages below a user's account."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin


class AccountPage(WagtailAdminTemplateMixin, TemplateView):
    """A page below *Account*, with the steps that lead to it."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")},
            {"url": reverse_lazy("wagtailadmin_account"), "label": gettext_lazy("Account")},
            {"url": "", "label": self.get_page_title()},
        ]
