"""Signals that keep imported items in line with merged subjects, so that a second import finds them."""

from typing import Any

from django.dispatch import receiver

from rotative.importers.models import ImportedItem
from rotative.subjects.models import Subject
from rotative.subjects.signals import merging


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, **kwargs: Any) -> None:
    subjects = ImportedItem.objects.filter(kind=ImportedItem.Kind.SUBJECT)
    subjects.filter(object_id=gone.pk).update(object_id=kept.pk)
