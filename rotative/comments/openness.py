"""Whether an article, or a comment under it, may be answered."""

from datetime import timedelta

from rotative.articles.models import Article
from rotative.comments.models import Comment
from rotative.core import clock, conf


def is_open(article: Article) -> bool:
    """Whether readers may comment now; the page does not know the last day, only the door does."""
    days: int = conf.get("comments_close_days")
    if not (article.live and article.comments_open):
        return False
    return (
        not days or article.published_at is None or clock.now() < article.published_at + timedelta(days=days)
    )


def can_be_answered(comment_id: int, article: Article) -> bool:
    """Whether it is a comment on this article's page, and no answer itself."""
    return Comment.objects.shown().filter(pk=comment_id, article=article, parent=None).exists()
