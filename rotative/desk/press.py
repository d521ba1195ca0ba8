"""The report on the press: pages that wait, pages that could not be printed, and the reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rotative.articles.models import Article
from rotative.bake import queue, retry_policy
from rotative.bake.models import LONGEST_WAIT, PublicPath, StalePath
from rotative.core import clock
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView

PER_PAGE = 50

# Errors, which begin with the name of their class, and their meaning for an editor; the first match counts.
_MEANINGS: tuple[tuple[re.Pattern[str], Any], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (
            r"^(NotPrinted|OSError): .*(No space left|quota exceeded)",
            _("The disk is full. Nothing new can be printed until somebody makes room on the machine."),
        ),
        (
            r"^(NotPrinted|OSError|PermissionError): .*(Permission denied|Read-only|not permitted)",
            _(
                "The folder of printed pages cannot be written to. The person who runs the machine can change that."
            ),
        ),
        (
            r"^(NotPrinted|OSError): ",
            _("The disk did not accept the page. Show the details to the person who runs the machine."),
        ),
        (
            r"^NotStored: ",
            _(
                "The page is right on the site’s own machine, but the object store did not accept its copy. It is tried again automatically."
            ),
        ),
        (
            r"^PageTooSlow: ",
            _(
                "The page took too long to make. Often a text on it has a very long word, such as a picture pasted as letters: take it out and save again."
            ),
        ),
        (
            r"^PathRefused: ",
            _(
                "The page’s address cannot be the name of a file. It needs another address, and this one a redirect."
            ),
        ),
        (
            r"^(OperationalError|InterfaceError|DatabaseError): ",
            _("The database did not answer in time. The page is tried again automatically."),
        ),
    )
)
_UNKNOWN = _(
    "The program failed while it made this page. Readers still see the version from before. Show the details to the person who runs the machine."
)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A page that could not be printed."""

    path: str
    # Address of the form that edits it; "" for none.
    form: str
    # In plain words, translated.
    meaning: str
    # The original error.
    error: str
    attempts: int
    # None when it is tried at once.
    next_at: datetime | None
    # Whether another attempt cannot help before something is changed.
    lasts: bool


def failed() -> QuerySet[StalePath]:
    """Return the pages whose last attempt failed, those with most attempts first."""
    return StalePath.objects.exclude(error="").select_related("path").order_by("-attempts", "pk")


def meaning(error: str) -> str:
    """Return the meaning of a page's error for an editor, in the language of the desk."""
    return str(next((text for pattern, text in _MEANINGS if pattern.search(error)), _UNKNOWN))


class PressView(DeskView):
    model = Article
    to_see = ("publish",)
    to_act = "publish"
    template_name = "desk/press.html"
    page_title = _("Press")
    header_icon = "warning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = PatientPaginator(failed(), PER_PAGE).get_page(self.request.GET.get("p"))
        waiting = StalePath.objects.filter(error="").aggregate(count=Count("pk"), since=Min("since"))
        context: dict[str, Any] = super().get_context_data(
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            failures=[_failure(row) for row in page],
            count=page.paginator.count,
            waiting=waiting,
            idle=_idle(waiting["since"]),
            fronts=PublicPath.objects.filter(recipe="front", state=PublicPath.State.LIVE).order_by("path"),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try one page (`path`) or all failed pages again."""
        wanted = request.POST.get("path")
        rows = failed().filter(path__path=wanted) if wanted else failed()
        paths = list(rows.values_list("path__path", flat=True))
        queue.mark_paths(paths)
        if paths:
            text = ngettext("%(count)d page is tried again.", "%(count)d pages are tried again.", len(paths))
            messages.success(request, text % {"count": len(paths)})
        else:
            messages.info(request, _("There was nothing to try again: it has been printed in the meantime."))
        return redirect("desk_press")


def _idle(since: datetime | None) -> bool:
    """Return True when a page has waited too long and no worker holds any."""
    now = clock.now()
    late = since is not None and since < now - LONGEST_WAIT
    return late and not StalePath.objects.filter(lease_until__gt=now).exists()


def _failure(row: StalePath) -> Failure:
    page = row.path
    form = (
        reverse("wagtailsnippets_articles_article:edit", args=[page.arg]) if page.recipe == "article" else ""
    )
    return Failure(
        path=page.path,
        form=form,
        meaning=meaning(row.error),
        error=row.error,
        attempts=row.attempts,
        next_at=row.not_before if row.not_before and row.not_before > clock.now() else None,
        lasts=row.not_before is not None and row.not_before > clock.now() + retry_policy.LONGEST,
    )
