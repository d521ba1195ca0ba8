"""Where each copy of an edition stands. These rows are the truth; the pump's journal only settles a crash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.editions.models.edition import Edition, Variant


class Chunk(models.Model):
    """About a thousand recipients of one domain class: what one worker holds at a time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("leased")
        DONE = "done", _("done")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="chunks")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    # "google", "microsoft"…, "other"
    domain_class = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    # Grows with every lease: who writes with an old fence is not heard.
    fence = models.PositiveIntegerField(default=0)
    # "host:process" of who holds it.
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
        indexes = [models.Index(fields=["edition", "state", "not_before"], name="chunk_due")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.pk}"


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
        """Those whose fate is not decided yet."""
        return self.filter(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING, Delivery.State.DEFERRED])


class Delivery(models.Model):
    """One edition to one subscriber."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DEFERRED = "deferred", _("deferred")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("skipped")
        DOUBT = "doubt", _("in doubt")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="deliveries")
    chunk = models.ForeignKey(Chunk, on_delete=models.CASCADE, related_name="deliveries")
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
    # Was handed over again after doubt; that is done once.
    resent = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["edition", "subscriber"], name="delivery_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["queued", "sending", "sent", "deferred", "failed", "skipped", "doubt"]
                ),
                name="delivery_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["chunk", "state", "not_before"], name="delivery_due"),
            # A provider names the letter it speaks of.
            models.Index(
                fields=["provider_id"], condition=~models.Q(provider_id=""), name="delivery_by_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.pk}"


class RateBucket(models.Model):
    """How fast a domain class takes our letters; without a row, as fast as it can."""

    domain_class = models.CharField(max_length=20, unique=True)
    # Letters per second; 0 means unlimited.
    rate = models.FloatField(default=0)
    capacity = models.PositiveIntegerField(default=50)
    tokens = models.FloatField(default=0)
    filled_at = models.DateTimeField()
    # The relay spoke of a policy (5.7.x): silence until then.
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sending limit")
        verbose_name_plural = _("sending limits")

    def __str__(self) -> str:
        return self.domain_class


class Event(models.Model):
    """Something that came back: a bounce, a complaint, somebody leaving."""

    class Kind(models.TextChoices):
        BOUNCE = "bounce", _("bounce")
        COMPLAINT = "complaint", _("complaint")
        UNSUBSCRIBE = "unsubscribe", _("unsubscribed")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="events")
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="events")
    subscriber = models.ForeignKey(
        "subscribers.Subscriber", null=True, on_delete=models.CASCADE, related_name="events"
    )
    code = models.CharField(max_length=20, blank=True)
    # Of a bounce, as subscribers.bounces names reasons; "" until it is weighed.
    reason = models.CharField(max_length=12, blank=True, default="", db_default="")
    # Where it was heard: "smtp", "mail", "link", or the provider's name.
    source = models.CharField(max_length=20)
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subscriber", "-happened_at"], name="event_by_subscriber"),
            models.Index(fields=["id"], condition=models.Q(kind="bounce", reason=""), name="event_unweighed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.pk}"
