"""The speed at which one kind of mailbox provider is written to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SendingLimit(models.Model):
    """A limit for a domain class; a domain class without a row has none."""

    domain_class = models.CharField(max_length=20, unique=True)
    # Letters per second; 0 means unlimited.
    rate = models.FloatField(default=0)
    capacity = models.PositiveIntegerField(default=20)
    tokens = models.FloatField(default=0)
    filled_at = models.DateTimeField()
    # The provider refused by policy (5.7.x): no letter goes to it until then.
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sending limit")
        verbose_name_plural = _("sending limits")

    def __str__(self) -> str:
        return self.domain_class
