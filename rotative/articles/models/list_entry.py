"""Entries of lists, cut into windows that are numbered from the oldest, so that a new article changes only the head."""

from django.db import models


class ListEntry(models.Model):
    """An article in a list."""

    # The written form of a ListName.
    list = models.CharField(max_length=60)
    # Number of the window, from 1, oldest first.
    window = models.PositiveIntegerField()
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="entries")
    # The article's own date, repeated here for the index.
    published_at = models.DateTimeField()
    # In the list of a subject: whether the article is about it; otherwise it only mentions it.
    is_main = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "list"], name="listentry_once")]
        indexes = [
            models.Index(fields=["list", "window"], name="listentry_window"),
            models.Index(fields=["list", "published_at", "article"], name="listentry_order"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.window}: {self.article_id}"
