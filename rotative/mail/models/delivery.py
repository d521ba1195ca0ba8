"""The state of each copy of a mailing. These rows are the truth; the pump's journal only settles a crash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.mail.models.mailing import Mailing, Variant


class Chunk(models.Model):
    """At most a thousand recipients of one variant and one domain class: one worker holds it at a time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("leased")
        DONE = "done", _("done")

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="chunks")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    # "google", "microsoft"…, "other"
    domain_class = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    # Grows with every lease: a worker that holds an old fence may write nothing.
    fence = models.PositiveIntegerField(default=0)
    # The process that holds it: "host:process".
    holder = models.CharField(max_length=100, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    # Nothing in it is due before.
    not_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "leased", "done"]), name="chunk_state_known"
            ),
        ]
        indexes = [models.Index(fields=["mailing", "state", "not_before"], name="chunk_due")]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.pk}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def queued(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.QUEUED)

    def sending(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.SENDING)

    def sent(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.SENT)

    def deferred(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.DEFERRED)

    def failed(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.FAILED)

    def skipped(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.SKIPPED)

    def doubt(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.DOUBT)

    def open(self) -> "DeliveryQuerySet":
        """Return the deliveries that may still be handed over, or are being handed over."""
        return self.filter(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING, Delivery.State.DEFERRED])


class Delivery(models.Model):
    """One mailing to one subscriber."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DEFERRED = "deferred", _("deferred")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("skipped")
        DOUBT = "doubt", _("in doubt")

    # Without an index of their own: `delivery_once` begins with the mailing, `delivery_due` with the chunk, and each index
    # is written twice for every letter.
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    chunk = models.ForeignKey(Chunk, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    # None once the person asked to be forgotten.
    subscriber = models.ForeignKey(
        "subscribers.Subscriber", null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    # The relay's answer, "250" or "550 5.1.1"; for a skipped one the reason.
    code = models.CharField(max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The name a mail provider gave the letter; "" where a relay took it.
    provider_id = models.CharField(max_length=120, blank=True, default="")
    # For a deferred one: not again before.
    not_before = models.DateTimeField(null=True, blank=True)
    # It was handed over again after doubt; that is done once.
    resent = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="delivery_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["queued", "sending", "sent", "deferred", "failed", "skipped", "doubt"]
                ),
                name="delivery_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["chunk", "state", "not_before"], name="delivery_due"),
            # A provider reports on a letter by its own name for it.
            models.Index(
                fields=["provider_id"], condition=~models.Q(provider_id=""), name="delivery_by_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.pk}"
