"""One clock: Wagtail shows and reads hours in the time zone of each account, else in that of the settings.

An hour that an editor types would mean another one to a colleague, and to the page on which it is printed.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from wagtail.admin import localization

_enter: Callable[[str], AbstractContextManager[Any]] = localization.override_tz


def use(zone: Callable[[], str]) -> None:
    """Make every view of the admin use this time zone. zone: returns the name of the zone; asked for each request."""
    localization.override_tz = lambda _of_the_account: _enter(zone())
