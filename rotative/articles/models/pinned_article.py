"""Articles that stay on top of a subject's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class PinnedArticle(Orderable):
    """An article that the desk keeps on top of a subject's page, in the language of the article."""

    subject = ParentalKey("subjects.Subject", on_delete=models.CASCADE, related_name="pinned_articles")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )

    panels = [FieldPanel("article")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "article"], name="pinnedarticle_once")]

    def __str__(self) -> str:
        return str(self.article)
