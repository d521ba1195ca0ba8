"""Subscribers, and addresses that must not be written to."""

from secrets import token_urlsafe

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core import clock

# Reading time that is chosen at first, and its bounds.
MINUTES = 5
LEAST_MINUTES = 2
MOST_MINUTES = 30
# Characters of an address.
MOST_ADDRESS = 254
# One bit for each day of the week, Monday first.
EVERY_DAY = 0b1111111


def new_secret() -> str:
    """Create a secret that signs a subscriber's links. A new one makes the old links invalid."""
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

    def awaiting_confirmation_mail(self) -> "SubscriberQuerySet":
        """Return those whose confirmation mail is due."""
        return self.filter(question_due_at__lte=clock.now(), held_for__in=["", Subscriber.Hold.SURGE])

    def held(self) -> "SubscriberQuerySet":
        """Return those that the desk must let in first."""
        return self.pending().filter(held_for=Subscriber.Hold.DISPOSABLE)

    def drop(self) -> int:
        """Delete these requests; a person who had left before the request has left again. Returns how many there were."""
        former = self.filter(left_at__isnull=False)
        kept = former.update(state=Subscriber.State.UNSUBSCRIBED, question_due_at=None, held_for="")
        return kept + self.filter(left_at__isnull=True).delete()[0]


class Subscriber(models.Model):
    """A person who asked for the edition."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        SUPPRESSED = "suppressed", _("suppressed")

    class Hold(models.TextChoices):
        """A reason for which a request waits longer than others."""

        # Many people ask at once; its mail is sent later.
        SURGE = "surge", _("many ask at once")
        # Its domain gives out addresses for a few minutes; the desk decides.
        DISPOSABLE = "disposable", _("throw-away address")

    # The form that mail is sent to.
    email = models.CharField(_("e-mail address"), max_length=MOST_ADDRESS)
    # The form that is compared.
    email_normalised = models.CharField(max_length=MOST_ADDRESS, unique=True, editable=False)
    # "gmail.com": letters are sent domain by domain.
    domain = models.CharField(max_length=MOST_ADDRESS, editable=False)
    language = models.CharField(_("language"), max_length=5)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=MINUTES)
    # Ids; empty means all of them.
    sections = models.JSONField(_("sections"), default=list, blank=True)
    # Ids of the subjects that are put first.
    subjects = models.JSONField(_("subjects"), default=list, blank=True)
    # Ids of the dossiers that are put first; one that is withdrawn stays, and puts nothing first meanwhile.
    dossiers = models.JSONField(_("dossiers"), default=list, blank=True)
    # Ids that a confirmed subscriber asked to follow by the form that subscribes. Anybody may post it with their address, so
    # that these are only ticked on the subscriber's own page, until the next time it is saved.
    asked_subjects = models.JSONField(default=list, blank=True, editable=False)
    asked_dossiers = models.JSONField(default=list, blank=True, editable=False)
    # Bits of EVERY_DAY.
    days = models.PositiveSmallIntegerField(_("days of the week"), default=EVERY_DAY, db_default=EVERY_DAY)
    # The first day with a letter again; None means no pause.
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)

    created_at = models.DateTimeField(_("asked on"))
    # When the last confirmation mail was handed to the relay.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When the next one is due; None means none is.
    question_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_for = models.CharField(
        max_length=10, choices=Hold.choices, blank=True, default="", db_default="", editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    # Kept while a person who had left is asked to confirm again.
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
            models.CheckConstraint(
                condition=models.Q(held_for__in=["", "surge", "disposable"]), name="subscriber_hold_known"
            ),
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=EVERY_DAY), name="subscriber_some_day"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "language", "domain"], name="subscriber_audience"),
            models.Index(
                fields=["question_due_at"],
                condition=models.Q(question_due_at__isnull=False),
                name="subscriber_question_due",
            ),
            # The new readers of a month are counted by day.
            models.Index(fields=["language", "confirmed_at"], name="subscriber_confirmed"),
            # Likewise those who left.
            models.Index(
                fields=["language", "left_at"],
                condition=models.Q(left_at__isnull=False),
                name="subscriber_left",
            ),
            # The list at the desk, newest first.
            models.Index(fields=["state", "language", "-id"], name="subscriber_listed"),
            # The unconfirmed requests are counted at each request.
            models.Index(
                fields=["consent_at"], condition=models.Q(state="pending"), name="subscriber_pending_since"
            ),
        ]

    def __str__(self) -> str:
        # Without the address, because logs and histories show it.
        return f"#{self.pk}"


class Suppression(models.Model):
    """An address that must not be written to. Only its hash is kept."""

    class Reason(models.TextChoices):
        BOUNCE = "bounce", _("letters come back")
        COMPLAINT = "complaint", _("reported as unwanted")
        FORGOTTEN = "forgotten", _("asked to be forgotten")
        # In a list that was imported: no later list adds them.
        LEFT = "left", _("left an earlier list")
        # Likewise: only they themselves may confirm.
        UNCONFIRMED = "pending", _("never confirmed in an earlier list")

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return f"{self.address_hash[:8]} ({self.reason})"


class UsedChallenge(models.Model):
    """A proof of work that was accepted once."""

    # SHA-256 of the challenge's signature, in hexadecimal digits.
    digest = models.CharField(max_length=64, unique=True)
    # The challenge is then invalid, and this row is deleted.
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("used challenge")
        verbose_name_plural = _("used challenges")

    def __str__(self) -> str:
        return self.digest[:8]
