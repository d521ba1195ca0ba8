"""An article's page."""

from dataclasses import dataclass

from rotative.articles.cards import ArticleView, Link, SubjectLink, TeaserCard
from rotative.comments.cards import CommentCard
from rotative.layout.contexts.page import LanguageLink, Page


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedGroup:
    """Further reading on one of an article's main subjects; at most three cards."""

    subject: SubjectLink
    cards: tuple[TeaserCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticlePage(Page):
    """An article or a brief on its own page."""

    template = "articles/article.html"
    sheet = "story"
    article: ArticleView
    # One group per main subject.
    related: tuple[RelatedGroup, ...] = ()
    # The dossiers that cite it.
    dossiers: tuple[Link, ...] = ()
    # Oldest first, each with its replies.
    comments: tuple[CommentCard, ...] = ()
    # With the replies.
    comment_count: int = 0
    # The article in other languages.
    translations: tuple[LanguageLink, ...] = ()
    # Years after which an article is old and says so near the top; 0 when this one is not.
    old_after_years: int = 0
