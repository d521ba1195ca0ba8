"""The page of comments: held ones first, with buttons that decide on one comment or on all ticked ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rotative.comments import actions
from rotative.comments.models import Comment
from rotative.core import addresses
from rotative.core.errors import RotativeError
from rotative.desk.articles.door import shared_title
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView

DECISIONS: dict[str, Callable[..., None]] = {
    "show": actions.show,
    "reject": actions.reject,
    "spam": actions.spam,
    "erase": actions.erase,
}
LABELS = {"show": _("Show"), "reject": _("Reject"), "spam": _("Spam"), "erase": _("Erase")}
# The decisions offered in each state.
OFFERED: dict[str, tuple[str, ...]] = {
    Comment.State.HELD: ("show", "reject", "spam", "erase"),
    Comment.State.SHOWN: ("reject", "spam", "erase"),
    Comment.State.REJECTED: ("show", "spam", "erase"),
    Comment.State.SPAM: ("show", "erase"),
    Comment.State.ERASED: (),
}
# Decisions that nobody can take back.
ASKED = ("erase",)
PER_PAGE = 30


def _done(decision: str, count: int) -> str:
    """Return the sentence that says what was done with so many comments."""
    sentences = {
        "show": ngettext("%(count)d comment is shown.", "%(count)d comments are shown.", count),
        "reject": ngettext("%(count)d comment is rejected.", "%(count)d comments are rejected.", count),
        "spam": ngettext(
            "%(count)d comment is marked as spam.", "%(count)d comments are marked as spam.", count
        ),
        "erase": ngettext("%(count)d comment is erased.", "%(count)d comments are erased.", count),
    }
    return sentences[decision] % {"count": count}


class CommentsView(DeskView):
    """The comments of one state: held ones oldest first, others newest first."""

    model = Comment
    template_name = "desk/comments.html"
    page_title = _("Comments")
    header_icon = "comment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self._state()
        offered = OFFERED[state] if self.may_act() else ()
        page = self._page(state)
        context: dict[str, Any] = super().get_context_data(
            tabs=self._tabs(state),
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            rows=[
                (comment, addresses.href(comment.article.path or ""), shared_title(comment.article))
                for comment in page
            ],
            decisions=[(name, LABELS[name]) for name in offered],
            moderates=self.may_act(),
            query=self.request.GET.get("q", ""),
            state=state,
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide on one comment (`decision` = "show:7") or on the ticked ones (`decision` = "show").

        Erasing is done with `sure` alone; without it the page asks.
        """
        name, _colon, single = request.POST.get("decision", "").partition(":")
        ids = [single] if single else request.POST.getlist("comment")
        if name in DECISIONS and all(one.isdecimal() for one in ids):
            chosen = Comment.objects.filter(pk__in=ids)
            if name in ASKED and request.POST.get("sure") != "1" and chosen.exists():
                return self._ask(name, chosen)
            self._decide(name, chosen)
        query = request.GET.urlencode()
        return redirect(reverse("desk_comments") + (f"?{query}" if query else ""))

    def _ask(self, name: str, comments: QuerySet[Comment]) -> HttpResponse:
        """Ask before what cannot be undone, with the number and the comments themselves."""
        rows = list(comments.exclude(state=Comment.State.ERASED).only("name", "text", "written_at"))
        query = self.request.GET.urlencode()
        context = super().get_context_data(
            decision=name, rows=rows, back=reverse("desk_comments") + (f"?{query}" if query else "")
        )
        return TemplateResponse(self.request, "desk/comments_ask.html", context)

    def _decide(self, name: str, comments: QuerySet[Comment]) -> None:
        decided = 0
        for comment in comments:
            try:
                DECISIONS[name](comment, by=self.request.user)
                decided += 1
            except RotativeError as error:
                self.tell(error)
        if decided:
            messages.success(self.request, _done(name, decided))

    def _state(self) -> str:
        wanted = self.request.GET.get("state", Comment.State.HELD)
        return wanted if wanted in Comment.State.values else Comment.State.HELD

    def _tabs(self, current: str) -> list[dict[str, Any]]:
        counts = dict(Comment.objects.order_by().values_list("state").annotate(Count("pk")))
        return [
            {
                "url": f"?state={state.value}",
                "label": state.label,
                "count": counts.get(state.value, 0),
                "current": state.value == current,
            }
            for state in Comment.State
        ]

    def _page(self, state: str) -> Page:
        order = ("written_at", "pk") if state == Comment.State.HELD else ("-written_at", "-pk")
        rows = (
            Comment.objects.filter(state=state)
            .select_related("article", "decided_by", "parent")
            .only(
                "name", "email", "text", "state", "written_at", "reason", "decided_at",
                "article__headline", "article__path", "article__live", "article__section", "decided_by__username",
                "decided_by__first_name", "decided_by__last_name", "parent__name",
            )
            .order_by(*order)
        )  # fmt: skip
        if query := self.request.GET.get("q"):
            rows = rows.filter(text__icontains=query)
        if (article := self.request.GET.get("article", "")).isdecimal():
            rows = rows.filter(article=int(article))
        page: Page = PatientPaginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return page
