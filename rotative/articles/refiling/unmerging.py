"""Undoing a merger of two subjects: each list gets back the articles and the windows that it had."""

from collections.abc import Callable
from typing import Any

from rotative.articles import list_name, list_sql, lists
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ArticleSubject, ListEntry
from rotative.articles.refiling import merging
from rotative.articles.related import choice_sql
from rotative.bake import keys, queue


def undo(kept_id: int, gone_id: int, before: dict[str, Any]) -> Callable[[], None]:
    """Empty the lists of the subject that was kept; return a function that fills those of both as they were.

    before: what `merging.state` returned. Call the function when the links of the articles have moved back.
    """
    there = ListEntry.objects.filter(list__startswith=list_name.prefix("subject", kept_id))
    present: dict[str, list[int]] = {}
    for written, article_id in there.order_by("published_at", "article_id").values_list("list", "article_id"):
        present.setdefault(written, []).append(article_id)
    for written in present:
        lists.empty(ListName.parse(written))
    queue.mark_stale([keys.subject(kept_id)])

    def fill() -> None:
        ArticleSubject.objects.filter(pk__in=before["made_main"]).update(is_main=False)
        for written, entries in before["entries"].items():
            _restore(ListName.parse(written), entries)
        for written, article_ids in present.items():
            _add_newer(ListName.parse(written), article_ids)
        # What was printed before is printed again, so far as nothing has changed since.
        choice_sql.forget(before["choices"])
        choice_sql.keep(before["choices"])
        queue.mark_stale(before["choices"])

    return fill


def _restore(name: ListName, entries: list[tuple[int, int, bool]]) -> None:
    """Give a list its former articles, those that are still live and have its subject, in their former windows."""
    ids = [article_id for article_id, _window, _is_main in entries]
    linked = set(
        ArticleSubject.objects.filter(subject_id=name.id, article__live=True, article_id__in=ids).values_list(
            "article_id", flat=True
        )
    )
    dates = dict(Article.objects.filter(pk__in=linked).values_list("pk", "published_at"))
    kept = [entry for entry in entries if entry[0] in linked]
    list_sql.add(
        (str(name), window, article_id, dates[article_id], is_main) for article_id, window, is_main in kept
    )
    if kept:
        lists.place_windows({name: (1, max(window for _pk, window, _is_main in kept))})


def _add_newer(name: ListName, article_ids: list[int]) -> None:
    """Add the articles that came to a list since the merger."""
    there = set(ListEntry.objects.filter(list=str(name)).values_list("article_id", flat=True))
    linked = set(
        ArticleSubject.objects.filter(subject_id=name.id, article_id__in=article_ids).values_list(
            "article_id", flat=True
        )
    )
    merging.fill(name, [pk for pk in article_ids if pk in linked and pk not in there])
