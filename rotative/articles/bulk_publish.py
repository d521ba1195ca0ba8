"""Publishing a whole archive: articles go live batch by batch, and their lists are numbered once, at the end.

Numbering after every batch would number the archive again and again, because it seldom comes in order of date.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from rotative.articles import body, list_sql, lists, page_sql, publication
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ListEntry
from rotative.bake import keys, queue
from rotative.bake.batch import loaders
from rotative.subjects import reads as subjects

# The window of an entry that waits for its number; real windows start at 1.
WAITING = 0
# The fields that `prepare` sets.
PREPARED = ("state", "aged", "card_digest", "word_count")
# Lists per transaction.
_SLICE = 200
# Articles whose subjects and bylines are loaded at once.
_TOGETHER = 500
_HIGHEST = 2**31 - 1


def prepare(articles: Iterable[Article], *, bylines: Iterable[Sequence[int]] | None = None) -> None:
    """Set the fields that publication derives from articles, before they are saved.

    Each must have its path and its date. bylines: primary keys, for each article in turn; None: as its relation has them.
    """
    listed = list(articles)
    for article, signed in zip(listed, map(_signed, listed) if bylines is None else bylines, strict=True):
        article.state = Article.State.PUBLISHED
        article.aged = publication.is_old(article)
        article.card_digest = publication.card_digest(article, signed)
        article.word_count = publication.word_count(body.blocks(article.body), article.standfirst)


def _signed(article: Article) -> list[int]:
    return [link.byline_id for link in article.article_bylines.all()]


@transaction.atomic
def publish(articles: Sequence[Article]) -> None:
    """Publish prepared and saved articles; their lists wait for `number_lists`.

    Sends no `article_published`: the caller updates the search index once, afterwards.
    """
    queue.place(publication.spec(article) for article in articles)
    queue.mark_stale(keys.translations(article.translation_key) for article in articles)
    list_sql.add(
        (str(name), WAITING, article.pk, _dated(article), lists.is_main(name, mentioned))
        for article, names, mentioned in _lists(articles)
        for name in names
    )


def _lists(articles: Sequence[Article]) -> Iterator[tuple[Article, list[ListName], set[int]]]:
    """Yield each article with its lists, and the subjects that it only mentions."""
    for start in range(0, len(articles), _TOGETHER):
        part = articles[start : start + _TOGETHER]
        ids = [article.pk for article in part]
        subjects, bylines = page_sql.subjects(ids), page_sql.byline_ids(ids)
        for article in part:
            about = subjects[article.pk]
            names = lists.names(article, subjects=about, bylines=bylines[article.pk])
            yield article, names, {pk for pk, is_main in about.items() if not is_main}


@transaction.atomic
def enter(name: ListName, articles: Sequence[Article], *, mentions: Collection[int] = ()) -> None:
    """Add many live articles to one list, and number its windows again from the first that changes.

    mentions: articles that are not about the subject of the list.
    """
    list_sql.add(
        (str(name), WAITING, article.pk, _dated(article), article.pk not in mentions) for article in articles
    )
    _number([name])


def number_lists() -> None:
    """Give every waiting entry its window, and place the pages that the lists now have. Do nothing when none waits."""
    names = list(
        ListEntry.objects.filter(window=WAITING).order_by("list").values_list("list", flat=True).distinct()
    )
    for start in range(0, len(names), _SLICE):
        with transaction.atomic(), loaders.batch():
            _number([ListName.parse(name) for name in names[start : start + _SLICE]])


def _dated(article: Article) -> datetime:
    assert article.published_at is not None  # noqa: S101 live articles have a date
    return article.published_at


def _number(names: Sequence[ListName]) -> None:
    written = [str(name) for name in names]
    ends, reaches = list_sql.waiting(written), list_sql.reaches(written)
    first: dict[str, int] = {}
    for name in written:
        oldest, newest = ends[name]
        if newest is not None and oldest >= newest:
            # All of them are newer than the list: its windows stay as they are.
            first[name], offset, highest = reaches[name].top, reaches[name].count, WAITING
        else:
            first[name], offset, highest = 1, 0, _HIGHEST
        size = lists.size(name)
        list_sql.number_windows(name, size=size, first=first[name], offset=offset, between=(WAITING, highest))
    subjects.prepare(name.id for name in names if name.kind == "subject")
    tops = list_sql.reaches(written)
    lists.place_windows({name: (first[str(name)], tops[str(name)].top) for name in names})
