"""What was imported already, so that a second run changes nothing and a broken one goes on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """One thing of an old site and what it became here."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        PAGE = "page", _("Page")
        SECTION = "section", _("Section")
        SUBJECT = "subject", _("Subject")
        AUTHOR = "author", _("Byline")
        PICTURE = "picture", _("Picture")
        COMMENT = "comment", _("Comment")

    # "wordpress:old.example.org".
    source = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The source's own name for it; sections, subjects and bylines end with ":fr".
    source_id = models.CharField(max_length=255)
    # Primary key of what it became.
    object_id = models.BigIntegerField()
    # Of the content at the source, "" where changes do not matter.
    digest = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "source_id"], name="importeditem_once")
        ]
        indexes = [models.Index(fields=["kind", "source_id"], name="importeditem_number")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.source_id}"
