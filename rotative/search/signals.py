"""Signals that keep the index in line with articles, subjects and bylines."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from rotative.articles.models import Article, Byline
from rotative.articles.signals import article_published, subjects_changed
from rotative.search import actions, documents, tasks
from rotative.subjects.models import Subject, SubjectName


@receiver(article_published)
def on_published(article: Article, **kwargs: Any) -> None:
    actions.index(article)


@receiver(subjects_changed)
def on_subjects(articles: Sequence[Article], **kwargs: Any) -> None:
    # Folding their words takes longer than all the rest: it would hold the writer.
    ids = [article.pk for article in articles]
    transaction.on_commit(partial(tasks.reindex.enqueue, ids), robust=True)


@receiver(post_save, sender=Article)
def on_draft(instance: Article, **kwargs: Any) -> None:
    # Readers must not find the unpublished changes of a published article: `article_published` brings those.
    if not instance.live:
        actions.index(instance)


@receiver(post_delete, sender=Article)
def on_deleted(instance: Article, **kwargs: Any) -> None:
    actions.remove(instance.pk)


@receiver(post_save, sender=SubjectName)
@receiver(post_delete, sender=SubjectName)
def on_subject_name(instance: SubjectName, **kwargs: Any) -> None:
    actions.index_subject(instance.subject_id)
    if documents.ids_about(instance.subject_id):
        transaction.on_commit(partial(tasks.reindex_about.enqueue, instance.subject_id), robust=True)


@receiver(post_delete, sender=Subject)
def on_subject_gone(instance: Subject, **kwargs: Any) -> None:
    actions.index_subject(instance.pk)


@receiver(post_save, sender=Byline)
def on_byline(instance: Byline, created: bool, **kwargs: Any) -> None:
    if not created and documents.ids_signed(instance.pk):
        transaction.on_commit(partial(tasks.reindex_signed.enqueue, instance.pk), robust=True)
