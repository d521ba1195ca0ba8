"""Choices that are made when a page is first printed, and kept: what the page shows then depends only on what was chosen."""

from django.db import models


class Choice(models.Model):
    """Ids that a page shows, the best first: an article's further reading, the subjects that go with another."""

    # See articles.choices: `reading:12`, `together:7:fr`.
    name = models.CharField(max_length=60, primary_key=True)
    chosen = models.JSONField()

    def __str__(self) -> str:
        return self.name
