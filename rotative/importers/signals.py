"""Signals that keep imported items in line with merged subjects, so that a second import finds them."""

from typing import Any

from django.dispatch import receiver

from rotative.importers.models import ImportedItem
from rotative.subjects.models import Subject
from rotative.subjects.signals import merging, unmerging


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, before: dict[str, Any], **kwargs: Any) -> None:
    subjects = ImportedItem.objects.filter(kind=ImportedItem.Kind.SUBJECT, object_id=gone.pk)
    before["importers"] = list(subjects.values_list("pk", flat=True))
    subjects.update(object_id=kept.pk)


@receiver(unmerging, sender=Subject)
def on_unmerging(kept: Subject, gone: Subject, before: dict[str, Any], **kwargs: Any) -> None:
    items = ImportedItem.objects.filter(pk__in=before.get("importers", ()), object_id=kept.pk)
    items.update(object_id=gone.pk)
