"""Publishing a whole archive: articles go live batch by batch, their lists are numbered once, at the end.

Numbering at every batch would number the archive again and again, since an archive seldom comes in order of date.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max, Min

from rotative.articles import body, list_sql, lists, page_sql, publication
from rotative.articles.models import Article, ListEntry
from rotative.bake import keys, queue

# The window of an entry that waits for its number; real windows start at 1.
WAITING = 0
# What `prepare` sets.
PREPARED = ("state", "aged", "card_digest", "word_count")
# Lists per transaction.
_SLICE = 200
# Articles whose links are asked for at once.
_TOGETHER = 500

_NUMBER = """
    UPDATE articles_listentry SET "window" = numbered.number FROM (
        SELECT id, (ROW_NUMBER() OVER (ORDER BY published_at, article_id) - 1 + %s) / %s + %s AS number
        FROM articles_listentry WHERE list = %s AND "window" >= %s AND "window" <= %s
    ) AS numbered
    WHERE numbered.id = articles_listentry.id AND articles_listentry."window" <> numbered.number
"""


def prepare(articles: Iterable[Article]) -> None:
    """Set what publishing derives from an article, before it is saved: it must have its path, date and relations."""
    for article in articles:
        article.state = Article.State.PUBLISHED
        article.aged = publication.is_old(article)
        bylines = (link.byline_id for link in article.article_bylines.all())
        article.card_digest = publication.card_digest(article, bylines)
        article.word_count = publication.word_count(body.blocks(article.body), article.standfirst)


@transaction.atomic
def publish(articles: Sequence[Article]) -> None:
    """Put prepared and saved articles before the readers; their lists wait for `number_lists`.

    No `settled` is sent: whoever publishes an archive brings the search index in line once, afterwards.
    """
    queue.place(publication.spec(article) for article in articles)
    queue.mark_stale(publication.translations_key(article) for article in articles)
    list_sql.add(
        (name, WAITING, article.pk, _dated(article)) for article, names in _lists(articles) for name in names
    )


def _lists(articles: Sequence[Article]) -> Iterator[tuple[Article, list[str]]]:
    for start in range(0, len(articles), _TOGETHER):
        part = articles[start : start + _TOGETHER]
        ids = [article.pk for article in part]
        subjects, bylines = page_sql.subject_ids(ids), page_sql.byline_ids(ids)
        for article in part:
            yield article, lists.names(article, subjects=subjects[article.pk], bylines=bylines[article.pk])


@transaction.atomic
def enter(name: str, articles: Sequence[Article]) -> None:
    """Put many live articles into one list and number its windows afresh where they come."""
    list_sql.add((name, WAITING, article.pk, _dated(article)) for article in articles)
    _number(name)


def number_lists() -> None:
    """Give every waiting entry its window, and place the pages that the lists now have. Harmless when none waits."""
    names = list(
        ListEntry.objects.filter(window=WAITING).order_by("list").values_list("list", flat=True).distinct()
    )
    for start in range(0, len(names), _SLICE):
        with transaction.atomic(), keys.batch():
            for name in names[start : start + _SLICE]:
                _number(name)


def _dated(article: Article) -> datetime:
    assert article.published_at is not None  # noqa: S101 live articles have a date
    return article.published_at


def _number(name: str) -> None:
    entered = ListEntry.objects.filter(list=name)
    oldest = entered.filter(window=WAITING).aggregate(oldest=Min("published_at"))["oldest"]
    newest = entered.exclude(window=WAITING).aggregate(newest=Max("published_at"))["newest"]
    if newest is not None and oldest >= newest:
        reach = list_sql.reach(name)
        first, offset, up_to = reach.top, reach.count, WAITING
    else:
        first, offset, up_to = 1, 0, 2**31 - 1
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [offset, lists.WINDOW, first, name, WAITING, up_to])
    lists.place_windows(name, first, list_sql.reach(name).top)
