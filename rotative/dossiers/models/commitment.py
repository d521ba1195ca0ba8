"""Commitments: who promised what to whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.core.fields.vague_date_field import DayOfField, VagueDateField
from rotative.dossiers.models.matter import Dossier

# The terms of a commitment: once readers have seen a state of it, a change of them is noted with its reason.
TERMS = (
    "text", "who", "to", "said", "quotation", "article", "document", "due", "due_words", "amount", "currency",
)  # fmt: skip


class CommitmentState(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    UNDER_WAY = "under_way", _("Under way")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    STALLED = "stalled", _("Stalled")
    ABANDONED = "abandoned", _("Abandoned")


# Those in which something is still expected.
OPEN_STATES = (CommitmentState.ANNOUNCED, CommitmentState.UNDER_WAY, CommitmentState.STALLED)


class Commitment(models.Model):
    """A promise of an actor."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("dossier")
    )
    text = models.TextField(_("what was promised"))
    who = models.ForeignKey(
        "subjects.Subject",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by whom"),
    )
    to = models.ForeignKey(
        "subjects.Subject",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("to whom"),
    )
    said = VagueDateField(_("said when"), blank=True)
    quotation = models.TextField(_("in which words"), blank=True)
    # Where it was said: one of the two.
    article = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("article"),
    )
    document = models.ForeignKey(
        "dossiers.OutsideDocument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("outside document"),
    )
    due = VagueDateField(
        _("due"), blank=True, help_text=_("A day, a month, a season, a quarter, half a year or a year.")
    )
    due_words = models.CharField(
        _("for when, in their words"),
        max_length=120,
        blank=True,
        help_text=_("Shown to readers where there is no date: “before the vote”."),
    )
    due_last = DayOfField(of="due", last=True, null=True)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("Three letters: MAD, EUR.")
    )
    # The state after the last change that counts; readers see it only with its evidence.
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CommitmentState.choices,
        default=CommitmentState.ANNOUNCED,
        editable=False,
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due_last"], name="commitment_state_due")]

    def __str__(self) -> str:
        return self.text[:60]

    def clean(self) -> None:
        super().clean()
        if self.article_id is not None and self.document_id is not None:
            raise ValidationError({"document": _("Choose an article or an outside document.")})
        if (self.amount is None) != (self.currency == ""):
            raise ValidationError({"currency": _("An amount has a currency, in three letters.")})
