"""Actions on articles: publish, withdraw, and what the passing of time changes."""

import logging
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, ProtectedError
from django.dispatch import Signal
from wagtail.models import Revision

from rotative.articles import lists, publication
from rotative.articles.errors import NotPublished
from rotative.articles.list_name import ListName
from rotative.articles.models import Article, ListEntry
from rotative.articles.models.article import OLD_AFTER, TRASH_DAYS
from rotative.bake import keys, queue
from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.core.languages import CODES

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from rotative.staff.models import User

log = logging.getLogger(__name__)

# Sent at each try of a scheduled article that could not be published, with its `revision` and the `error`.
schedule_failed = Signal()

# Articles that the worker deletes in one turn.
_DELETED_AT_ONCE = 20
# The wait before a scheduled article that could not be published is tried again.
_RETRY = timedelta(minutes=1)


# Contexts that other parts of the newsroom open around a publication, which saves an article several times.
_around: "list[Callable[[], AbstractContextManager[None]]]" = []


def surround(manager: "Callable[[], AbstractContextManager[None]]") -> None:
    """Open this context around every publication, inside its transaction. Called at start."""
    _around.append(manager)


@transaction.atomic
def publish(article: Article, *, by: "User | None" = None, at: datetime | None = None) -> None:
    """Publish an article, new or changed, now or at a later instant.

    at: aware; None means now, or the article's own date when that is still to come. Raises SlugTaken, LanguageGivenUp.
    """
    if at is None and article.published_at and article.published_at > clock.now():
        at = article.published_at
    if at is not None:
        article.go_live_at = at
    with ExitStack() as around:
        for manager in _around:
            around.enter_context(manager())
        if article.pk is None:
            article.live = False
            article.save()
        revision = article.save_revision(user=by, clean=False)
        revision.publish(user=by, skip_permission_checks=True)
    article.refresh_from_db()


@transaction.atomic
def withdraw(article: Article, *, by: "User | None" = None) -> None:
    """Withdraw an article: its address answers 410. Raises NotPublished."""
    article.refresh_from_db()
    if not article.live:
        raise NotPublished(article_id=article.pk)
    article.unpublish(user=by)


@transaction.atomic
def unschedule(article: Article) -> None:
    """Take back the schedule of an article: the version that waited is a draft again."""
    article.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    Article.objects.filter(pk=article.pk, live=False).update(go_live_at=None)
    article.refresh_from_db()
    publication.follow(article)


@transaction.atomic
def trash(article: Article, *, by: "User | None" = None) -> None:
    """Move an article to the trash: its address says that it is withdrawn, the desk may restore it as a draft."""
    row = Article.objects.get(pk=article.pk)
    if state := row.current_workflow_state:
        state.cancel(user=by)
    unschedule(row)
    if row.live:
        withdraw(row, by=by)
    Article.objects.filter(pk=row.pk).update(trashed_at=clock.now())
    article.refresh_from_db()


def restore(article: Article) -> None:
    """Take an article out of the trash; it is a draft, or withdrawn if readers knew it."""
    Article.objects.filter(pk=article.pk).update(trashed_at=None, edited_at=clock.now())
    article.refresh_from_db()


def empty_trash() -> int:
    """Delete what has been in the trash for TRASH_DAYS. Returns the number of articles. Called by the worker every minute.

    What something else needs, such as a dossier its evidence, stays.
    """
    before = clock.now() - timedelta(days=TRASH_DAYS)
    # In this order: by the model's own, SQLite walks through the whole table instead of the index `article_trashed`.
    due = Article.objects.trashed().filter(trashed_at__lt=before).order_by("trashed_at")
    return sum(_delete_for_good(article) for article in due[:_DELETED_AT_ONCE])


def _delete_for_good(article: Article) -> int:
    try:
        with transaction.atomic():
            article.delete()
    except ProtectedError:
        # Asked again in a day, so that the few that stay do not keep the others waiting.
        Article.objects.filter(pk=article.pk).update(trashed_at=F("trashed_at") + timedelta(days=1))
        return 0
    return 1


def age() -> int:
    """Mark articles that became old, and remove articles from the list of news that are no longer news.

    Returns the number of articles changed. Called by the worker every minute.
    """
    now = clock.now()
    with transaction.atomic():
        old = list(
            # In this order: by the model's own, SQLite walks through the whole table instead of the index `article_aging`.
            Article.objects.filter(aged=False, live=True, published_at__lt=now - OLD_AFTER)
            .order_by("published_at")
            .values_list("pk", flat=True)[:500]
        )
        Article.objects.filter(pk__in=old).update(aged=True)
        queue.mark_stale(keys.article(pk) for pk in old) if old else None
        expired = list(
            ListEntry.objects.filter(
                list__in=[str(ListName(kind="news", language=code)) for code in CODES],
                published_at__lte=now - lists.NEWS_AGE,
            )[:500]
        )
        for entry in expired:
            lists.leave(entry)
    return len(old) + len(expired)


def publish_due() -> int:
    """Publish what was scheduled for now or earlier, and withdraw what has expired, each once.

    Returns the number of articles. Called by the worker every second.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=clock.now()).order_by("approved_go_live_at")
    done = sum(_publish_in_time(revision_id) for revision_id in list(due.values_list("pk", flat=True)))
    # In this order: by the model's own, SQLite walks through the whole table instead of the index `article_ends`.
    expired = Article.objects.filter(live=True, expire_at__lte=clock.now()).order_by("expire_at")
    return done + sum(
        _withdraw_expired(article_id) for article_id in list(expired.values_list("pk", flat=True))
    )


def next_due(after: datetime) -> datetime | None:
    """Return the first instant after another at which an article is scheduled to appear or to expire, or None."""
    appearing = Revision.objects.filter(approved_go_live_at__gt=after).order_by("approved_go_live_at")
    ending = Article.objects.filter(live=True, expire_at__gt=after).order_by("expire_at")
    instants = (
        appearing.values_list("approved_go_live_at", flat=True).first(),
        ending.values_list("expire_at", flat=True).first(),
    )
    return min((instant for instant in instants if instant is not None), default=None)


def _publish_in_time(revision_id: int) -> int:
    """Publish one scheduled article; if it cannot be published, let it wait a minute without stopping the others."""
    try:
        return _publish_scheduled(revision_id)
    except Exception as exc:  # whatever is wrong with one article, the others keep their hours
        code = exc.code if isinstance(exc, RotativeError) else type(exc).__name__
        log.error(
            "Scheduled article not published",
            exc_info=not isinstance(exc, RotativeError),
            extra={"event": "schedule_failed", "revision_id": revision_id, "code": code},
        )
        if revision := Revision.objects.filter(pk=revision_id).first():
            schedule_failed.send_robust(sender=Article, revision=revision, error=exc)
        Revision.objects.filter(pk=revision_id, approved_go_live_at__isnull=False).update(
            approved_go_live_at=clock.now() + _RETRY
        )
        return 0


@transaction.atomic
def _publish_scheduled(revision_id: int) -> int:
    revision = (
        Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__isnull=False).first()
    )
    if revision is None:
        return 0
    revision.publish(log_action="wagtail.publish.scheduled")
    return 1


@transaction.atomic
def _withdraw_expired(article_id: int) -> int:
    # Locked, so that only one of several workers withdraws it.
    article = Article.objects.select_for_update(of=("self",)).filter(pk=article_id, live=True).first()
    if article is None:
        return 0
    article.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1
