"""Suggested subjects that were accepted in the form of an article."""

from django.db import models


class AcceptedSuggestion(models.Model):
    """A suggested subject that was accepted for one article, so that what was counted can be taken back."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.CASCADE, related_name="+")
    # Its names, folded, by which it was found.
    names = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "subject"], name="acceptedsuggestion_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"
