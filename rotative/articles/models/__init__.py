"""Sections, articles, bylines, corrections and the entries of lists."""

from rotative.articles.models.article import Article, ArticleSubject
from rotative.articles.models.byline import ArticleByline, Byline
from rotative.articles.models.correction import Correction
from rotative.articles.models.list_entry import ListEntry
from rotative.articles.models.section import Section, SectionDesk

__all__ = [
    "Article",
    "ArticleByline",
    "ArticleSubject",
    "Byline",
    "Correction",
    "ListEntry",
    "Section",
    "SectionDesk",
]
