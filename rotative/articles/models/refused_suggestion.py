"""Suggested subjects that an article's desk refused: they are not suggested again for it."""

from django.db import models


class RefusedSuggestion(models.Model):
    """A subject, or a name that no subject has, that was refused for one article."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="refused_suggestions"
    )
    # The ids of the subjects between which it was to choose, in their order: "7", "7 12"; or the name, folded.
    suggestion = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "suggestion"], name="refusedsuggestion_once")
        ]

    def __str__(self) -> str:
        return self.suggestion
