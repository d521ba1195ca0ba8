"""One day's letter in one language, and the stories considered for it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core import addresses
from rotative.editions.composing.compose import Kind

BUDGET_S = 300


class EditionQuerySet(models.QuerySet["Edition"]):
    def draft(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.DRAFT)

    def approved(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.APPROVED)

    def sending(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.SENDING)

    def under_way(self) -> "EditionQuerySet":
        """Those whose letters are to go out now."""
        return self.sending().filter(paused_at=None)

    def sent(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.SENT)

    def stopped(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.STOPPED)

    def public(self) -> "EditionQuerySet":
        """Those with a web copy."""
        return self.filter(state__in=[Edition.State.APPROVED, Edition.State.SENDING, Edition.State.SENT])

    def due(self, now: datetime) -> "EditionQuerySet":
        """Approved ones whose hour has come."""
        return self.approved().filter(send_at__lte=now)

    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-edition_on", "language")


class Edition(models.Model):
    """One day's letter in one language."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        STOPPED = "stopped", _("stopped")

    edition_on = models.DateField(_("date"))
    language = models.CharField(_("language"), max_length=5)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    budget_s = models.PositiveIntegerField(_("reading budget in seconds"), default=BUDGET_S)
    subject_line = models.TextField(_("subject line"), blank=True)
    # What mail programs show beside the subject line.
    preheader = models.TextField(_("preview line"), blank=True)
    intro = models.TextField(_("opening words"), blank=True)

    # Stories published in this span were considered.
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()
    composed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The worker sends it then; None means that somebody says so.
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    # The desk chose the order of the stories: composing again keeps it.
    arranged = models.BooleanField(default=False)
    # Whoever confirms later gets the next edition.
    audience_frozen_at = models.DateTimeField(null=True, blank=True)
    # News grow old: what could not be handed over by then is not sent any more.
    not_after = models.DateTimeField(_("not to be sent after"), null=True, blank=True)
    # Letters wait since then, until the desk lets them go on.
    paused_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["edition_on", "language"], name="edition_one_a_day"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "approved", "sending", "sent", "stopped"]),
                name="edition_state_known",
            ),
        ]
        indexes = [models.Index(fields=["language", "-edition_on"], name="edition_newest")]

    def __str__(self) -> str:
        return f"{self.edition_on} ({self.language})"

    def get_absolute_url(self) -> str:
        return addresses.href(addresses.edition(self.language, self.edition_on))


class EditionItem(models.Model):
    """A story considered for an edition: what could be printed of it, what is, and why."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    # As printed, from 0; None means left out.
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(
        _("length"), max_length=8, blank=True, choices=[(kind.value, kind.value) for kind in Kind]
    )
    headline = models.TextField(_("headline"))
    # Under the headline, plain; "" for a headline alone.
    text = models.TextField(_("text"), blank=True)
    # Whole seconds to read it, headline included.
    seconds = models.PositiveSmallIntegerField(default=0)
    pinned = models.BooleanField(_("pinned"), default=False)
    # In the desk's own words: composing again keeps them.
    rewritten = models.BooleanField(default=False)
    # Why it is in or out: a Verdict and the fields of its sentence.
    verdict = models.CharField(max_length=16, blank=True)
    verdict_fields = models.JSONField(default=dict, blank=True)
    # What the editor may swap to, and what other selections are composed from:
    # [{"kind": …, "text": …, "seconds": …, "value": …}]
    renditions = models.JSONField(default=list)
    # Stories with the same key tell the same thing; "" means alone.
    story_group = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("story of an edition")
        verbose_name_plural = _("stories of an edition")
        constraints = [
            models.UniqueConstraint(fields=["edition", "article"], name="editionitem_article_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="editionitem_one_place"),
        ]
        indexes = [models.Index(fields=["article", "position"], name="editionitem_briefed")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.article_id}"


class Variant(models.Model):
    """An edition rendered for one selection: rendered once, then only joined with each reader's own links."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="variants")
    # Digest of minutes, sections and subjects.
    selection = models.CharField(max_length=32)
    minutes = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    # What it prints, reserve included.
    seconds = models.PositiveIntegerField()
    subject_line = models.TextField()
    html = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "selection"], name="variant_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.selection[:8]}"
