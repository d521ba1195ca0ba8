"""The comment form."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

from rotative.comments import sanitize
from rotative.comments.models import MOST_ADDRESS, MOST_NAME, MOST_TEXT

# So many times its longest length a field may have before it is sanitized: for line ends of two characters, and signs
# that nobody sees.
RAW_FACTOR = 3
# The largest value of a database key.
_MOST_ID = 2**63 - 1


class _SanitizedField(forms.CharField):
    """A text that is sanitized before it is measured; one that is far too long is refused unread."""

    def __init__(self, *, sanitize: Callable[[str], str], max_length: int, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self._sanitize, self._most = sanitize, max_length

    def to_python(self, value: Any) -> str:
        raw: str = super().to_python(value) or ""
        if len(raw) > RAW_FACTOR * self._most:
            sizes = {"limit_value": self._most, "show_value": len(raw)}
            raise forms.ValidationError(self.error_messages["max_length"], code="max_length", params=sizes)
        return self._sanitize(raw)


class _AddressField(forms.CharField):
    """An e-mail address. Its spelling is checked, not its host."""

    def clean(self, value: Any) -> str:
        raw = super().clean(value)
        try:
            checked = validate_email(raw, check_deliverability=False, test_environment=settings.DEBUG)
        except EmailNotValidError as exc:
            raise forms.ValidationError(self.error_messages["required"]) from exc
        # An international domain is kept as subscriptions keep it: one request to be erased finds both.
        return checked.ascii_email or checked.normalized


class CommentForm(forms.Form):
    """The form under an article; its cleaned data is sanitized. The view looks up the article itself."""

    name = _SanitizedField(
        sanitize=sanitize.name,
        max_length=MOST_NAME,
        error_messages={
            "required": _("Please give your name."),
            "max_length": _("Please give a name of at most %(limit_value)d characters."),
        },
    )
    email = _AddressField(
        max_length=MOST_ADDRESS,
        error_messages={
            "required": _("Please give your e-mail address, correctly spelled. It is never published."),
            "max_length": _("Please give your e-mail address, correctly spelled. It is never published."),
        },
    )
    text = _SanitizedField(
        sanitize=sanitize.text,
        max_length=MOST_TEXT,
        error_messages={
            "required": _("Please write your comment."),
            "max_length": _(
                "Please shorten your comment to %(limit_value)d characters; it has %(show_value)d."
            ),
        },
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Please agree that your name and comment are published here.")}
    )
    parent = forms.IntegerField(
        min_value=1,
        max_value=_MOST_ID,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _(
                "The comment you answered is no longer on the page. You can send yours as a comment of its own."
            ),
        ),
    )
    # A trap: people do not see it, programs fill it in.
    website = forms.CharField(required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if "@" in name or not any(char.isalnum() for char in name):
            raise forms.ValidationError(
                _("Please give a name, with letters and without an address: it is published.")
            )
        return name

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        email, text = given.get("email", ""), given.get("text", "")
        if email and self.remove_address(text) != text:
            self.add_error(
                "text",
                _(
                    "Your comment contained your own e-mail address. We have removed it: read it again and send it."
                ),
            )
        return given

    def remove_address(self, text: str) -> str:
        """Replace the posted e-mail address by "…" wherever a text has it."""
        cleaned = self.cleaned_data.get("email", "") if self._is_checked() else ""
        posted = {str(self.data.get("email", "")).strip(), cleaned} - {""}
        for address in posted:
            if len(address) > MOST_ADDRESS:
                continue
            text = re.sub(re.escape(address), "…", text, flags=re.IGNORECASE)
        return text

    def fields_with_errors(self) -> frozenset[str]:
        """Return the names of the fields with an error; none before the form has been checked."""
        return frozenset(self.errors) if self._is_checked() else frozenset()

    def _is_checked(self) -> bool:
        return hasattr(self, "cleaned_data")

    def error_sentences(self) -> list[str]:
        """Return the errors in the order of the fields."""
        return [str(sentence) for name in self.fields for sentence in self.errors.get(name, ())]
