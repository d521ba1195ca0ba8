"""Signals of subscriptions: the one that others receive, and those that subscriptions follow."""

from typing import Any

from django.dispatch import Signal, receiver

from rotative.subjects.models import Subject
from rotative.subjects.signals import merging
from rotative.subscribers.models import Subscriber

# Sent with `subscriber`, inside the transaction in which a confirmed subscriber leaves. `source`: "link", "mail" or a
# provider's name; None when the reason is counted already, a complaint for example.
leaving = Signal()


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, **kwargs: Any) -> None:
    """Replace a subject that is merged into another in every subscriber's choices."""
    chosen = Subscriber.objects.exclude(subjects=[]).only("pk", "subjects")
    changed = [reader for reader in chosen.iterator(2000) if gone.pk in reader.subjects]
    for reader in changed:
        reader.subjects = list(dict.fromkeys(kept.pk if pk == gone.pk else pk for pk in reader.subjects))
    Subscriber.objects.bulk_update(changed, ["subjects"], batch_size=500)
