"""Splitting a subject: some of its articles go over to another one."""

from collections.abc import Collection

from django.db import transaction

from rotative.articles import lists, waiting_suggestions
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ArticleSubject, ListEntry
from rotative.articles.related import choice_sql, further_reading, together
from rotative.bake import keys, queue
from rotative.subjects import versions
from rotative.subjects.models import Subject


@transaction.atomic
def split(subject: Subject, article_ids: Collection[int], *, to: Subject) -> int:
    """File articles of a subject under another one instead; return their number.

    An article that has both loses the first. Drafts go over too.
    """
    links = ArticleSubject.objects.filter(subject=subject, article_id__in=article_ids)
    moved = {link.article_id: link.is_main for link in links}
    both = ArticleSubject.objects.filter(subject=to, article_id__in=moved)
    already = set(both.values_list("article_id", flat=True))
    links.filter(article_id__in=already).delete()
    links.update(subject=to)
    versions.split(Article, moved, subject=subject, to=to)
    waiting_suggestions.leave_tagged(to.pk)
    live = Article.objects.filter(pk__in=moved, live=True).select_related("locale").order_by("published_at")
    with queue.together():
        for article in live:
            _move(article, subject.pk, to.pk, enters=article.pk not in already, is_main=moved[article.pk])
    return len(moved)


def _move(article: Article, from_id: int, to_id: int, *, enters: bool, is_main: bool) -> None:
    name = ListName(kind="subject", id=from_id, language=article.language)
    for entry in ListEntry.objects.filter(list=str(name), article=article):
        lists.leave(entry)
    if enters:
        mentioned = () if is_main else (to_id,)
        lists.enter(
            article, [ListName(kind="subject", id=to_id, language=article.language)], mentioned=mentioned
        )
    choice_sql.forget([further_reading.name(article.pk)])
    about = ArticleSubject.objects.filter(article=article).values_list("subject_id", flat=True)
    together.choose_again({from_id, to_id, *about}, article.language)
    queue.mark_stale([keys.article(article.pk), further_reading.name(article.pk)])
