"""Signals of dossiers: a saved dossier marks what shows it, and so does each of its parts, which are saved after it."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from rotative.articles.models import Article
from rotative.articles.signals import article_published
from rotative.dossiers import actions, taking_up
from rotative.dossiers.errors import HistoryIsKept
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Dossier,
    DossierActor,
    Event,
    EventParticipant,
    EventSource,
    TermsChange,
)
from rotative.subjects.models import Subject
from rotative.subjects.signals import merging


@receiver(post_save, sender=Dossier)
def on_dossier(instance: Dossier, **kwargs: Any) -> None:
    actions.follow(instance)


@receiver(pre_delete, sender=Dossier)
def on_dossier_gone(instance: Dossier, **kwargs: Any) -> None:
    """Withdraw a dossier before it is deleted. Raises HistoryIsKept when readers have seen commitments with a history."""
    if instance.first_published_at and CommitmentChange.objects.filter(commitment__dossier=instance).exists():
        raise HistoryIsKept
    actions.leave(instance)


@receiver([post_save, post_delete], sender=DossierActor)
def on_actor(instance: DossierActor, **kwargs: Any) -> None:
    actions.touch(instance.dossier_id, subject_id=instance.subject_id)


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, **kwargs: Any) -> None:
    """Replace the subject that ends by the other one in actors, commitments and events."""
    for actor in DossierActor.objects.filter(subject=gone):
        if DossierActor.objects.filter(dossier=actor.dossier_id, subject=kept).exists():
            actor.delete()
        else:
            actor.subject = kept
            actor.save()
    for name in ("who", "to"):
        for commitment in Commitment.objects.filter(**{name: gone}):
            setattr(commitment, name, kept)
            commitment.save()
    for event in Event.objects.filter(place=gone):
        event.place = kept
        event.save()
    for participant in EventParticipant.objects.filter(subject=gone):
        if EventParticipant.objects.filter(event=participant.event_id, subject=kept).exists():
            participant.delete()
        else:
            participant.subject = kept
            participant.save()


@receiver([post_save, post_delete], sender=Event)
def on_event(instance: Event, **kwargs: Any) -> None:
    actions.touch(instance.dossier_id)


@receiver([post_save, post_delete], sender=EventParticipant)
@receiver([post_save, post_delete], sender=EventSource)
def on_part_of_event(instance: EventParticipant | EventSource, **kwargs: Any) -> None:
    dossier_id = Event.objects.filter(pk=instance.event_id).values_list("dossier_id", flat=True).first()
    if dossier_id is not None:
        actions.touch(dossier_id, article_id=getattr(instance, "article_id", None))


@receiver(pre_delete, sender=Commitment)
def on_commitment_gone(instance: Commitment, origin: Any = None, **kwargs: Any) -> None:
    """Refuse to delete a commitment with a history that readers have seen. Raises HistoryIsKept."""
    seen = Dossier.objects.filter(pk=instance.dossier_id, first_published_at__isnull=False).exists()
    if seen and CommitmentChange.objects.filter(commitment=instance).exists():
        raise HistoryIsKept


@receiver([post_save, post_delete], sender=Commitment)
def on_commitment(instance: Commitment, **kwargs: Any) -> None:
    actions.touch(instance.dossier_id)


@receiver([post_save, post_delete], sender=CommitmentChange)
def on_change(instance: CommitmentChange, **kwargs: Any) -> None:
    actions.set_state(instance.commitment_id)
    _touch_dossier_of(instance.commitment_id, instance.evidence_id)


@receiver([post_save, post_delete], sender=TermsChange)
def on_terms(instance: TermsChange, **kwargs: Any) -> None:
    _touch_dossier_of(instance.commitment_id, None)


@receiver(article_published, sender=Article)
def on_article(article: Article, **kwargs: Any) -> None:
    taking_up.follow(article)


def _touch_dossier_of(commitment_id: int, article_id: int | None) -> None:
    found = Commitment.objects.filter(pk=commitment_id).values_list("dossier_id", flat=True).first()
    if found is not None:
        actions.touch(found, article_id=article_id)
