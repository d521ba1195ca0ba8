"""Imported items, so that a second run changes nothing and an interrupted one can go on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """An item of an old site, and the object it became."""

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
    # The source's id of it; for sections, subjects and bylines, the language follows: ":fr".
    source_id = models.CharField(max_length=255)
    # Primary key of the object.
    object_id = models.BigIntegerField()
    # Hash of the content at the source; "" where changes do not matter.
    digest = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "source_id"], name="importeditem_once")
        ]
        indexes = [models.Index(fields=["kind", "source_id"], name="importeditem_number")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.source_id}"


class NumberFile(models.Model):
    """A thousand numbered addresses of old sites, and where they lead: `/?p=12`, `/?cat=3`. It is printed as one small file."""

    # "/p/12.txt": its public path.
    path = models.CharField(max_length=60, unique=True)
    # A line for each number: "12345 /2019/05/x/", in order of number; the address is percent-encoded.
    lines = models.TextField()

    def __str__(self) -> str:
        return self.path
