"""Imported items, so that a second run changes nothing and an interrupted one can go on; and what they still wait for."""

from typing import Any, ClassVar

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
        DOCUMENT = "document", _("Document")
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


class SourceMedia(models.Model):
    """A picture or document of an old site, as a file of its export described it; another file may need it later."""

    source = models.CharField(max_length=255)
    # The source's id.
    number = models.CharField(max_length=255)
    # One name for the file and all its smaller copies.
    key = models.CharField(max_length=255)
    # The source's id of the article it belongs to; "" for none.
    parent = models.CharField(max_length=255, blank=True, default="")
    # The fields of a `MediaRecord`.
    record: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "number"], name="sourcemedia_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["source", "key"], name="sourcemedia_key"),
            models.Index(fields=["source", "parent"], name="sourcemedia_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class AwaitedMedia(models.Model):
    """An imported article or page that lacks pictures or documents: a later run may bring them."""

    source = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=ImportedItem.Kind.choices)
    object_id = models.BigIntegerField()
    # The newest version when it was imported; with another one, somebody has worked on it since.
    revision_id = models.BigIntegerField(null=True, blank=True)
    # What is missing, as `importers.writer.awaited` writes it.
    wanted: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "kind", "object_id"], name="awaitedmedia_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.object_id}"
