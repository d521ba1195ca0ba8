"""Receivers that tidy up after a picture."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from rotative.media.models import Picture


@receiver(post_delete, sender=Picture)
def on_picture_gone(instance: Picture, **kwargs: Any) -> None:
    """Delete the file as it was uploaded; Wagtail deletes the other."""
    if instance.uncut:
        transaction.on_commit(lambda: instance.uncut.delete(save=False), robust=True)
