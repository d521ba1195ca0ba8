"""A front page at the desk, arranged as it looks: articles are placed, moved and worded, then shown to readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page

from rotative.core import addresses
from rotative.core.errors import RotativeError
from rotative.core.requests import parse_id
from rotative.desk.editions.words import full_name, own_name, zone
from rotative.desk.fronts.front_board import board, search
from rotative.desk.outlet.outlet_clock import spelt
from rotative.desk.views import DeskView
from rotative.masthead.reads import open_languages
from rotative.pages import actions
from rotative.pages.models import FrontPage
from rotative.staff.models import User

# Publications shown in the history.
REMEMBERED = 20
# Longest words of one's own, in characters.
_LONGEST = 300


class ArrangeView(DeskView):
    model = FrontPage
    to_see = ("change", "publish", "add")
    to_act = "publish"
    template_name = "desk/front.html"
    header_icon = "desktop"
    above = ((gettext_lazy("Front pages"), reverse_lazy("desk_fronts")),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        pages = FrontPage.objects.select_related("locale", "latest_revision")
        self.front: FrontPage = get_object_or_404(pages, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return gettext("Front page: %(language)s") % {"language": own_name(self.front.language)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = actions.draft_of(self.front)
        context: dict[str, Any] = super().get_context_data(
            front=self.front,
            language=self.front.language,
            twins=self._twins(),
            waiting=self.front.has_unpublished_changes,
            may_act=self._may_publish(),
            address=addresses.href(addresses.front(self.front.language)),
            history=self._history(),
            **board(draft),
            **search(draft, self.request.GET.get("q", ""), parse_id(self.request.GET.get("at", "")) or 0),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do one act: `act` names it. A script posts the same and reads the same page.

        Changes that wait are dropped with `sure` alone; without it the page asks.
        """
        if not self._may_publish():
            raise PermissionDenied
        name = request.POST.get("act", "")
        if name == "drop" and request.POST.get("sure") != "1":
            return self._ask()
        try:
            if name in ACTS:
                ACTS[name](self.front, request)
        except RotativeError as error:
            self.tell(error)
        else:
            if name == "publish":
                messages.success(request, gettext("The front page is published."))
        return redirect(reverse("desk_front", args=[self.front.pk]))

    def _ask(self) -> HttpResponse:
        context = super().get_context_data(back=reverse("desk_front", args=[self.front.pk]))
        return TemplateResponse(self.request, "desk/front_ask.html", context)

    def _may_publish(self) -> bool:
        user = _by(self.request)
        return user is not None and bool(self.front.permissions_for_user(user).can_publish())

    def _twins(self) -> list[dict[str, Any]]:
        fronts = FrontPage.objects.filter(locale__language_code__in=open_languages()).select_related("locale")
        return [
            {
                "url": reverse("desk_front", args=[front.pk]),
                "label": own_name(front.language),
                "language": front.language,
                "current": front.pk == self.front.pk,
            }
            for front in fronts.order_by("path")
        ]

    def _history(self) -> list[dict[str, Any]]:
        return [
            {
                "revision": entry.revision_id,
                "when": spelt(entry.timestamp),
                "who": full_name(entry.user),
                "current": entry.revision_id == self.front.live_revision_id,
            }
            for entry in actions.publications(self.front)[:REMEMBERED]
        ]


def to_the_board(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from Wagtail's form of a front page to the page on which it is arranged; from others nowhere."""
    front = page.specific_deferred
    return redirect("desk_front", front.pk) if isinstance(front, FrontPage) else None


Act = Callable[[FrontPage, HttpRequest], None]


def _article(request: HttpRequest) -> int:
    return parse_id(request.POST.get("article", "")) or 0


def _words(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").split())[:_LONGEST]


def _hour(front: FrontPage, request: HttpRequest) -> datetime | None:
    """Read the typed hour, in the outlet's time zone; None when there is none."""
    try:
        typed = datetime.fromisoformat(request.POST.get("until_at", ""))
    except ValueError:
        return None
    return typed.replace(tzinfo=zone(front.language))


def _by(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _place(front: FrontPage, request: HttpRequest) -> None:
    at = parse_id(request.POST.get("at", ""))
    actions.place(front, _article(request), -1 if at is None else at, by=_by(request))


def _take_out(front: FrontPage, request: HttpRequest) -> None:
    actions.take_out(front, _article(request), by=_by(request))


def _word(front: FrontPage, request: HttpRequest) -> None:
    actions.word(
        front,
        _article(request),
        kicker=_words(request, "kicker"),
        headline=_words(request, "headline"),
        until_at=_hour(front, request),
        by=_by(request),
    )


def _urgent(front: FrontPage, request: HttpRequest) -> None:
    actions.set_urgent(
        front,
        _words(request, "text"),
        article_id=parse_id(request.POST.get("article", "")),
        until_at=_hour(front, request),
        by=_by(request),
    )


def _bring_back(front: FrontPage, request: HttpRequest) -> None:
    published = actions.publications(front)
    entry = get_object_or_404(published, revision=parse_id(request.POST.get("revision", "")) or 0)
    actions.bring_back(front, entry.revision, by=_by(request))


ACTS: dict[str, Act] = {
    "place": _place,
    "out": _take_out,
    "word": _word,
    "urgent": _urgent,
    "not_urgent": lambda front, request: actions.set_urgent(
        front, "", article_id=None, until_at=None, by=_by(request)
    ),
    "publish": lambda front, request: actions.publish_front(front, by=_by(request)),
    "drop": lambda front, request: actions.drop_changes(front, by=_by(request)),
    "back": _bring_back,
}
