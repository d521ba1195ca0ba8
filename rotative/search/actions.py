"""Keeping the index in line with the articles."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from rotative.articles.models import Article
from rotative.core.sql import rows_of
from rotative.search import documents
from rotative.search.documents import Document
from rotative.search.engines import engine

# Articles read, folded and written in one transaction.
_CHUNK = 200
_KNOWN = "SELECT article_id, language, public, dated, digest FROM search_document WHERE article_id IN ({ids})"
_KEEP = """
    INSERT INTO search_document (article_id, language, public, dated, digest) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (article_id) DO UPDATE SET
        language = excluded.language, public = excluded.public, dated = excluded.dated, digest = excluded.digest
"""

# By id, each as it was last.
_gathered: ContextVar[dict[int, Article] | None] = ContextVar("gathered_articles", default=None)


def index(article: Article) -> None:
    """Put an article as it now is into the index; nothing is written when the index has it so already."""
    gathered = _gathered.get()
    if gathered is None:
        index_many([article])
    else:
        gathered[article.pk] = article


@transaction.atomic
def index_many(articles: Sequence[Article]) -> int:
    """Put articles into the index; returns how many had new words."""
    found = list(documents.documents(articles))
    known = _known([document.article_id for document in found])
    moved = [document for document in found if known.get(document.article_id) != _row(document)]
    written = [document for document in moved if known.get(document.article_id, ("",))[-1] != document.digest]
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, [(document.article_id, *_row(document)) for document in moved])
    engine().write(written)
    return len(written)


@contextmanager
def gathering() -> Iterator[None]:
    """Articles indexed within are written together at the end, each once: publishing saves an article three times.

    Put it inside the transaction of the change, so that both are kept or lost together.
    """
    if _gathered.get() is not None:
        yield
        return
    token = _gathered.set({})
    try:
        yield
        gathered = _gathered.get() or {}
    finally:
        _gathered.reset(token)
    index_many(list(gathered.values()))


@transaction.atomic
def remove(article_id: int) -> None:
    """Take an article out of the index."""
    _remove([article_id])


@transaction.atomic
def index_subject(subject_id: int) -> None:
    """Find a subject under its names as they now are; one without names is found no more."""
    engine().write_subject(subject_id, documents.subject_words(subject_id))


def rebuild(*, after: int = 0, fresh: bool = False, progress: Callable[[int], None] | None = None) -> int:
    """Bring the whole index in line with the articles; returns how many were looked at.

    Interrupted, it resumes: what is right already is not written again, and `after` skips articles up to that id.
    fresh: empty the index first, where its file may be damaged.
    """
    if fresh:
        _clear()
    _remove_strangers()
    for subject_id in documents.subject_ids():
        index_subject(subject_id)
    done = 0
    while chunk := list(documents.rows().filter(pk__gt=after).order_by("pk")[:_CHUNK]):
        index_many([documents.newest(article) for article in chunk])
        after = chunk[-1].pk
        done += len(chunk)
        if progress is not None:
            progress(len(chunk))
    return done


def reindex_about(subject_id: int) -> int:
    """Follow new names of a subject in every article about it; returns how many articles were looked at."""
    return _reindex(documents.about(subject_id))


def reindex_signed(byline_id: int) -> int:
    """Follow a new name in every article that person signed; returns how many articles were looked at."""
    return _reindex(documents.signed(byline_id))


def _reindex(article_ids: Sequence[int]) -> int:
    for start in range(0, len(article_ids), _CHUNK):
        chunk = documents.rows().filter(pk__in=article_ids[start : start + _CHUNK])
        index_many([documents.newest(article) for article in chunk])
    return len(article_ids)


def _row(document: Document) -> tuple[str, bool, int, str]:
    return document.language, document.public, document.dated, document.digest


def _known(article_ids: Sequence[int]) -> dict[int, tuple[str, bool, int, str]]:
    return {row[0]: (row[1], bool(row[2]), row[3], row[4]) for row in rows_of(_KNOWN, article_ids)}


def _remove(article_ids: Sequence[int]) -> None:
    engine().erase(article_ids)
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM search_document WHERE article_id = %s", [(one,) for one in article_ids]
        )


@transaction.atomic
def _clear() -> None:
    engine().clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document")


@transaction.atomic
def _remove_strangers() -> None:
    """Take out what no article stands behind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id FROM search_document d"
            " WHERE NOT EXISTS (SELECT 1 FROM articles_article a WHERE a.id = d.article_id)"
        )
        strangers = [row[0] for row in cursor.fetchall()]
    _remove(strangers)
