"""The base of the desk's own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from rotative.core.errors import RotativeError


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk, with the rights that open it, its breadcrumbs, and translated errors."""

    # The model whose rights open the page, and which of them.
    model: type[Model]
    to_see: tuple[str, ...] = ("change", "view")
    to_act: str = "change"
    # Labels and addresses of the pages above, the topmost first.
    above: tuple[tuple[Any, Any], ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed = self.to_see if request.method in ("GET", "HEAD") else (self.to_act,)
        if not policy_registry.get_by_type(self.model).user_has_any_permission(request.user, needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_act(self) -> bool:
        """Return True when the user may change the content of the page."""
        allowed: bool = policy_registry.get_by_type(self.model).user_has_permission(
            self.request.user, self.to_act
        )
        return allowed

    def tell(self, error: RotativeError) -> None:
        messages.error(self.request, _(error.message) % error.fields)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = (gettext_lazy("Home"), reverse_lazy("wagtailadmin_home"))
        steps = [*(home, *self.above), (self.get_page_title(), "")]
        return [{"url": url, "label": label} for label, url in steps]
