"""Posters of films and other pieces that articles embed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rotative.core import clock
from rotative.media.models import Picture


class EmbedPosterQuerySet(models.QuerySet["EmbedPoster"]):
    def due(self) -> "EmbedPosterQuerySet":
        """Return the posters that are to be fetched now."""
        return self.filter(state=EmbedPoster.State.WAITING, next_at__lte=clock.now())


class EmbedPoster(models.Model):
    """The poster of one film: asked for once, however many articles embed the film."""

    class State(models.TextChoices):
        WAITING = "waiting", _("in preparation")
        READY = "ready", _("ready")
        FAILED = "failed", _("cannot be fetched")

    # As in `embeds.players.Player.name`.
    name = models.CharField(max_length=60, unique=True)
    picture = models.ForeignKey(Picture, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    # The time of the next try; of one that is under way, the time after which it was killed.
    next_at = models.DateTimeField(default=clock.now)

    objects = EmbedPosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("poster")
        verbose_name_plural = _("posters")
        indexes = [models.Index(fields=["next_at"], condition=Q(state="waiting"), name="embedposter_waiting")]

    def __str__(self) -> str:
        return self.name
