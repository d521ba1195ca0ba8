"""Who asked for the edition, and which addresses must not be written to."""

from secrets import token_urlsafe

from django.db import models
from django.utils.translation import gettext_lazy as _

MINUTES = 5
LEAST_MINUTES = 2
MOST_MINUTES = 30


def new_secret() -> str:
    """What makes a subscriber's links his own; changing it makes the old links worthless."""
    return token_urlsafe(16)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def pending(self) -> "SubscriberQuerySet":
        return self.filter(state=Subscriber.State.PENDING)

    def confirmed(self) -> "SubscriberQuerySet":
        return self.filter(state=Subscriber.State.CONFIRMED)

    def unsubscribed(self) -> "SubscriberQuerySet":
        return self.filter(state=Subscriber.State.UNSUBSCRIBED)

    def suppressed(self) -> "SubscriberQuerySet":
        return self.filter(state=Subscriber.State.SUPPRESSED)

    def awaiting_our_question(self) -> "SubscriberQuerySet":
        """Those to whom the request to confirm has not been sent yet."""
        return self.pending().filter(asked_at=None)


class Subscriber(models.Model):
    """Somebody who asked for the edition."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        SUPPRESSED = "suppressed", _("suppressed")

    # As mail is sent to it.
    email = models.CharField(_("e-mail address"), max_length=254)
    # As addresses are compared.
    email_normalised = models.CharField(max_length=254, unique=True, editable=False)
    # "gmail.com": letters go out by domain.
    domain = models.CharField(max_length=254, editable=False)
    language = models.CharField(_("language"), max_length=5)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=MINUTES)
    # Ids; empty means all of them.
    sections = models.JSONField(_("sections"), default=list, blank=True)
    # Ids to put first.
    subjects = models.JSONField(_("subjects"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)

    created_at = models.DateTimeField(_("asked on"))
    # When the request to confirm was handed to the relay; None means it is still to be sent.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)

    # Evidence of consent: when, from which network (hashed), on which page or in which file.
    consent_at = models.DateTimeField(_("consent given on"))
    consent_network = models.CharField(max_length=32, blank=True, editable=False)
    consent_page = models.TextField(_("consent given at"), blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "confirmed", "unsubscribed", "suppressed"]),
                name="subscriber_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "language", "domain"], name="subscriber_audience"),
        ]

    def __str__(self) -> str:
        # Printed in logs and histories: never the address.
        return f"#{self.pk}"


class Suppression(models.Model):
    """An address that must not be written to, known by its hash alone."""

    class Reason(models.TextChoices):
        BOUNCE = "bounce", _("letters come back")
        COMPLAINT = "complaint", _("reported as unwanted")
        FORGOTTEN = "forgotten", _("asked to be forgotten")

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return f"{self.address_hash[:8]} ({self.reason})"
