"""Subjects that the archive's articles name: which ones, in which articles, and what the desk does with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rotative.articles.models import Article, SubjectSuggestion, SubjectSuggestionQuerySet, SuggestionBatch
from rotative.articles.models.subject_suggestion import UNDO_DAYS
from rotative.articles.permissions import policy
from rotative.articles.suggesting import deciding
from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.core.requests import parse_id
from rotative.desk.paginator import PatientPaginator
from rotative.desk.views import DeskView
from rotative.subjects.finding import Reason, words
from rotative.subjects.models import Subject

SUBJECTS_PER_PAGE = 50
# Articles on a page: the first if nothing else is asked for.
PER_PAGE = (100, deciding.MOST)
# Decisions that the list of subjects shows.
DECISIONS_SHOWN = 10
_LIST = reverse_lazy("wagtailsnippets_subjects_subject:list")
_SUGGESTED = reverse_lazy("desk_suggested_subjects")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A suggestion as the page shows it."""

    article: Article
    # The line of the text, before the name, the name, after it.
    before: str
    name: str
    after: str
    is_main: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision that a user took, and may undo."""

    batch: SuggestionBatch
    text: str


class SuggestionsView(DeskView):
    """A page for those who publish: what they add here, readers see at once."""

    model = Article
    to_see = ("publish",)
    to_act = "publish"
    header_icon = "tag"

    def rows(self) -> SubjectSuggestionQuerySet:
        """Return the suggestions for articles that the user may publish."""
        user: Any = self.request.user
        rows = SubjectSuggestion.objects.all()
        return (
            rows if policy.publishes_everything(user) else rows.filter(article__in=policy.publishable(user))
        )

    def may_change(self) -> SubjectSuggestionQuerySet:
        """Leave out articles that a colleague has locked."""
        locked = Q(article__locked=True) & ~Q(article__locked_by=self.request.user)
        return self.rows().exclude(locked)


class SubjectsView(SuggestionsView):
    """The subjects with the number of articles that wait, most first; below them the latest decisions."""

    template_name = "desk/subjects/suggested_subjects.html"
    page_title = gettext_lazy("Suggestions")
    above = ((gettext_lazy("Subjects"), _LIST),)
    http_method_names = ("get", "head", "options")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = self.rows().waiting().order_by().values_list("subject").annotate(count=Count("pk"))
        page = PatientPaginator(list(counted.order_by("-count", "subject")), SUBJECTS_PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        subjects = Subject.objects.prefetch_related("names").in_bulk([pk for pk, _count in page])
        context: dict[str, Any] = super().get_context_data(
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            subjects=[(subjects[pk], count) for pk, count in page if pk in subjects],
            decisions=list(_decisions(self._batches())),
            undo_days=UNDO_DAYS,
            **kwargs,
        )
        return context

    def _batches(self) -> QuerySet[SuggestionBatch]:
        since = clock.now() - timedelta(days=UNDO_DAYS)
        rows = SuggestionBatch.objects.filter(decided_at__gte=since).order_by("-decided_at")
        user: Any = self.request.user
        if not policy.publishes_everything(user):
            rows = rows.filter(by=user)
        return rows[:DECISIONS_SHOWN]


class SubjectView(SuggestionsView):
    """The articles that name one subject, newest first. `done` in the address: what was decided last."""

    template_name = "desk/subjects/suggested_articles.html"
    above = ((gettext_lazy("Subjects"), _LIST), (gettext_lazy("Suggestions"), _SUGGESTED))

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.subject = get_object_or_404(Subject, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.may_change().waiting().filter(subject=self.subject).newest_first()
        rows = rows.select_related("article__section", "article__locale")
        per = _number(self.request.GET.get("per"))
        per = per if per in PER_PAGE else PER_PAGE[0]
        page = PatientPaginator(rows, per).get_page(self.request.GET.get("p"))
        last = SuggestionBatch.objects.filter(pk=_number(self.request.GET.get("done")), subject=self.subject)
        context: dict[str, Any] = super().get_context_data(
            subject=self.subject,
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number),
            rows=[_shown(row) for row in page],
            per=per,
            sizes=PER_PAGE,
            done=next(_decisions(last), None),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Add the subject to the ticked articles (`act` = "add"), or refuse it for them ("refuse")."""
        decide = {"add": deciding.add, "refuse": deciding.refuse}.get(request.POST.get("act", ""))
        ticked = [_number(one) for one in request.POST.getlist("article")[: deciding.MOST]]
        user: Any = request.user
        asked = {name: request.POST[name] for name in ("p", "per") if request.POST.get(name, "").isdecimal()}
        if decide is not None and ticked:
            rows = self.may_change().filter(article__in=ticked)
            batch = decide(rows, subject_id=self.subject.pk, by=user)
            if batch is not None:
                asked["done"] = str(batch.pk)
        if "done" not in asked:
            messages.warning(request, _("No article was changed: tick those that you mean."))
        address = reverse("desk_subject_suggestions", args=[self.subject.pk])
        return redirect(f"{address}?{urlencode(asked)}")


class UndoView(SuggestionsView):
    """The address that undoes a decision."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Undo the decision that `batch` names."""
        batch = get_object_or_404(SuggestionBatch, pk=_number(request.POST.get("batch")))
        try:
            count = deciding.undo(batch, self.may_change())
        except RotativeError as error:
            self.tell(error)
        else:
            text = ngettext(
                "Undone for %(count)d article: it waits for a decision again.",
                "Undone for %(count)d articles: they wait for a decision again.",
                count,
            )
            messages.success(request, text % {"count": count})
        return redirect("desk_subject_suggestions", batch.subject_id)


def _number(text: str | None) -> int:
    """Return the number that an address or a form names; 0 for none."""
    return parse_id(text or "") or 0


def _shown(row: SubjectSuggestion) -> Shown:
    return Shown(
        article=row.article,
        before=row.line[: row.starts],
        name=row.line[row.starts : row.ends],
        after=row.line[row.ends :],
        is_main=row.is_main,
        reason=words(Reason(**row.reason), _),
    )


def _decisions(batches: Iterable[SuggestionBatch]) -> Iterator[Decision]:
    found = list(batches)
    counted = SubjectSuggestion.objects.filter(batch__in=[one.pk for one in found]).order_by()
    counts = dict(counted.values_list("batch").annotate(count=Count("pk")))
    subjects = Subject.objects.prefetch_related("names").in_bulk([one.subject_id for one in found])
    for one in found:
        if not (count := counts.get(one.pk)):
            # Its articles were withdrawn since, or it was undone.
            continue
        added = ngettext(
            "“%(name)s” was added to %(count)d article.", "“%(name)s” was added to %(count)d articles.", count
        )
        refused = ngettext(
            "“%(name)s” will not be suggested for %(count)d article again.",
            "“%(name)s” will not be suggested for %(count)d articles again.",
            count,
        )
        told = {"name": subjects[one.subject_id], "count": count}
        yield Decision(batch=one, text=(added if one.added else refused) % told)
