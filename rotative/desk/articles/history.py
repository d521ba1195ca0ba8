"""The history of an article: one line for each session of writing, and each publication by its name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.models import ModelLogEntry
from wagtail.snippets.views.snippets import HistoryView

from rotative.desk.articles.listing import HourColumn

# Saves by one colleague belong to one session when no more time than this passes between them.
PAUSE = timedelta(minutes=30)
_SAVED = "wagtail.edit"


class ArticleHistoryView(HistoryView):
    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns, with the hour in the place of "0 minutes ago"."""
        columns: list[Column] = super().columns
        hour = HourColumn("timestamp", label=_("Date"), width="15%")
        return [hour if isinstance(column, DateColumn) else column for column in columns]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave out a save that the same colleague follows with another one soon: the last of a session stays."""
        entries: QuerySet[Any] = super().get_base_queryset()
        later = ModelLogEntry.objects.filter(
            content_type=OuterRef("content_type"),
            object_id=OuterRef("object_id"),
            timestamp__gt=OuterRef("timestamp"),
        ).order_by("timestamp", "pk")
        marked = entries.annotate(
            next_action=Subquery(later.values("action")[:1]),
            next_user=Subquery(later.values("user")[:1]),
            next_at=Subquery(later.values("timestamp")[:1]),
        )
        # Written so that an entry without a next one, whose values are NULL, stays.
        kept: QuerySet[Any] = marked.filter(
            ~Q(action=_SAVED)
            | Q(next_action__isnull=True)
            | ~Q(next_action=_SAVED)
            | Q(next_user__isnull=True)
            | ~Q(next_user=F("user"))
            | Q(next_at__gt=F("timestamp") + PAUSE)
        )
        return kept
