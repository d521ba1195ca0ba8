"""Actions that keep the index in line with the articles."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from rotative.articles.models import Article
from rotative.core.short_transactions import short_transaction
from rotative.search import documents, index_sql
from rotative.search.documents import Document
from rotative.search.engines import engine

# Articles read and folded at once.
_CHUNK = 200
# Articles and subjects written in one transaction: a save waits some 10 ms for it.
_WRITTEN = 10

# By id, each in its last state; None outside `gathering`.
_gathered: ContextVar[dict[int, Article] | None] = ContextVar("gathered_articles", default=None)


def index(article: Article) -> None:
    """Put an article into the index in its present state; write nothing when the index has it already."""
    gathered = _gathered.get()
    if gathered is None:
        index_many([article])
    else:
        gathered[article.pk] = article


@transaction.atomic
def index_many(articles: Sequence[Article]) -> int:
    """Put articles into the index, in one transaction; return how many had new words."""
    return _write(list(documents.documents(articles)))


def index_meanwhile(articles: Sequence[Article], *, again: bool = False) -> None:
    """Put articles into the index while others write: read and folded first, then written in short transactions.

    An article that is saved meanwhile is left as its own save has put it in. again: write also what the index has already.
    """
    read = {article.pk: _stamp(article) for article in articles}
    found = list(documents.documents([documents.newest(article) for article in articles]))
    for start in range(0, len(found), _WRITTEN):
        part = found[start : start + _WRITTEN]
        with short_transaction():
            now = documents.stamps(document.article_id for document in part)
            _write([one for one in part if now.get(one.article_id) == read[one.article_id]], again=again)


def _stamp(article: Article) -> tuple[Any, ...]:
    return tuple(getattr(article, name) for name in documents.STAMP)


def _write(found: Sequence[Document], *, again: bool = False) -> int:
    known = {} if again else index_sql.entries([document.article_id for document in found])
    changed = [document for document in found if known.get(document.article_id) != document.entry]
    new_words = [
        document for document in changed if known.get(document.article_id, ("",))[-1] != document.digest
    ]
    index_sql.save_entries((document.article_id, document.entry) for document in changed)
    engine().write(new_words)
    return len(new_words)


@contextmanager
def gathering() -> Iterator[None]:
    """Write the articles that are indexed inside the block together at its end, each once.

    Publishing saves an article three times. Use it inside the transaction of the change, so that the change and the index
    are kept or lost together.
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
    """Put a subject into the index under its present names; take one without names out."""
    engine().write_subject(subject_id, documents.subject_words(subject_id))


def rebuild(*, after: int = 0, fresh: bool = False, progress: Callable[[int], None] | None = None) -> int:
    """Bring the whole index in line with the articles; return how many were looked at.

    Searches find everything meanwhile, and others write. After an interruption, run it again: it writes only the articles that
    are not right yet.
    after: skip articles up to this id; `progress` says how many were done.
    fresh: write every article again. Where SQLite says that the file is damaged, the index is emptied first, and searches find
    what is written again.
    """
    if fresh and engine().is_damaged():
        _clear()
    _remove_orphans()
    _index_subjects(documents.subject_ids())
    done = 0
    while chunk := list(documents.rows().filter(pk__gt=after).order_by("pk")[:_CHUNK]):
        index_meanwhile(chunk, again=fresh)
        after = chunk[-1].pk
        done += len(chunk)
        if progress is not None:
            progress(len(chunk))
    return done


def reindex_about(subject_id: int) -> int:
    """Index every article about a subject whose names changed; return how many were looked at."""
    return reindex(documents.ids_about(subject_id))


def reindex_signed(byline_id: int) -> int:
    """Index every article with a byline whose name changed; return how many were looked at."""
    return reindex(documents.ids_signed(byline_id))


def reindex(article_ids: Sequence[int]) -> int:
    """Index these articles while others write; return how many were looked at."""
    for start in range(0, len(article_ids), _CHUNK):
        index_meanwhile(list(documents.rows().filter(pk__in=article_ids[start : start + _CHUNK])))
    return len(article_ids)


def _remove(article_ids: Sequence[int]) -> None:
    engine().erase(article_ids)
    index_sql.delete_entries(article_ids)


@transaction.atomic
def _clear() -> None:
    engine().clear()
    index_sql.delete_all_entries()


def _remove_orphans() -> None:
    """Take out the entries of articles that no longer exist."""
    gone = index_sql.orphans()
    for start in range(0, len(gone), _WRITTEN):
        with short_transaction():
            _remove(gone[start : start + _WRITTEN])


def _index_subjects(subject_ids: Sequence[int]) -> None:
    for start in range(0, len(subject_ids), _WRITTEN):
        with short_transaction():
            for subject_id in subject_ids[start : start + _WRITTEN]:
                index_subject(subject_id)
