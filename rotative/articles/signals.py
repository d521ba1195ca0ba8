"""Signals from Wagtail and from models to publication: from the desk, the schedule, a workflow or an action."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal, receiver
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from rotative.articles import list_name, lists, page_sql, publication, waiting_suggestions
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, Byline, Correction, ListEntry, PinnedArticle, Section
from rotative.articles.refiling import merging as merger
from rotative.articles.refiling import unmerging as unmerger
from rotative.bake import keys, queue, wakeup
from rotative.media.models import DocumentFile, Picture
from rotative.subjects.models import Subject, SubjectName, SubjectRole
from rotative.subjects.signals import merging, unmerging

# Sent after an article was published, changed or withdrawn; `article` is the row as it now is.
article_published = Signal()

# Sent after live articles got or lost a subject without being published; `articles` is a list of them.
subjects_changed = Signal()


@receiver([published, unpublished], sender=Article)
def on_publish(instance: Article, **kwargs: Any) -> None:
    publication.follow(instance)
    waiting_suggestions.follow(instance)
    article_published.send(sender=Article, article=instance)


@receiver(post_save, sender=Revision)
def on_schedule(instance: Revision, **kwargs: Any) -> None:
    """Wake the worker, which sleeps until the next article is due: this one may be due sooner."""
    if instance.approved_go_live_at is not None:
        transaction.on_commit(wakeup.ring, robust=True)


@receiver(pre_delete, sender=Article)
def on_delete(instance: Article, **kwargs: Any) -> None:
    instance.live = False
    publication.follow(instance)
    article_published.send(sender=Article, article=instance)


@receiver(post_save, sender=Section)
def on_section(instance: Section, **kwargs: Any) -> None:
    lists.replace(ListName(kind="section", id=instance.pk))
    queue.mark_stale(
        [
            keys.section(instance.pk),
            keys.menu(instance.locale.language_code),
            keys.translations(instance.translation_key),
        ]
    )


@receiver(pre_delete, sender=Section)
def on_section_gone(instance: Section, **kwargs: Any) -> None:
    """Withdraw the page of a section, which is empty when it is deleted, and its place in the menu."""
    lists.give_up(ListName(kind="section", id=instance.pk))
    queue.mark_stale([keys.menu(instance.locale.language_code), keys.translations(instance.translation_key)])


@receiver(post_save, sender=Byline)
def on_byline(instance: Byline, **kwargs: Any) -> None:
    _replace_listed(ListName(kind="author", id=instance.pk))
    queue.mark_stale([keys.byline(instance.pk), keys.translations(instance.translation_key)])


@receiver([post_save, post_delete], sender=SubjectName)
def on_subject_name(instance: SubjectName, **kwargs: Any) -> None:
    _replace_listed(ListName(kind="subject", id=instance.subject_id, language=instance.language))
    queue.mark_stale([keys.subject(instance.subject_id), keys.SUBJECT_NAMES])


@receiver(pre_save, sender=Subject)
def on_subject_moving(instance: Subject, **kwargs: Any) -> None:
    """Mark the page of the subject to which it belonged."""
    above = Subject.objects.filter(pk=instance.pk).exclude(parent=instance.parent_id)
    queue.mark_stale(keys.subject(pk) for pk in above.values_list("parent", flat=True) if pk)


@receiver(post_save, sender=Subject)
def on_subject(instance: Subject, created: bool, **kwargs: Any) -> None:
    marks = [instance.pk, instance.parent_id] if instance.parent_id else [instance.pk]
    queue.mark_stale([keys.SUBJECT_NAMES, *(keys.subject(pk) for pk in marks)])


@receiver([post_save, post_delete], sender=SubjectRole)
@receiver([post_save, post_delete], sender=PinnedArticle)
def on_part_of_subject(instance: SubjectRole | PinnedArticle, **kwargs: Any) -> None:
    queue.mark_stale([keys.subject(instance.subject_id)])


@receiver([post_save, post_delete], sender=Correction)
def on_correction(instance: Correction, **kwargs: Any) -> None:
    about = page_sql.subject_ids([instance.article_id])[instance.article_id]
    marks = [keys.corrections(pk, instance.article.language) for pk in about]
    if marks:
        queue.mark_stale(marks)


@receiver(pre_delete, sender=Subject)
def on_subject_gone(instance: Subject, **kwargs: Any) -> None:
    listed = ListEntry.objects.filter(list__startswith=list_name.prefix("subject", instance.pk))
    for written in list(listed.values_list("list", flat=True).distinct()):
        lists.empty(ListName.parse(written))


@receiver(merging, sender=Subject)
def on_merging(kept: Subject, gone: Subject, before: dict[str, Any], **kwargs: Any) -> Callable[[], None]:
    before["articles"] = merger.state(kept.pk, gone.pk)
    finish = merger.merge(kept.pk, gone.pk)
    waiting_suggestions.merge(kept.pk, gone.pk)
    return finish


@receiver(unmerging, sender=Subject)
def on_unmerging(kept: Subject, gone: Subject, before: dict[str, Any], **kwargs: Any) -> Callable[[], None]:
    return unmerger.undo(kept.pk, gone.pk, before["articles"])


def _replace_listed(name: ListName) -> None:
    if ListEntry.objects.filter(list=str(name)).exists():
        lists.replace(name)


@receiver(post_save, sender=Picture)
@receiver(post_delete, sender=Picture)
def on_picture(instance: Picture, **kwargs: Any) -> None:
    queue.mark_stale([keys.picture(instance.pk)])


@receiver(post_save, sender=DocumentFile)
@receiver(post_delete, sender=DocumentFile)
def on_document(instance: DocumentFile, **kwargs: Any) -> None:
    queue.mark_stale([keys.document(instance.pk)])
