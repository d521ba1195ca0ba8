"""Reads of comments: those that a page shows, and whether a reader may write another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from rotative.articles.models import Article
from rotative.bake import keys
from rotative.bake.batch.loaders import Loader
from rotative.comments.cards import CommentCard
from rotative.comments.models import Comment
from rotative.comments.shown_sql import Written, load
from rotative.core import clock, conf

_AUTHOR_SALT = "rotative.comments.author"

# By article.
_shown: Loader[int, list[Written]] = Loader(load)


def is_open(article: Article) -> bool:
    """Return whether readers may comment on an article now.

    A page may show its form longer than that: it is not baked again when the last day for comments has passed.
    """
    if not (article.live and article.comments_open):
        return False
    days: int = conf.get("comments_close_days")
    if not days or article.published_at is None:
        return True
    return clock.now() < article.published_at + timedelta(days=days)


def can_be_answered(comment_id: int, article: Article) -> bool:
    """Return whether this is a comment on the article's page that is not an answer itself."""
    return Comment.objects.shown().filter(pk=comment_id, article=article, parent=None).exists()


def shown(article_id: int) -> tuple[CommentCard, ...]:
    """Return the shown comments of an article with their answers, oldest first.

    An answer to a comment that is not shown is left out, but for answers to an erased one: its place stays as long as it has any.
    """
    keys.record(keys.comments(article_id))
    written = _shown.take(article_id) or []
    answers: dict[int, list[CommentCard]] = defaultdict(list)
    for parent_id, card in written:
        if parent_id is not None and not card.erased:
            answers[parent_id].append(card)
    return tuple(
        replace(card, replies=tuple(answers[card.id]))
        for parent_id, card in written
        if parent_id is None and (answers[card.id] or not card.erased)
    )


def from_address(address: str) -> QuerySet[Comment]:
    """Return the comments that were sent from an address, in any spelling of upper and lower case."""
    return Comment.objects.filter(Q(email__iexact=address.strip()) | Q(author_hash=author_hash(address)))


def author_hash(address: str) -> str:
    """Return a keyed hash of an address, 64 hexadecimal digits."""
    return salted_hmac(_AUTHOR_SALT, address.strip().lower(), algorithm="sha256").hexdigest()


def prepare(article_ids: Sequence[int]) -> None:
    """Load the comments of many articles for the pages of one batch; each is used once."""
    _shown.prepare(article_ids)
