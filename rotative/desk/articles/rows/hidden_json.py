"""Fields of a form that a script writes and nobody sees, as JSON: what cannot be read says nothing."""

from __future__ import annotations

import json
from typing import Any

from django import forms

# Numbers of a few thousand rows.
MOST_LETTERS = 20_000


def read(written: object) -> Any:
    """Return the value of such a field; None where it is too long or no JSON."""
    if not isinstance(written, str) or len(written) > MOST_LETTERS:
        return None
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


class HiddenJSONField(forms.JSONField):
    """A field in which its user corrects nothing, and which therefore reports no error."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        return read(value) if isinstance(value, str) else value

    def bound_data(self, data: Any, initial: Any) -> Any:
        return read(data)
