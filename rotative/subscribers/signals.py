"""Signals of subscriptions: the one that others receive, and those that subscriptions follow."""

from typing import Any

from django.dispatch import Signal, receiver

from rotative.subjects.models import Subject
from rotative.subjects.signals import merging, unmerging
from rotative.subscribers.models import Subscriber

# Sent with `subscriber`, inside the transaction in which a confirmed subscriber leaves. `source`: "link", "mail" or a
# provider's name; None when the reason is counted already, a complaint for example.
leaving = Signal()


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, before: dict[str, Any], **kwargs: Any) -> None:
    """Replace a subject that is merged into another in every subscriber's choices."""
    chosen = Subscriber.objects.exclude(subjects=[]).only("pk", "subjects")
    changed = [reader for reader in chosen.iterator(2000) if gone.pk in reader.subjects]
    before["subscribers"] = [(reader.pk, reader.subjects) for reader in changed]
    for reader in changed:
        reader.subjects = _replaced(reader.subjects, kept, gone)
    Subscriber.objects.bulk_update(changed, ["subjects"], batch_size=500)


@receiver(unmerging, sender=Subject)
def on_unmerging(kept: Subject, gone: Subject, before: dict[str, Any], **kwargs: Any) -> None:
    """Give back the choices of those who have not chosen again since."""
    chosen = dict(before.get("subscribers", ()))
    back = [
        reader
        for reader in Subscriber.objects.filter(pk__in=chosen).only("pk", "subjects")
        if reader.subjects == _replaced(chosen[reader.pk], kept, gone)
    ]
    for reader in back:
        reader.subjects = chosen[reader.pk]
    Subscriber.objects.bulk_update(back, ["subjects"], batch_size=500)


def _replaced(subjects: list[int], kept: Subject, gone: Subject) -> list[int]:
    return list(dict.fromkeys(kept.pk if pk == gone.pk else pk for pk in subjects))
