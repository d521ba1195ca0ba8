"""The card that other sites show with a link to an article without a picture."""

from django.db import models

from rotative.articles.models.article import Article


class SharingCard(models.Model):
    """A card that is there: its file is in the media, under `name`. Few articles have one, the newest."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # Of the words on it and of the way they are drawn.
    digest = models.CharField(max_length=12)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the file in the storage."""
        return f"cards/{self.pk}.{self.digest}.png"
