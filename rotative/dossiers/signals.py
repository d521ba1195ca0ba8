"""Signals of dossiers: a saved dossier marks what shows it, and so does each of its parts, which are saved after it."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from rotative.dossiers import actions
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierActor, Event
from rotative.subjects.models import Subject
from rotative.subjects.signals import merging


@receiver(post_save, sender=Dossier)
def on_dossier(instance: Dossier, **kwargs: Any) -> None:
    actions.follow(instance)


@receiver(pre_delete, sender=Dossier)
def on_dossier_gone(instance: Dossier, **kwargs: Any) -> None:
    actions.leave(instance)


@receiver([post_save, post_delete], sender=DossierActor)
def on_actor(instance: DossierActor, **kwargs: Any) -> None:
    actions.touch(instance.dossier_id, subject_id=instance.subject_id)


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, **kwargs: Any) -> None:
    """Replace the subject that ends by the other one in actors and commitments."""
    for actor in DossierActor.objects.filter(subject=gone):
        if DossierActor.objects.filter(dossier=actor.dossier_id, subject=kept).exists():
            actor.delete()
        else:
            actor.subject = kept
            actor.save()
    for commitment in Commitment.objects.filter(who=gone):
        commitment.who = kept
        commitment.save()


@receiver([post_save, post_delete], sender=Event)
def on_event(instance: Event, **kwargs: Any) -> None:
    actions.touch(instance.dossier_id, article_id=instance.article_id)


@receiver([post_save, post_delete], sender=Commitment)
def on_commitment(instance: Commitment, **kwargs: Any) -> None:
    actions.touch(instance.dossier_id)


@receiver([post_save, post_delete], sender=CommitmentChange)
def on_change(instance: CommitmentChange, **kwargs: Any) -> None:
    actions.set_state(instance.commitment_id)
    dossier_id = (
        Commitment.objects.filter(pk=instance.commitment_id).values_list("dossier_id", flat=True).first()
    )
    if dossier_id is not None:
        actions.touch(dossier_id, article_id=instance.evidence_id)
