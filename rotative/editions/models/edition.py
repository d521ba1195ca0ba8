"""One day's letter in one language, and the stories considered for it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core import addresses
from rotative.editions.composing.compose import Kind

# The reading time of an edition unless the desk sets another: the five minutes of the title.
BUDGET_S = 300


class EditionQuerySet(models.QuerySet["Edition"]):
    def draft(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.DRAFT)

    def approved(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.APPROVED)

    def sending(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.SENDING)

    def sent(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.SENT)

    def stopped(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.STOPPED)

    def public(self) -> "EditionQuerySet":
        """Return the editions that have a web copy."""
        return self.filter(state__in=[Edition.State.APPROVED, Edition.State.SENDING, Edition.State.SENT])

    def due(self, now: datetime) -> "EditionQuerySet":
        """Return the approved editions whose hour has come."""
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
    # Mail programs show it next to the subject line.
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
    # The worker sends it then; None means that it waits for a person.
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    # The desk chose the order of the stories, and composing again keeps it.
    arranged = models.BooleanField(default=False)
    # News grows old: the mailing takes this limit over.
    not_after = models.DateTimeField(_("not to be sent after"), null=True, blank=True)
    # Its letters; None until the audience is frozen. `state` follows the mailing's (`editions.signals`).
    mailing = models.OneToOneField(
        "mail.Mailing", null=True, blank=True, on_delete=models.PROTECT, related_name="edition"
    )

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
        indexes = [
            models.Index(fields=["language", "-edition_on"], name="edition_newest"),
            # The few that wait for their hour: the worker asks for them every second.
            models.Index(fields=["send_at"], condition=models.Q(state="approved"), name="edition_due"),
            # The few that wait for an editor: the desk shows those of today.
            models.Index(
                fields=["-edition_on", "language"], condition=models.Q(state="draft"), name="edition_drafts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_on} ({self.language})"

    def get_absolute_url(self) -> str:
        return addresses.href(addresses.edition(self.language, self.edition_on))


class EditionItem(models.Model):
    """A story considered for an edition: its possible renditions, the printed one, and the reason."""

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
    # The desk found it by search: composing again considers it, at any date.
    offered = models.BooleanField(default=False)
    # The desk wrote its words, and composing again keeps them.
    rewritten = models.BooleanField(default=False)
    # The reason why it is in or out: a Verdict and the fields of its sentence.
    verdict = models.CharField(max_length=16, blank=True)
    verdict_fields = models.JSONField(default=dict, blank=True)
    # Renditions that the editor may swap to, and from which other selections are composed:
    # [{"kind": …, "text": …, "seconds": …, "value": …}]
    renditions = models.JSONField(default=list)
    # Stories with the same key report the same news; "" means alone.
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
