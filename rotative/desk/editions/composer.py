"""One edition at the desk: read as it will be read, shortened, swapped and reordered, approved, sent or stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.core.requests import parse_id
from rotative.desk.editions.asking import Question, question_about
from rotative.desk.editions.board import COMPOSER_MINUTES, board
from rotative.desk.editions.words import full_name, held_s, own_name, zone
from rotative.desk.forms import story_search
from rotative.desk.outlet import outlet_clock
from rotative.desk.views import DeskView
from rotative.editions import actions, reads
from rotative.editions.composing.compose import Kind
from rotative.editions.letter.sample_letter import send_test
from rotative.editions.models import Edition, EditionItem
from rotative.mail.sending.selection import Selection
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber


class OneEditionView(DeskView):
    """A page about one edition, with tabs to its other pages and to the same day in the other languages."""

    model = Edition
    header_icon = "mail"
    # The open tab.
    tab = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.edition = get_object_or_404(Edition, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{outlet_clock.weekday(self.edition.edition_on)} · {own_name(self.edition.language)}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        items.insert(1, {"url": reverse("desk_editions"), "label": gettext_lazy("Editions")})
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = {
            "desk_edition": gettext_lazy("Compose"),
            "desk_preview": gettext_lazy("Preview"),
            "desk_delivery": gettext_lazy("Delivery"),
        }
        context: dict[str, Any] = super().get_context_data(
            edition=self.edition,
            tabs=[
                {
                    "url": reverse(name, args=[self.edition.pk]),
                    "label": label,
                    "current": name == self.tab,
                }
                for name, label in pages.items()
            ],
            twins=self._twins(),
            may_act=self.may_act(),
            **kwargs,
        )
        return context

    def _twins(self) -> list[dict[str, Any]]:
        """List the editions of the same day, this one among them; none when it is alone."""
        same_day = Edition.objects.filter(edition_on=self.edition.edition_on).order_by("language")
        twins = [
            {
                "url": reverse(self.tab, args=[pk]),
                "label": own_name(language),
                "language": language,
                "current": pk == self.edition.pk,
            }
            for pk, language in same_day.values_list("pk", "language")
        ]
        return twins if len(twins) > 1 else []


class EditionView(OneEditionView):
    """The composer."""

    template_name = "desk/edition.html"
    tab = "desk_edition"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        context: dict[str, Any] = super().get_context_data(
            **board(edition),
            audience=Subscriber.objects.confirmed().filter(language=edition.language).count(),
            editable=self.may_act() and edition.state == Edition.State.DRAFT,
            doubt=reads.status(edition).doubt,
            held_s=held_s(edition),
            approver=full_name(edition.approved_by),
            **self._search(),
            **kwargs,
        )
        return context

    def _search(self) -> dict[str, Any]:
        """Look for an article to add; nothing is looked up before somebody asks."""
        asked = self.request.GET.get("q")
        if asked is None or self.edition.state != Edition.State.DRAFT:
            return {"asked": None, "found": ()}
        printed = set(self.edition.items.filter(position__isnull=False).values_list("article_id", flat=True))
        found = story_search.published(asked, language=self.edition.language)
        return {"asked": asked, "found": [(article, article.pk in printed) for article in found]}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do one act: `act` names it, `item` the story it is about. A script posts the same and reads the same page.

        Sending to everybody, and stopping for good, are done with `sure` alone; without it the page asks.
        """
        name = request.POST.get("act", "")
        question = question_about(self.edition, name) if request.POST.get("sure") != "1" else None
        if question is not None:
            return self._ask(question)
        act = ACTS.get(name)
        try:
            if act is not None:
                act(self.edition, request)
            if name == "call_back":
                messages.success(request, gettext("The letters are called back; none has left."))
            if name == "test":
                messages.success(request, gettext("The test letter is on its way to you."))
        except AskedAgain:
            self.edition.refresh_from_db()
            return self._ask(question_about(self.edition, "send"))
        except RotativeError as error:
            self.tell(error)
        item = request.POST.get("item", "")
        page = reverse(_page_after(request), args=[self.edition.pk])
        return redirect(page + (f"#story-{item}" if item.isdecimal() else ""))

    def _ask(self, question: Question | None) -> HttpResponse:
        context = super().get_context_data(question=question, back=reverse(self.tab, args=[self.edition.pk]))
        return TemplateResponse(self.request, "desk/edition_ask.html", context)


Act = Callable[[Edition, HttpRequest], Any]


def _page_after(request: HttpRequest) -> str:
    """Return the page to show after an act: sending is watched on the page of deliveries."""
    if request.POST.get("from") == "preview":
        return "desk_preview"
    started = request.POST.get("act") in ("send", "pause", "resume", "retry", "resend")
    return "desk_delivery" if started or request.POST.get("from") == "delivery" else "desk_edition"


def _item(edition: Edition, request: HttpRequest, name: str = "item") -> EditionItem:
    return get_object_or_404(edition.items, pk=parse_id(request.POST.get(name, "")) or 0)


def _article(request: HttpRequest) -> int:
    return parse_id(request.POST.get("article", "")) or 0


def _line(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").split())


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def _length(edition: Edition, request: HttpRequest) -> None:
    item = _item(edition, request)
    kind = request.POST.get("kind", "")
    if any(offer["kind"] == kind for offer in item.renditions):
        actions.set_length(item, Kind(kind))


def _shift(by: int) -> Act:
    def act(edition: Edition, request: HttpRequest) -> None:
        item = _item(edition, request)
        order = _order(edition)
        if item.article_id not in order:
            return
        place = order.index(item.article_id)
        order.insert(max(0, place + by), order.pop(place))
        actions.reorder(edition, order)

    return act


def _reorder(edition: Edition, request: HttpRequest) -> None:
    """Set the whole order at once, as after a story was dropped with the pointer: ids of items, with commas."""
    wanted = [int(part) for part in request.POST.get("order", "").split(",") if part.isdecimal()]
    articles = dict(edition.items.filter(pk__in=wanted).values_list("pk", "article"))
    actions.reorder(edition, [articles[pk] for pk in wanted if pk in articles])


def _order(edition: Edition) -> list[int]:
    printed = edition.items.filter(position__isnull=False).order_by("position")
    return list(printed.values_list("article", flat=True))


def _rewrite(edition: Edition, request: HttpRequest) -> None:
    if headline := _line(request, "headline"):
        actions.rewrite(_item(edition, request), headline=headline, text=_text(request, "text"))


def _words(edition: Edition, request: HttpRequest) -> None:
    """Set the lines around the stories."""
    actions.word(
        edition,
        subject_line=_line(request, "subject_line"),
        preheader=_line(request, "preheader"),
        intro=_text(request, "intro"),
    )


def _budget(edition: Edition, request: HttpRequest) -> None:
    wanted = request.POST.get("budget_s", "")
    if wanted in {str(minutes * 60) for minutes in COMPOSER_MINUTES}:
        actions.set_budget(edition, int(wanted))


def _moment(edition: Edition, request: HttpRequest) -> datetime | None:
    """Read the typed hour, in the outlet's time zone; None when there is none."""
    try:
        typed = datetime.fromisoformat(request.POST.get("send_at", ""))
    except ValueError:
        return None
    return typed.replace(tzinfo=zone(edition.language))


class AskedAgain(Exception):
    """The hour that was typed has passed: everybody would get the letter at once, so that the page asks first."""


def _approve(edition: Edition, request: HttpRequest) -> None:
    by = request.user if isinstance(request.user, User) else None
    send_at = _moment(edition, request)
    passed = send_at is not None and send_at <= clock.now()
    actions.approve(edition, by=by, send_at=None if passed else send_at)
    if passed:
        raise AskedAgain()


def _schedule(edition: Edition, request: HttpRequest) -> None:
    send_at = _moment(edition, request)
    if send_at is not None and send_at <= clock.now():
        raise AskedAgain()
    actions.schedule(edition, send_at)


def _test(edition: Edition, request: HttpRequest) -> None:
    """Send the letter to the colleague who asks, for the minutes that are given, or the edition's own."""
    wanted = request.POST.get("minutes", "")
    minutes = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else edition.budget_s // 60
    send_test(edition, Selection(minutes=minutes), to=getattr(request.user, "email", ""))


ACTS: dict[str, Act] = {
    "compose": lambda edition, request: actions.compose_edition(edition.edition_on, edition.language),
    "budget": _budget,
    "approve": _approve,
    "schedule": _schedule,
    "test": _test,
    "unschedule": lambda edition, request: actions.schedule(edition, None),
    "reopen": lambda edition, request: actions.reopen(edition),
    "send": lambda edition, request: actions.start_sending(edition, wait_s=actions.CALL_BACK_S),
    "call_back": lambda edition, request: actions.call_back(edition),
    "pause": lambda edition, request: actions.pause(edition),
    "resume": lambda edition, request: actions.resume(edition),
    "stop": lambda edition, request: actions.stop(edition),
    "resend": lambda edition, request: actions.resend_doubtful(edition),
    "retry": lambda edition, request: actions.retry(edition),
    "pin": lambda edition, request: actions.pin(_item(edition, request)),
    "unpin": lambda edition, request: actions.pin(_item(edition, request), pinned=False),
    "drop": lambda edition, request: actions.set_length(_item(edition, request), None),
    "add": lambda edition, request: actions.add_story(edition, _article(request)),
    "offer": lambda edition, request: actions.offer_story(edition, _article(request)),
    "put": lambda edition, request: actions.put_in(_item(edition, request)),
    "swap": lambda edition, request: actions.swap(_item(edition, request), _item(edition, request, "other")),
    "length": _length,
    "up": _shift(-1),
    "down": _shift(1),
    "order": _reorder,
    "rewrite": _rewrite,
    "words": _words,
}
