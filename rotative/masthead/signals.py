"""Signals of the masthead: it is on every page, and a new language has pages of its own."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from rotative.bake import keys, queue, verify
from rotative.masthead import reads
from rotative.masthead.models import Account, ConventionsInForce, Masthead, MastheadLanguage, shows
from rotative.media.models import Picture


@receiver(post_save, sender=Masthead)
@receiver([post_save, post_delete], sender=Account)
@receiver([post_save, post_delete], sender=MastheadLanguage)
@transaction.atomic
def on_masthead(**kwargs: Any) -> None:
    queue.mark_stale([keys.MASTHEAD])
    # Read after the mark: it makes this change wait for another one of the masthead.
    present = reads.conventions_digest()
    _row, new = ConventionsInForce.objects.get_or_create(pk=1, defaults={"digest": present})
    if new or ConventionsInForce.objects.exclude(digest=present).update(digest=present):
        queue.mark_stale([keys.CONVENTIONS])
    verify.sync()


@receiver([post_save, pre_delete], sender=Picture)
def on_picture(instance: Picture, **kwargs: Any) -> None:
    if Masthead.objects.filter(shows(instance)).exists():
        queue.mark_stale([keys.MASTHEAD])
