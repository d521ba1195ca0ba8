"""Signals of the masthead: it is on every page, and a new language has pages of its own."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from rotative.bake import keys, queue, verify
from rotative.masthead.models import Account, Masthead, MastheadLanguage
from rotative.media.models import Picture


@receiver(post_save, sender=Masthead)
@receiver([post_save, post_delete], sender=Account)
@receiver([post_save, post_delete], sender=MastheadLanguage)
def on_masthead(**kwargs: Any) -> None:
    queue.mark_stale([keys.MASTHEAD])
    verify.sync()


@receiver([post_save, pre_delete], sender=Picture)
def on_picture(instance: Picture, **kwargs: Any) -> None:
    if Masthead.objects.filter(logo=instance).exists():
        queue.mark_stale([keys.MASTHEAD])
