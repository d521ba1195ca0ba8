"""What came back and was seen to."""

from django.db import models


class Receipt(models.Model):
    """One mail, or one word of a provider's, that was handled: it is handled once, by whichever way it comes."""

    class Outcome(models.TextChoices):
        # No word for people: an operator reads these in a line of totals.
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
