"""Sections, articles, their templates, bylines, corrections, the entries of lists, and the task that approves an article."""

from rotative.articles.models.accepted_suggestion import AcceptedSuggestion
from rotative.articles.models.approval import SectionApprovalTask
from rotative.articles.models.article import Article, ArticleSubject
from rotative.articles.models.article_template import ArticleTemplate
from rotative.articles.models.byline import ArticleByline, Byline
from rotative.articles.models.choice import Choice
from rotative.articles.models.correction import Correction
from rotative.articles.models.embed_poster import EmbedPoster
from rotative.articles.models.list_entry import ListEntry
from rotative.articles.models.pinned_article import PinnedArticle
from rotative.articles.models.refused_suggestion import RefusedSuggestion
from rotative.articles.models.section import Section, SectionDesk
from rotative.articles.models.sharing_card import SharingCard
from rotative.articles.models.subject_suggestion import (
    SubjectSuggestion,
    SubjectSuggestionQuerySet,
    SuggestionBatch,
    SuggestionWalk,
)

__all__ = [
    "AcceptedSuggestion",
    "Article",
    "ArticleByline",
    "ArticleSubject",
    "ArticleTemplate",
    "Byline",
    "Choice",
    "Correction",
    "EmbedPoster",
    "ListEntry",
    "PinnedArticle",
    "RefusedSuggestion",
    "Section",
    "SectionApprovalTask",
    "SectionDesk",
    "SharingCard",
    "SubjectSuggestion",
    "SubjectSuggestionQuerySet",
    "SuggestionBatch",
    "SuggestionWalk",
]
