"""Finding imported articles, after the import and outside it. A lost message is made good by `rotative search rebuild`."""

from typing import Final

from django_tasks import task

from rotative.articles.models import Article
from rotative.importers.models import ImportedItem
from rotative.search import actions as search

# Few enough that publishing never waits long for the worker.
_CHUNK: Final = 200


@task()
def index_imported(source: str, after: int = 0) -> None:
    """Put the articles of a source into the search index, a few at a time; the next ones follow by themselves."""
    items = ImportedItem.objects.filter(source=source, kind=ImportedItem.Kind.ARTICLE, object_id__gt=after)
    ids = list(items.order_by("object_id").values_list("object_id", flat=True)[:_CHUNK])
    rows = Article.objects.filter(pk__in=ids).select_related("locale", "section")
    search.index_many(
        list(rows.prefetch_related("article_subjects__subject__names", "article_bylines__byline"))
    )
    if len(ids) == _CHUNK:
        index_imported.enqueue(source, ids[-1])
