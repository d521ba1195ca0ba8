"""The daily letter at the desk: composed, edited story by story, read, approved, sent, stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView
from rotative.editions import actions, audience, reads
from rotative.editions.compose import REASONS, RESERVE_S, Kind, Verdict
from rotative.editions.errors import NotDraft
from rotative.editions.models import Edition, EditionItem
from rotative.editions.selections import Selection
from rotative.masthead import reads as masthead
from rotative.masthead.models import MastheadLanguage
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber

PER_PAGE = 30
KINDS = {
    Kind.LONG: gettext_lazy("Long"),
    Kind.SHORT: gettext_lazy("Short"),
    Kind.HEADLINE: gettext_lazy("Headline"),
}


def clock_face(seconds: int) -> str:
    """Minutes and seconds: "4:37"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def today(language: str) -> date:
    """The day it is where the outlet is."""
    return clock.now().astimezone(ZoneInfo(masthead.outlet(language).time_zone)).date()


def languages() -> list[tuple[str, str]]:
    """The outlet's languages, each under its own name."""
    codes = MastheadLanguage.objects.order_by("sort_order", "pk").values_list("language", flat=True)
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in codes]


class EditionsView(DeskView):
    """The editions, newest first, and the button that composes one."""

    model = Edition
    template_name = "desk/editions.html"
    page_title = gettext_lazy("Editions")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        printed = Count("items", filter=Q(items__position__isnull=False))
        rows = Edition.objects.newest_first().annotate(printed=printed)
        page = PatientPaginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        offered = languages()
        context: dict[str, Any] = super().get_context_data(
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            languages=offered,
            today=today(offered[0][0]) if offered else clock.now().date(),
            may_act=self.may_act(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compose the edition of a day and language."""
        try:
            on = date.fromisoformat(request.POST.get("on", ""))
        except ValueError:
            return redirect("desk_editions")
        try:
            edition = actions.compose_edition(on, request.POST.get("language", ""))
        except RotativeError as error:
            self.tell(error)
            return redirect("desk_editions")
        return redirect("desk_edition", edition.pk)


class EditionView(DeskView):
    """One edition: what it prints with its length, what was left out and why, the letter, the buttons."""

    model = Edition
    template_name = "desk/edition.html"
    header_icon = "mail"
    above = ((gettext_lazy("Editions"), reverse_lazy("desk_editions")),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.edition = get_object_or_404(Edition, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        day = date_format(self.edition.edition_on, "l j F Y")
        return f"{day} · {self.edition.language}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        items = list(
            edition.items.select_related("article__section")
            .only("edition", "position", "kind", "headline", "text", "seconds", "pinned", "verdict", "verdict_fields",
                  "renditions", "article__section__name", "article__headline")
            .order_by("position", "pk")
        )  # fmt: skip
        printed = [item for item in items if item.position is not None]
        seconds = RESERVE_S + sum(item.seconds for item in printed)
        context: dict[str, Any] = super().get_context_data(
            edition=edition,
            printed=[row(item) for item in printed],
            left_out=[row(item) for item in items if item.position is None],
            total=clock_face(seconds),
            budget=clock_face(edition.budget_s),
            too_long=seconds > edition.budget_s,
            share=min(100, round(100 * seconds / edition.budget_s)),
            status=reads.status(edition),
            audience=Subscriber.objects.confirmed().filter(language=edition.language).count(),
            editable=self.may_act() and edition.state == Edition.State.DRAFT,
            may_act=self.may_act(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """One act: `act` names it, `item` the story it is about."""
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is not None:
                act(self.edition, request)
        except RotativeError as error:
            self.tell(error)
        return redirect("desk_edition", self.edition.pk)


class LetterView(DeskView):
    """The letter as a reader gets it, in HTML or in plain text."""

    model = Edition

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = get_object_or_404(Edition, pk=kwargs["pk"])
        try:
            letter = audience.render(edition, Selection(minutes=edition.budget_s // 60))
        except (RotativeError, IndexError) as error:
            # A draft without a story has no letter yet.
            text = _(error.message) % error.fields if isinstance(error, RotativeError) else ""
            return HttpResponse(text, content_type="text/plain; charset=utf-8")
        if kwargs["part"] == "text":
            return HttpResponse(letter.text, content_type="text/plain; charset=utf-8")
        response = HttpResponse(letter.html)
        response["Content-Security-Policy"] = "sandbox; script-src 'none'"
        return response


def row(item: EditionItem) -> dict[str, Any]:
    """A story of the edition as the page shows it."""
    reason = REASONS[Verdict(item.verdict)] if item.verdict else ""
    return {
        "item": item,
        "length": clock_face(item.seconds),
        "reason": _(reason) % item.verdict_fields if reason else "",
        "offers": [
            {
                "kind": offer["kind"],
                "label": KINDS[Kind(offer["kind"])],
                "length": clock_face(offer["seconds"]),
                "current": offer["kind"] == item.kind,
            }
            for offer in item.renditions
        ],
    }


Act = Callable[[Edition, HttpRequest], Any]


def _item(edition: Edition, request: HttpRequest) -> EditionItem:
    wanted = request.POST.get("item", "")
    return get_object_or_404(edition.items, pk=wanted if wanted.isdecimal() else 0)


def _length(edition: Edition, request: HttpRequest) -> None:
    item = _item(edition, request)
    kind = request.POST.get("kind", "")
    if any(offer["kind"] == kind for offer in item.renditions):
        actions.set_length(item, Kind(kind))


def _shift(by: int) -> Act:
    def act(edition: Edition, request: HttpRequest) -> None:
        item = _item(edition, request)
        order = list(
            edition.items.filter(position__isnull=False)
            .order_by("position")
            .values_list("article", flat=True)
        )
        if item.article_id not in order:
            return
        place = order.index(item.article_id)
        order.insert(max(0, place + by), order.pop(place))
        actions.reorder(edition, order)

    return act


def _approve(edition: Edition, request: HttpRequest) -> None:
    actions.approve(edition, by=request.user if isinstance(request.user, User) else None)


def _rewrite(edition: Edition, request: HttpRequest) -> None:
    headline = " ".join(request.POST.get("headline", "").split())
    if headline:
        text = request.POST.get("text", "").replace("\r\n", "\n").strip()
        actions.rewrite(_item(edition, request), headline=headline, text=text)


def _words(edition: Edition, request: HttpRequest) -> None:
    """The lines around the stories."""
    if edition.state != Edition.State.DRAFT:
        raise NotDraft(date=edition.edition_on, state=edition.get_state_display())
    edition.subject_line = " ".join(request.POST.get("subject_line", "").split())
    edition.preheader = " ".join(request.POST.get("preheader", "").split())
    edition.intro = request.POST.get("intro", "").replace("\r\n", "\n").strip()
    edition.save(update_fields=["subject_line", "preheader", "intro"])


ACTS: dict[str, Act] = {
    "compose": lambda edition, request: actions.compose_edition(edition.edition_on, edition.language),
    "approve": _approve,
    "reopen": lambda edition, request: actions.reopen(edition),
    "send": lambda edition, request: actions.start_sending(edition),
    "stop": lambda edition, request: actions.stop(edition),
    "resend": lambda edition, request: actions.resend_doubtful(edition),
    "pin": lambda edition, request: actions.pin(_item(edition, request)),
    "unpin": lambda edition, request: actions.pin(_item(edition, request), pinned=False),
    "drop": lambda edition, request: actions.set_length(_item(edition, request), None),
    "length": _length,
    "up": _shift(-1),
    "down": _shift(1),
    "rewrite": _rewrite,
    "words": _words,
}
