"""The pages of the second step: the question after the password, one's own settings, and help for a colleague."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button

from rotative.desk.settings import SettingViewSet
from rotative.desk.sign_in.account_page import AccountPage
from rotative.desk.views import DeskView
from rotative.masthead.models import MastheadLanguage
from rotative.staff import attempt_limits, second_step
from rotative.staff.models import DeskSession, SecondStepRule, User

_SALT = "desk.second_step"
# Seconds in which the code of a new telephone must be entered.
_SET_UP_WITHIN_S = 3600
_TOO_MANY = gettext_lazy("Too many attempts. Wait a quarter of an hour.")
_WRONG = gettext_lazy("This code is not right, or it has been used. Enter the one that is shown now.")


def _try(user: User, entered: str) -> Any:
    """Return what is wrong with a code, "" if nothing is."""
    if not attempt_limits.allow((attempt_limits.CODES, str(user.pk))):
        return _TOO_MANY
    return "" if second_step.verify(user, entered) else _WRONG


class SecondStepView(TemplateView):
    """The question after the password."""

    # Its user has signed in: the gate sees to that.
    request: Any
    template_name = "desk/sign_in/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=get_valid_next_url_from_request(self.request), **kwargs)

    def post(self, request: Any) -> HttpResponse:
        onward = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
        if request.session.get(second_step.MARK) != second_step.VERIFY:
            return redirect(onward)
        if problem := _try(request.user, request.POST.get("code", "")):
            return self.render_to_response(self.get_context_data(problem=problem))
        request.session.cycle_key()
        request.session[second_step.MARK] = second_step.DONE
        attempt_limits.forget((attempt_limits.CODES, str(request.user.pk)))
        return redirect(onward)


class AccountView(AccountPage):
    """The page on which users turn their second step on or off and draw new recovery codes."""

    request: Any
    template_name = "desk/sign_in/second_step_account.html"
    page_title = gettext_lazy("Second step when signing in")
    header_icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        is_on = second_step.is_set_up(user)
        more = {} if is_on or "codes" in kwargs else self._new_key(kwargs.pop("key", ""))
        context: dict[str, Any] = super().get_context_data(
            is_on=is_on,
            required=second_step.is_required(user),
            left=second_step.recovery_codes_left(user),
            **more,
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponseBase:
        acts = {"set_up": self._set_up, "codes": self._draw_codes, "off": self._turn_off}
        act = acts.get(request.POST.get("act", ""))
        return act(request.POST.get("code", "")) if act else redirect("desk_second_step_account")

    def _new_key(self, key: str) -> dict[str, Any]:
        """Return a secret for a telephone, that of the form before if its code was wrong."""
        import segno  # noqa: PLC0415 two megabytes for a page that most never open

        user = self.request.user
        key = key or second_step.draw_key()
        outlet = MastheadLanguage.objects.order_by("sort_order").values_list("name", flat=True).first()
        uri = second_step.address(user, key, outlet=outlet or "Rotative")
        return {
            "signed_key": signing.dumps([user.pk, key], salt=_SALT),
            "shown_key": b32encode(bytes.fromhex(key)).decode(),
            "picture": segno.make(uri, error="m").svg_data_uri(scale=5),
        }

    def _set_up(self, code: str) -> HttpResponse:
        user, session = self.request.user, self.request.session
        try:
            account, key = signing.loads(
                self.request.POST.get("key", ""), salt=_SALT, max_age=_SET_UP_WITHIN_S
            )
        except (signing.BadSignature, ValueError, TypeError):
            return redirect("desk_second_step_account")
        if account != user.pk or second_step.is_set_up(user):
            return redirect("desk_second_step_account")
        codes = second_step.set_up(user, key=key, code="".join(code.split()))
        if not codes:
            return self.render_to_response(self.get_context_data(problem=_WRONG, key=key))
        session[second_step.MARK] = second_step.DONE
        DeskSession.objects.filter(account=user).exclude(pk=session.session_key).delete()
        return self.render_to_response(self.get_context_data(codes=codes))

    def _draw_codes(self, code: str) -> HttpResponse:
        if problem := _try(self.request.user, code):
            return self.render_to_response(self.get_context_data(problem=problem))
        codes = second_step.draw_recovery_codes(self.request.user)
        return self.render_to_response(self.get_context_data(codes=codes))

    def _turn_off(self, code: str) -> HttpResponse:
        user = self.request.user
        if second_step.is_required(user):
            raise PermissionDenied
        if problem := _try(user, code):
            return self.render_to_response(self.get_context_data(problem=problem))
        second_step.remove(user)
        self.request.session[second_step.MARK] = second_step.NONE
        messages.success(self.request, _("Your password alone opens the desk now."))
        return redirect("wagtailadmin_account")


class RemoveView(DeskView):
    """The page on which an administrator removes the second step of a colleague who lost telephone and codes."""

    model = User
    to_see = ("change",)
    template_name = "desk/sign_in/second_step_remove.html"
    page_title = gettext_lazy("Remove the second step")
    header_icon = "key"
    above = ((gettext_lazy("Users"), reverse_lazy("wagtailusers_users:index")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        self.colleague = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(colleague=self.colleague, **kwargs)
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        second_step.remove(self.colleague)
        DeskSession.objects.filter(account=self.colleague).exclude(pk=request.session.session_key).delete()
        name = self.colleague.get_full_name() or self.colleague.get_username()
        messages.success(request, _("%(name)s signs in with the password alone.") % {"name": name})
        return redirect("wagtailusers_users:index")


class SecondStepRuleViewSet(SettingViewSet):
    """Roles whose members must use a second step."""

    model = SecondStepRule
    icon = "key"
    menu_label = gettext_lazy("Second step")
    menu_order = 603
    form_fields = ["group"]
    list_display = ["__str__"]


def account_item(request: HttpRequest) -> dict[str, Any]:
    """Return the entry in the menu of the account."""
    return {
        "url": reverse("desk_second_step_account"),
        "label": _("Second step when signing in"),
        "help_text": _("A code from your telephone, besides the password."),
    }


def buttons(user: User, request_user: User) -> list[Button]:
    """Return the button in the list of users."""
    if not request_user.is_superuser:
        return []
    url = reverse("desk_second_step_remove", args=[user.pk])
    return [Button(_("Remove the second step"), url=url, icon_name="key", priority=40)]
