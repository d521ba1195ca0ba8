"""The context that moderation judges a new comment in: earlier comments and the newsroom's settings."""

from rotative.articles.models import Article
from rotative.comments import reads
from rotative.comments.models import Comment
from rotative.comments.moderation import Context
from rotative.core import conf

# A text is compared with so many of the newest held comments, and with as many of the newest spam.
RECENT = 100


def load(article: Article, *, email: str) -> Context:
    """Load the context of a comment from this address under this article."""
    trust_known: bool = conf.get("comments_trust_known")
    by_the_same = reads.from_address(email)
    return Context(
        blocked_words=_blocked_words(),
        own_texts=tuple(by_the_same.filter(article=article).values_list("text", flat=True)),
        recent_texts=(*_recent(Comment.State.HELD), *_recent(Comment.State.SPAM)),
        known=trust_known and by_the_same.filter(state=Comment.State.SHOWN).exists(),
        trust_known=trust_known,
    )


def _blocked_words() -> tuple[str, ...]:
    words: str = conf.get("comments_blocked_words")
    return tuple(word.strip() for word in words.replace("،", ",").split(",") if word.strip())


def _recent(state: Comment.State) -> list[str]:
    return list(
        Comment.objects.filter(state=state).order_by("-written_at").values_list("text", flat=True)[:RECENT]
    )
