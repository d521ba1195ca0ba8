"""A mailing, and the variants of its letter."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from rotative.core import clock

# The priority of a mailing that does not say another: 1 goes before 5, and 5 before 9.
PRIORITY = 5


def ready_to_leave(now: datetime, *, of: str = "") -> Q:
    """Return the condition of mailings that may be handed over. of: the path to the mailing, "mailing__" for a chunk."""
    return Q(**{f"{of}leaves_at": None}) | Q(**{f"{of}leaves_at__lte": now})


class MailingQuerySet(models.QuerySet["Mailing"]):
    def frozen(self) -> "MailingQuerySet":
        return self.filter(state=Mailing.State.FROZEN)

    def sending(self) -> "MailingQuerySet":
        return self.filter(state=Mailing.State.SENDING)

    def sent(self) -> "MailingQuerySet":
        return self.filter(state=Mailing.State.SENT)

    def stopped(self) -> "MailingQuerySet":
        return self.filter(state=Mailing.State.STOPPED)

    def under_way(self) -> "MailingQuerySet":
        """Return the mailings whose letters are to go out now."""
        return self.sending().filter(ready_to_leave(clock.now()), paused_at=None)

    def most_urgent_first(self) -> "MailingQuerySet":
        return self.order_by("priority", "pk")


class Mailing(models.Model):
    """One letter to many readers: it exists from the moment its audience is frozen."""

    class State(models.TextChoices):
        # A paused mailing is still `sending`: `paused_at` says since when it waits.
        # Not translated: people see the state of what was mailed, an edition's for example.
        FROZEN = "frozen"
        SENDING = "sending"
        SENT = "sent"
        STOPPED = "stopped"

    # "edition", "alert": it is in the Feedback-ID, and names the mailing to the app that made it.
    kind = models.CharField(max_length=20)
    # The list's part of the List-Id: "letter" gives fr.letter.example.org.
    list_name = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    # The day the letter is for, in the outlet's time zone.
    day = models.DateField()
    # The mailing's own; a variant may have another.
    subject_line = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.FROZEN)
    # 1 goes first.
    priority = models.PositiveSmallIntegerField(default=PRIORITY)
    # A reader who confirms later does not get this mailing. It is the Date of every letter.
    audience_frozen_at = models.DateTimeField()
    # No letter is handed over before, and until then the mailing can be called back; None means at once.
    leaves_at = models.DateTimeField(null=True, blank=True)
    # Letters that were not handed over by then are skipped; None means no limit.
    not_after = models.DateTimeField(null=True, blank=True)
    # Letters wait since then, until the mailing is resumed.
    paused_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["frozen", "sending", "sent", "stopped"]),
                name="mailing_state_known",
            ),
        ]
        # The few whose letters go out: the worker asks for them several times a second.
        indexes = [
            models.Index(
                fields=["priority", "id"], condition=models.Q(state="sending"), name="mailing_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day} ({self.language})"


class Variant(models.Model):
    """A mailing's letter for one selection: rendered once, then only joined with each reader's own links."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="variants")
    # Digest of minutes, sections, subjects and dossiers.
    selection = models.CharField(max_length=32)
    minutes = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    dossiers = models.JSONField(default=list)
    # The time to read it.
    seconds = models.PositiveIntegerField()
    subject_line = models.TextField()
    html = models.TextField()
    text = models.TextField()
    # See message.content.Content. A variant with a trouble and without words could not be written at all.
    shortened = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing", "selection"], name="variant_once")]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.selection[:8]}"

    @property
    def written(self) -> bool:
        """False if its letter could not be written; then its readers get none."""
        return bool(self.html)
