"""Invitations: a new colleague gets a link to choose a password, and nobody else ever knows it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from rotative.desk.views import DeskView
from rotative.staff.models import User
from rotative.staff.tasks import send_password_letter


def after_create(request: HttpRequest, user: User) -> None:
    """Invite a colleague whose account has just been made."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _invite(request, user)


class InviteView(DeskView):
    """The page that asks before a letter goes to a colleague."""

    model = User
    to_see = ("change",)
    template_name = "desk/sign_in/invite.html"
    page_title = gettext_lazy("Send a link to choose a password")
    header_icon = "mail"
    above = ((gettext_lazy("Users"), reverse_lazy("wagtailusers_users:index")),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.colleague = get_object_or_404(User, pk=kwargs["pk"], is_active=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(colleague=self.colleague, **kwargs)
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _invite(request, self.colleague)
        return redirect("wagtailusers_users:index")


def _invite(request: HttpRequest, user: User) -> None:
    send_password_letter.enqueue(user.pk)
    text = _("%(name)s gets a letter with a link to choose a password.")
    messages.success(request, text % {"name": user.get_full_name() or user.get_username()})


def buttons(user: User, request_user: User) -> list[Button]:
    """Return the button in the list of users."""
    if not user.is_active or not request_user.has_perm("staff.change_user"):
        return []
    url = reverse("desk_invite", args=[user.pk])
    return [Button(_("Send a link to choose a password"), url=url, icon_name="mail", priority=30)]
