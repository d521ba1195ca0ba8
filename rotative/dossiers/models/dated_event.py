"""Events of a dossier, with their sources."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from rotative.core.fields.vague_date_field import DayOfField, VagueDateField
from rotative.dossiers.models.matter import Dossier


class EventKind(models.TextChoices):
    ANNOUNCEMENT = "announcement", _("Announcement")
    DECISION = "decision", _("Decision")
    VOTE = "vote", _("Vote")
    AGREEMENT = "agreement", _("Agreement")
    MEETING = "meeting", _("Meeting")
    REPORT = "report", _("Report")
    COURT = "court", _("Court")
    WORKS = "works", _("Works")
    PROTEST = "protest", _("Protest")
    INCIDENT = "incident", _("Incident")
    OTHER = "other", _("Other")


class Event(ClusterableModel):
    """An event on a day or in a period. Readers see it as long as one of its sources is published."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="events", verbose_name=_("dossier")
    )
    when = VagueDateField(
        _("when"),
        help_text=_("As precisely as it is known: 12/06/2026, June 2026, spring 2026, 2026, or a period."),
    )
    # The first and the last day.
    on = DayOfField(_("date"), of="when")
    until = DayOfField(of="when", last=True)
    text = models.TextField(_("what happened"))
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.OTHER)
    place = models.ForeignKey(
        "subjects.Subject",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("place"),
    )
    added_at = models.DateTimeField(auto_now_add=True)
    # The row in the form of an article that made it, and the article.
    origin = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    made_by = models.ForeignKey(
        "articles.Article", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["dossier", "-on"], name="event_dossier_newest")]

    def __str__(self) -> str:
        return f"{self.when}: {self.text[:60]}"


class EventParticipant(Orderable):
    """A subject that took part in an event."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="participants")
    subject = models.ForeignKey(
        "subjects.Subject", on_delete=models.CASCADE, related_name="+", verbose_name=_("subject")
    )

    def __str__(self) -> str:
        return str(self.subject)


class EventSource(Orderable):
    """A source of an event: an article, or a document from elsewhere.

    A source whose article is deleted stays empty, so that the event does not come back to the page without any.
    """

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="sources")
    article = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("article"),
    )
    document = models.ForeignKey(
        "dossiers.OutsideDocument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("outside document"),
    )

    def __str__(self) -> str:
        return str(self.article or self.document or "")

    def clean(self) -> None:
        super().clean()
        if (self.article_id is None) == (self.document_id is None):
            raise ValidationError(_("Choose an article or an outside document."))


class Development(Orderable):
    """A line in the form of an article: it is a development of a dossier. Publication makes it an event."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="developments")
    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier")
    )
    text = models.TextField(_("what happened, in a sentence"))
    when = VagueDateField(_("when"), blank=True, help_text=_("Left empty: the day of publication."))
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.OTHER)
    origin = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("development")

    def __str__(self) -> str:
        return self.text[:60]
