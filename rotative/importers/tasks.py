"""Tasks that put imported articles into the search index. If a message is lost, `rotative search rebuild` repairs the index."""

from typing import Final

from django_tasks import task

from rotative.articles.models import Article
from rotative.importers.models import ImportedItem
from rotative.search import actions as search

# Few enough that publishing does not wait long for the worker.
_CHUNK: Final = 200


@task()
def index_imported(source: str, after: int = 0) -> None:
    """Put the next articles of a source into the search index, and queue the task for those that follow.

    after: skip articles up to this id.
    """
    items = ImportedItem.objects.filter(source=source, kind=ImportedItem.Kind.ARTICLE, object_id__gt=after)
    ids = list(items.order_by("object_id").values_list("object_id", flat=True)[:_CHUNK])
    _index(ids)
    if len(ids) == _CHUNK:
        index_imported.enqueue(source, ids[-1])


@task()
def index_changed(ids: list[int]) -> None:
    """Put articles into the search index that got pictures or documents after their import."""
    _index(ids[:_CHUNK])
    if len(ids) > _CHUNK:
        index_changed.enqueue(ids[_CHUNK:])


def _index(ids: list[int]) -> None:
    rows = Article.objects.filter(pk__in=ids).select_related("locale", "section")
    search.index_meanwhile(
        list(rows.prefetch_related("article_subjects__subject__names", "article_bylines__byline"))
    )
