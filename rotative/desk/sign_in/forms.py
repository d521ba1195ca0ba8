"""The forms to sign in and to ask for a new password. Limits come before any password is hashed or letter is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from rotative.core import requests
from rotative.desk.sign_in import known_browsers
from rotative.request_limits.rate_limit import RateLimit
from rotative.staff import attempt_limits
from rotative.staff.models import User
from rotative.staff.tasks import send_password_letter

# Longer passwords would only cost time.
_PASSWORD_MOST = 256


class SignInForm(LoginForm):
    request: HttpRequest

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(
            attrs={"placeholder": _("Enter password"), "autocomplete": "current-password"}
        ),
        strip=False,
        max_length=_PASSWORD_MOST,
    )

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if name and self.cleaned_data.get("password") and not attempt_limits.allow(*self._counted(name)):
            raise ValidationError(
                _("Too many attempts. Wait a quarter of an hour, or ask for a new password."),
                code="too_many_attempts",
            )
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        name = self.cleaned_data["username"]
        # The first is the account's or the browser's.
        attempt_limits.forget(self._counted(name)[0])
        self.request.signed_in_account = user.pk  # type: ignore[attr-defined]  # the middleware marks the browser

    def _counted(self, name: str) -> list[tuple[RateLimit, str]]:
        if browser := known_browsers.known_as(self.request, name):
            return [(attempt_limits.PER_BROWSER, browser)]
        network = requests.network(requests.remote_address(self.request))
        return [
            (attempt_limits.PER_ACCOUNT, name.casefold()),
            (attempt_limits.PER_NETWORK, network),
            (attempt_limits.HOUSE, ""),
        ]


class NewPasswordForm(PasswordResetForm):
    """Asks for a letter, which the worker sends. The answer is the same whether or not there is such an account."""

    def get_users(self, email: str) -> Iterator[User]:
        """Return the accounts with this address, also of colleagues who have not yet chosen a password."""
        yield from User.objects.filter(email__iexact=email, is_active=True)

    def save(self, *, request: HttpRequest, **kwargs: Any) -> None:
        email = self.cleaned_data["email"]
        network = requests.network(requests.remote_address(request))
        if not attempt_limits.allow(
            (attempt_limits.LETTERS_PER_ADDRESS, email.casefold()),
            (attempt_limits.LETTERS_PER_NETWORK, network),
        ):
            return
        for user in self.get_users(email):
            send_password_letter.enqueue(user.pk)
