"""The sentence that refuses a page is in the language of the desk: Wagtail says it after it has left the user's language."""

from typing import Any

from wagtail.admin import auth
from wagtail.admin.localization import get_localized_response


def translate() -> None:
    """Have Wagtail refuse in the user's language; call it once."""
    refuse = auth.permission_denied

    def permission_denied(request: Any) -> Any:
        return get_localized_response(refuse, request)

    auth.permission_denied = permission_denied
