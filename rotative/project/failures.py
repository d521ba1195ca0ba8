"""Answers when something broke: the plainest pages there are, because the broken part must not be needed for them."""

import errno
import sys
from typing import Literal

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rotative.core.languages import TABLE, Language
from rotative.core.requests import same_site

# Full, over quota, read-only.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_AGAIN_S = 30


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500; 503 where the database or the disk takes nothing for now.

    With 503 the text that was sent comes back in a form that sends it once more: the page it was written in is gone from
    the browser, and might not open again before there is room.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError) and getattr(error, "errno", None) not in _NO_ROOM:
        return HttpResponse(_page("failed"), status=500)
    # A file would not come back, and what another site sent is not to become a form of ours.
    kept = request.method == "POST" and not request.FILES and same_site(request)
    body = _page("not_saved", _once_more(request)) if kept else _page("failed")
    headers = {"Retry-After": str(_AGAIN_S), "Cache-Control": "no-store"}
    return HttpResponse(body, status=503, headers=headers)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: a form of the desk without the mark that it is of ours (Django's CSRF_FAILURE_VIEW)."""
    return HttpResponse(_page("refused"), status=403)


def _once_more(request: HttpRequest) -> SafeString:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if "password" not in name.lower()
    ]
    # A textarea keeps line ends, which the value of an input does not.
    kept = format_html_join("", '<textarea name="{}" hidden>\n{}</textarea>', fields)
    return format_html(
        '<form method="post" action="{}">{}{}</form>', request.get_full_path(), kept, _button()
    )


def _page(what: Literal["failed", "refused", "not_saved"], form: SafeString | str = "") -> SafeString:
    first, *others = TABLE
    heading = getattr(first.failures, f"{what}_heading")
    return format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title><h1>{}</h1><p>{}</p>{}{}</html>",
        first.code,
        settings.WAGTAIL_SITE_NAME,
        heading,
        getattr(first.failures, what),
        format_html_join("", "<p{}>{}</p>", ((_in(row), getattr(row.failures, what)) for row in others)),
        form,
    )


def _button() -> SafeString:
    first, *others = TABLE
    words = format_html_join("", " · <span{}>{}</span>", ((_in(row), row.failures.again) for row in others))
    return format_html("<button>{}{}</button>", first.failures.again, words)


def _in(row: Language) -> SafeString:
    if row.direction == "rtl":
        return format_html(' lang="{}" dir="rtl"', row.code)
    return format_html(' lang="{}"', row.code)
