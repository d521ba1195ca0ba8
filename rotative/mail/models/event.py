"""The events that follow a letter, and the receipts of the mails and reports that brought them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.mail.models.delivery import Delivery
from rotative.mail.models.mailing import Mailing


class Event(models.Model):
    """A bounce, a complaint, or a reader who leaves."""

    class Kind(models.TextChoices):
        BOUNCE = "bounce", _("bounce")
        COMPLAINT = "complaint", _("complaint")
        UNSUBSCRIBE = "unsubscribe", _("unsubscribed")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    mailing = models.ForeignKey(Mailing, null=True, on_delete=models.SET_NULL, related_name="events")
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="events")
    subscriber = models.ForeignKey(
        "subscribers.Subscriber", null=True, on_delete=models.CASCADE, related_name="events"
    )
    code = models.CharField(max_length=20, blank=True)
    # For a bounce: a value of mail.returns.parsing.Reason; "" until it is weighed.
    reason = models.CharField(max_length=12, blank=True, default="", db_default="")
    # "smtp", "mail", "link", or the provider's name.
    source = models.CharField(max_length=20)
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subscriber", "-happened_at"], name="event_by_subscriber"),
            models.Index(fields=["id"], condition=models.Q(kind="bounce", reason=""), name="event_unweighed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.pk}"


class Receipt(models.Model):
    """One mail or provider's report that was handled: it is handled once, whichever way it comes."""

    class Outcome(models.TextChoices):
        # Not translated: an operator reads these in a line of totals.
        BOUNCE = "bounce"
        DELAY = "delay"
        COMPLAINT = "complaint"
        LEFT = "left"
        IGNORED = "ignored"
        ASIDE = "aside"

    # SHA-256 of what makes it the same, in hexadecimal digits.
    digest = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["bounce", "delay", "complaint", "left", "ignored", "aside"]),
                name="receipt_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}/{self.pk}"
