"""Inside a newsroom: change what the frames of all pages show."""

import time
from typing import Any

from rotative.bake.models import StalePath
from rotative.masthead.models import Masthead
from rotative.pages.actions import add_standing
from rotative.pages.models import FrontPage, StandingPage

# Each has style sheets of its own.
_ACCENTS = ("#0b5a6e", "#6e0b3a")


def measure(*, change: str) -> dict[str, Any]:
    """Change the "masthead", "menu" or "style"; return the seconds of the act, and the number of pages that it made stale."""
    started = time.perf_counter()
    number = StandingPage.objects.count()
    if change == "menu":
        add_standing(
            FrontPage.objects.live().order_by("pk")[0],
            StandingPage(title=f"Page {number}", slug=f"page-{number}"),
        )
    else:
        masthead = Masthead.objects.get()
        if change == "style":
            masthead.accent = _ACCENTS[masthead.accent == _ACCENTS[0]]
        else:
            masthead.address = f"{time.time():.0f}, rue des Voiliers"
        masthead.save()
    return {"seconds": time.perf_counter() - started, "stale": StalePath.objects.count()}
