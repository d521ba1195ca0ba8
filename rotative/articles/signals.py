"""From Wagtail's publishing to ours: whatever the road (desk, schedule, workflow, action), settle() follows."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal, receiver
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from rotative.articles import lists, publication
from rotative.articles import merging as merger
from rotative.articles.models import Article, Byline, ListEntry, Section
from rotative.bake import keys, queue, wakeup
from rotative.media.models import Picture
from rotative.subjects.models import Subject, SubjectName
from rotative.subjects.signals import merging

# Sent after an article went live, changed or was withdrawn; `article` is the row as it now is.
settled = Signal()


@receiver([published, unpublished], sender=Article)
def on_publish(instance: Article, **kwargs: Any) -> None:
    publication.settle(instance)
    settled.send(sender=Article, article=instance)


@receiver(post_save, sender=Revision)
def on_schedule(instance: Revision, **kwargs: Any) -> None:
    """The worker sleeps until the next article is due: a new one may be due sooner."""
    if instance.approved_go_live_at is not None:
        transaction.on_commit(wakeup.ring, robust=True)


@receiver(pre_delete, sender=Article)
def on_delete(instance: Article, **kwargs: Any) -> None:
    instance.live = False
    publication.settle(instance)
    settled.send(sender=Article, article=instance)


@receiver(post_save, sender=Section)
def on_section(instance: Section, **kwargs: Any) -> None:
    lists.replace(f"section:{instance.pk}")
    queue.mark_stale(
        [
            keys.section(instance.pk),
            keys.menu(instance.locale.language_code),
            publication.translations_key_of(instance.translation_key),
        ]
    )


@receiver(pre_delete, sender=Section)
def on_section_gone(instance: Section, **kwargs: Any) -> None:
    """Only a section without articles can be deleted: its page and its place in the menu go."""
    lists.give_up(f"section:{instance.pk}")
    queue.mark_stale(
        [keys.menu(instance.locale.language_code), publication.translations_key_of(instance.translation_key)]
    )


@receiver(post_save, sender=Byline)
def on_byline(instance: Byline, **kwargs: Any) -> None:
    _replace_listed(f"author:{instance.pk}")
    queue.mark_stale([keys.byline(instance.pk), publication.translations_key_of(instance.translation_key)])


@receiver(post_save, sender=SubjectName)
@receiver(post_delete, sender=SubjectName)
@receiver(post_save, sender=Subject)
def on_subject(sender: type, instance: Subject | SubjectName, **kwargs: Any) -> None:
    subject_id = instance.pk if isinstance(instance, Subject) else instance.subject_id
    if isinstance(instance, SubjectName):
        _replace_listed(f"subject:{subject_id}:{instance.language}")
    queue.mark_stale([keys.subject(subject_id)])


@receiver(pre_delete, sender=Subject)
def on_subject_gone(instance: Subject, **kwargs: Any) -> None:
    listed = ListEntry.objects.filter(list__startswith=f"subject:{instance.pk}:")
    for name in list(listed.values_list("list", flat=True).distinct()):
        lists.empty(name)


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, **kwargs: Any) -> Callable[[], None]:
    return merger.merge(kept.pk, gone.pk)


def _replace_listed(name: str) -> None:
    if ListEntry.objects.filter(list=name).exists():
        lists.replace(name)


@receiver(post_save, sender=Picture)
@receiver(post_delete, sender=Picture)
def on_picture(instance: Picture, **kwargs: Any) -> None:
    queue.mark_stale([keys.picture(instance.pk)])
