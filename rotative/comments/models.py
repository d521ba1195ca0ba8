"""Readers' comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core import clock

# Characters.
MOST_NAME = 80
MOST_ADDRESS = 254
MOST_TEXT = 5000


class CommentQuerySet(models.QuerySet["Comment"]):
    def held(self) -> CommentQuerySet:
        return self.filter(state=Comment.State.HELD)

    def shown(self) -> CommentQuerySet:
        return self.filter(state=Comment.State.SHOWN)

    def oldest_first(self) -> CommentQuerySet:
        return self.order_by("written_at", "id")


class Comment(models.Model):
    """A reader's comment under an article, held until the desk decides. Only the desk sees the address."""

    class State(models.TextChoices):
        HELD = "held", _("Held")
        SHOWN = "shown", _("Shown")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")
        ERASED = "erased", _("Erased")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="comments")
    # The comment that this one answers. An answer cannot be answered.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    name = models.CharField(_("name"), max_length=MOST_NAME)
    email = models.EmailField(_("e-mail"), max_length=MOST_ADDRESS, blank=True)
    text = models.TextField(_("comment"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.HELD)
    written_at = models.DateTimeField(_("written"), default=clock.now)
    # Why moderation held or refused it, for the desk.
    reason = models.CharField(max_length=200, blank=True)
    # A keyed hash of the address, in its place once it is too old to be kept: so its writer can still have it erased.
    author_hash = models.CharField(max_length=64, blank=True, db_index=True)
    # A keyed hash of the network it came from. The network itself is never kept.
    network_hash = models.CharField(max_length=64, blank=True)
    decided_by = models.ForeignKey(
        "staff.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # The number that it had on a site before this one: links to `#comment-12` from elsewhere still land on it.
    old_number = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    # An erased comment that was on the page: the answers to it stay there, under a sentence in its place.
    was_shown = models.BooleanField(default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["article", "state", "written_at"], name="comment_article_state"),
            models.Index(fields=["state", "-written_at"], name="comment_state_newest"),
            # Comments leave it once their address is forgotten.
            models.Index(
                fields=["-written_at", "-id"],
                condition=~models.Q(email="", network_hash=""),
                name="comment_with_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"
