"""Subscribers as files and one by one: a list is looked through and imported, exported, one address is added by hand."""

from __future__ import annotations

import io
import logging
import tempfile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.desk.editions.words import languages
from rotative.desk.views import DeskView
from rotative.subscribers import actions
from rotative.subscribers.choices import Choices, existing_language
from rotative.subscribers.lists.export_list import export_csv
from rotative.subscribers.lists.import_list import Report, import_list
from rotative.subscribers.models import Subscriber

log = logging.getLogger("rotative.desk")

# Line numbers shown.
_SHOWN = 20
# An export above this size is written to the disk first.
_IN_MEMORY_BYTES = 1 << 20


class SubscriberFilesView(DeskView):
    model = Subscriber
    to_see = ("change",)
    template_name = "desk/subscriber_files.html"
    page_title = _("Add, import, export")
    header_icon = "group"
    above = ((_("Subscribers"), reverse_lazy("desk_subscribers")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            **{"languages": languages(), "report": None, "consent": "", "language": ""} | kwargs
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Do one act (`act` = "add", "look", "import", "export"). "look" changes nothing."""
        act = request.POST.get("act", "")
        if act == "export":
            return _exported()
        try:
            if act == "add":
                return self._add(request)
            if act in ("look", "import"):
                return self._import(request, dry_run=act == "look")
        except RotativeError as error:
            self.tell(error)
        return self.render_to_response(
            self.get_context_data(consent=request.POST.get("consent", ""), language=_language(request))
        )

    def _add(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for the consent of one person by mail; they get letters once they have confirmed."""
        page = f"desk:{getattr(request.user, 'pk', '')}"
        choices = Choices(language=_language(request))
        actions.subscribe(request.POST.get("address", "").strip(), choices, page=page)
        messages.success(
            request,
            gettext("A mail asks for their consent. They get letters once they have confirmed."),
        )
        return redirect("desk_subscriber_files")

    def _import(self, request: HttpRequest, *, dry_run: bool) -> HttpResponseBase:
        file = request.FILES.get("file")
        consent = request.POST.get("consent", "")
        report = import_list(
            file.read() if file is not None else b"",
            consent=consent,
            name=(file.name or "") if file is not None else "",
            language=_language(request),
            dry_run=dry_run,
        )
        log.info(
            "List imported" if not dry_run else "List looked through",
            extra={"event": "list_imported", "dry_run": dry_run, "added": report.added},
        )
        return self.render_to_response(
            self.get_context_data(
                report=_in_words(report), dry_run=dry_run, consent=consent, language=_language(request)
            )
        )


def _language(request: HttpRequest) -> str:
    return existing_language(request.POST.get("language", ""))


def _exported() -> FileResponse:
    """Answer with all subscribers as a file, which is kept nowhere."""
    # Closed by the answer.
    raw = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES, mode="w+b")  # noqa: SIM115 the answer closes it
    text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
    count = export_csv(text)
    text.detach()
    log.info("List exported", extra={"event": "list_exported", "count": count})
    raw.seek(0)
    name = f"subscribers-{clock.now():%Y-%m-%d}.csv"
    answer = FileResponse(raw, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _in_words(report: Report) -> list[str]:
    """Say what an import did, or would do, a sentence for each number that is not zero."""
    counted = [
        (report.added, ngettext("%(count)d reader is new.", "%(count)d readers are new.", report.added)),
        (
            report.already_there,
            ngettext("%(count)d is there already.", "%(count)d are there already.", report.already_there),
        ),
        (
            report.unsubscribed,
            ngettext(
                "%(count)d had left and is not added.",
                "%(count)d had left and are not added.",
                report.unsubscribed,
            ),
        ),
        (
            report.suppressed,
            ngettext(
                "%(count)d gets no letter: theirs came back, were reported, or they asked to be forgotten.",
                "%(count)d get no letter: theirs came back, were reported, or they asked to be forgotten.",
                report.suppressed,
            ),
        ),
        (
            report.unconfirmed,
            ngettext(
                "%(count)d never confirmed: waits, and gets no letter.",
                "%(count)d never confirmed: they wait, and get no letter.",
                report.unconfirmed,
            ),
        ),
        (
            report.added_as_left + report.added_as_suppressed,
            ngettext(
                "%(count)d is kept as somebody who gets no letter, as the file says.",
                "%(count)d are kept as people who get no letter, as the file says.",
                report.added_as_left + report.added_as_suppressed,
            ),
        ),
        (
            report.stopped,
            ngettext(
                "%(count)d subscriber gets no further letter, as the file says.",
                "%(count)d subscribers get no further letter, as the file says.",
                report.stopped,
            ),
        ),
    ]
    said = [sentence % {"count": count} for count, sentence in counted if count]
    if report.bad_lines:
        said.append(gettext("No address in lines %(lines)s.") % {"lines": _numbers(report.bad_lines)})
    if report.unknown_choices:
        said.append(
            gettext("A choice or a date that is not known in lines %(lines)s; the rest of the line is kept.")
            % {"lines": _numbers(report.unknown_choices)}
        )
    if report.unread:
        said.append(gettext("Columns that are not read: %(names)s.") % {"names": ", ".join(report.unread)})
    return said or [gettext("The file has nobody.")]


def _numbers(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:_SHOWN])) + ("…" if len(lines) > _SHOWN else "")
