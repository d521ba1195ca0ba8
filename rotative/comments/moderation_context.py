"""The context that moderation judges a new comment in: earlier comments and the newsroom's settings."""

from rotative.articles.models import Article
from rotative.comments import precedents_sql, reads
from rotative.comments.models import Comment
from rotative.comments.moderation import Context
from rotative.core import conf

# A text is compared with so many of the newest held comments, and with as many of the newest spam.
RECENT = 100


def load(article: Article, *, email: str) -> Context:
    """Load the context of a comment from this address under this article."""
    trust_known: bool = conf.get("comments_trust_known")
    return Context(
        blocked_words=_blocked_words(),
        own_texts=precedents_sql.own(article.pk, email=email.strip(), author_hash=reads.author_hash(email)),
        recent_texts=(
            *precedents_sql.newest(Comment.State.HELD.value, RECENT),
            *precedents_sql.newest(Comment.State.SPAM.value, RECENT),
        ),
        known=trust_known and reads.from_address(email).filter(state=Comment.State.SHOWN).exists(),
        trust_known=trust_known,
    )


def _blocked_words() -> tuple[str, ...]:
    words: str = conf.get("comments_blocked_words")
    return tuple(word.strip() for word in words.replace("،", ",").split(",") if word.strip())
