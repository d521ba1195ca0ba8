"""The history of a commitment: its states and changes of its terms, written once."""

import uuid
from collections.abc import Container, Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from rotative.dossiers.models.commitment import Commitment, CommitmentState
from rotative.dossiers.models.kept import Kept


class CommitmentChange(Kept):
    """A new state, and its evidence: an article or a document from elsewhere.

    An entry that was wrong is corrected by another one, which counts instead of it; a correction without a state takes
    the entry back.
    """

    OPEN = frozenset({"awaiting", "confirmed_by", "confirmed_at"})

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    on = models.DateField(_("date"))
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState.choices, blank=True)
    explanation = models.TextField(_("what changed, in a sentence"), blank=True)
    evidence = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("evidence"),
    )
    document = models.ForeignKey(
        "dossiers.OutsideDocument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("outside document"),
    )
    corrects = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="corrections",
        verbose_name=_("corrects"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    # Whether a second person has to confirm it before readers see it.
    awaiting = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The row in the form of an article that made it.
    origin = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=False) | Q(document__isnull=False), name="change_has_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(state="") | Q(corrects__isnull=False), name="change_has_a_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.state}"

    def is_proven(self, published: Container[int]) -> bool:
        """Return whether readers can check it. published: ids of published articles."""
        return not self.awaiting and (self.document_id is not None or self.evidence_id in published)


def in_force(changes: Iterable[CommitmentChange]) -> list[CommitmentChange]:
    """Return the changes that count, oldest first: those that no other of them corrects, without those taken back."""
    found = list(changes)
    corrected = {change.corrects_id for change in found}
    kept = [change for change in found if change.pk not in corrected and change.state]
    return sorted(kept, key=lambda change: (change.on, change.pk or 0))


class TermsChange(Kept):
    """A change of what a commitment says, after readers had seen it: what it said before, and why it was changed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="terms_changes")
    # Name of the field → what it said, as text.
    before = models.JSONField()
    why = models.TextField(_("why"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of terms")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.why[:60]


class ProposedChange(Orderable):
    """A line in the form of an article: it changes a commitment. Publication makes it a change, with the article as evidence."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="proposed_changes")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="+", verbose_name=_("commitment")
    )
    state = models.CharField(_("new state"), max_length=10, choices=CommitmentState.choices)
    text = models.TextField(_("what changed, in a sentence"))
    on = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Left empty: the day of publication.")
    )
    origin = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("change of a commitment")

    def __str__(self) -> str:
        return self.text[:60]
