"""What moderation must know of earlier comments."""

from rotative.articles.models import Article
from rotative.comments.models import Comment
from rotative.comments.moderation import Context
from rotative.core import conf

# How many of the newest held ones, and of the newest spam, a text is compared with.
RECENT = 100


def context(article: Article, *, email: str) -> Context:
    """What stands beside a comment of this address under this article."""
    trust_known: bool = conf.get("comments_trust_known")
    by_the_same = Comment.objects.filter(email__iexact=email)
    return Context(
        blocked_words=_blocked_words(),
        own_texts=tuple(by_the_same.filter(article=article).values_list("text", flat=True)),
        recent_texts=(*_recent(Comment.State.HELD), *_recent(Comment.State.SPAM)),
        known=trust_known and by_the_same.shown().exists(),
        trust_known=trust_known,
    )


def _blocked_words() -> tuple[str, ...]:
    words: str = conf.get("comments_blocked_words")
    return tuple(word.strip() for word in words.replace("،", ",").split(",") if word.strip())


def _recent(state: Comment.State) -> list[str]:
    return list(
        Comment.objects.filter(state=state).order_by("-written_at").values_list("text", flat=True)[:RECENT]
    )
