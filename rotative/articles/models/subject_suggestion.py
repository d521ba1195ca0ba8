"""Subjects that the archive's articles name and do not have: found by a walk, added or refused at the desk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from rotative.core import clock

# A decision about suggestions can be undone so many days.
UNDO_DAYS = 30
# Letters of the line in which a subject is named.
LINE = 240


class SuggestionBatch(models.Model):
    """Suggestions of one subject that a user added or refused together, so that it can be undone."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    # Added to the articles; otherwise refused.
    added = models.BooleanField()
    decided_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["-decided_at", "-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SubjectSuggestionQuerySet(models.QuerySet["SubjectSuggestion"]):
    def waiting(self) -> SubjectSuggestionQuerySet:
        """Keep those about which nobody has decided."""
        return self.filter(batch__isnull=True)

    def newest_first(self) -> SubjectSuggestionQuerySet:
        return self.order_by("-published_at", "-article_id")


class SubjectSuggestion(models.Model):
    """A subject that a live article names and does not have."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.CASCADE, related_name="+")
    # The article's own date, repeated here for the index.
    published_at = models.DateTimeField()
    # Whether the article is about it; otherwise it only mentions it.
    is_main = models.BooleanField()
    # The fields of subjects.finding.Reason that are not what they are anyway.
    reason = models.JSONField(default=dict)
    line = models.CharField(max_length=LINE)
    # The place of the name in the line.
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    # The decision about it; None while it waits.
    batch = models.ForeignKey(
        SuggestionBatch, null=True, on_delete=models.CASCADE, related_name="suggestions"
    )

    objects = SubjectSuggestionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "subject"], name="subjectsuggestion_once")]
        indexes = [
            models.Index(
                fields=["subject", "-published_at", "-article"],
                condition=Q(batch__isnull=True),
                name="suggestion_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.line


class SuggestionWalk(models.Model):
    """A walk through the archive's articles, and how far it is."""

    # Its language, the first day and the subject to which it is limited: "fr|2020-01-01|7", "||".
    scope = models.CharField(max_length=60, unique=True)
    # A digest of all names when it began.
    vocabulary = models.CharField(max_length=32)
    began_at = models.DateTimeField()
    # Only articles edited since then are looked at; None for all.
    edited_since = models.DateTimeField(null=True)
    # The last article that was looked at; None at the beginning.
    published_at = models.DateTimeField(null=True)
    article_id = models.BigIntegerField(null=True)
    is_finished = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.scope
